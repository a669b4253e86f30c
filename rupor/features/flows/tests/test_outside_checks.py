"""What a flow may send: to integrations of its own project that are active, and texts a moderator let pass."""

import pytest

from rupor.features.flows import queries
from rupor.features.flows.actions import save
from rupor.features.flows.tests.test_save import menu
from rupor.features.integrations.actions import archive, create
from rupor.features.materials.models import Material, MaterialState
from rupor.features.projects.models import Project
from rupor.kit import errors

TEXT = "Спасибо, {{name}}"


def told(owner, card):
    document = menu(yes={"cards": [card]})
    return [problem.code for problem in queries.problems(project=owner.project, document=document)]


def hook(project):
    return create.create(project=project, values={"name": "CRM", "url": "https://crm.example/"})


def test_a_webhook_goes_to_an_active_integration_of_the_project(owner):
    mine = hook(owner.project)
    foreign = hook(Project.objects.create(account=owner.account, name="Чужой"))
    assert told(owner, {"do": "webhook", "integration": mine.id}) == []
    assert told(owner, {"do": "webhook", "integration": foreign.id}) == ["webhook_integration_unknown"]
    archive.archive(integration=mine)
    document = menu(yes={"cards": [{"do": "webhook", "integration": mine.id}]})
    with pytest.raises(errors.RuporError, match="flow_webhook_integration_archived"):
        save.save(project=owner.project, flow=None, name="С интеграцией", document=document)


def test_an_account_that_is_not_trusted_sends_approved_texts_only(owner):
    card = {"do": "message", "text": TEXT}
    assert told(owner, card) == []
    owner.account.trusted = False
    owner.account.save()
    owner.project.refresh_from_db()
    assert told(owner, card) == ["message_not_approved"]
    text = Material.objects.create(
        account=owner.account, project=owner.project, kind="text", name="Спасибо", text=TEXT, state="moderation"
    )
    assert told(owner, card) == ["message_not_approved"]
    text.state = MaterialState.ACTIVE
    text.save()
    assert told(owner, card) == []


def test_a_text_that_waits_for_a_moderator_does_not_hinder_saving(owner):
    owner.account.trusted = False
    owner.account.save()
    owner.project.refresh_from_db()
    saved = save.save(
        project=owner.project,
        flow=None,
        name="Ждёт",
        document=menu(yes={"cards": [{"do": "message", "text": TEXT}]}),
    )
    assert saved.version == 1
