"""Flows are kept with versions; a document with problems is not kept."""

import json
from copy import deepcopy
from types import SimpleNamespace

import pytest

from rupor.features.flows import queries
from rupor.features.flows.actions import archive, freeze, save
from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material, MaterialState
from rupor.features.projects.models import Project
from rupor.kit import errors


@pytest.fixture
def clip(owner) -> Material:
    return Material.objects.create(
        account=owner.account,
        project=owner.project,
        kind="audio",
        name="Ролик",
        state=MaterialState.ACTIVE,
        prompt="prompts/ab/ab.wav",
        duration_seconds=8.5,
    )


@pytest.fixture
def spoken(owner) -> Material:
    return Material.objects.create(
        account=owner.account,
        project=owner.project,
        kind="tts",
        name="Речь",
        state=MaterialState.ACTIVE,
        text="Здравствуйте, {{name|клиент}}!",
        voice="ru-male",
    )


def menu(*, material: object = "campaign", **nodes: object) -> dict:
    return {
        "version": 1,
        "start": "answer",
        "nodes": {
            "answer": {
                "cards": [{"do": "play", "material": material}],
                "recognition": {"mode": "dtmf"},
                "branches": [{"when": "key", "value": "1", "to": "yes"}],
            },
            "yes": {"cards": [{"do": "goal", "tag": "Лид"}, {"do": "hangup"}]},
            **nodes,
        },
    }


def test_saving_makes_versions_and_a_new_name_alone_makes_none(owner):
    flow = save.save(project=owner.project, flow=None, name="Меню", document=menu())
    flow = save.save(project=owner.project, flow=flow, name="Меню 2", document=menu())
    assert (flow.name, flow.version) == ("Меню 2", 1)
    changed = menu()
    changed["nodes"]["yes"]["cards"][0]["tag"] = "Заявка"
    flow = save.save(project=owner.project, flow=flow, name="Меню 2", document=changed)
    assert flow.version == 2
    assert [kept.document for kept in flow.versions.order_by("version")] == [menu(), changed]


@pytest.mark.parametrize(
    ("document", "code", "field"),
    [
        ({}, "flow_version_unknown", "document"),
        (menu(material=999), "flow_play_clip_unknown", "document.nodes.answer.cards.0"),
        (menu(lost={"cards": [{"do": "hangup"}]}), "flow_unreachable", "document.nodes.lost"),
        (
            menu(yes={"cards": [{"do": "stop", "list": "Нет такого"}]}),
            "flow_stop_list_unknown",
            "document.nodes.yes.cards.0",
        ),
        (
            menu(yes={"cards": [{"do": "message", "text": "{{name"}]}),
            "flow_message_placeholder_spoilt",
            "document.nodes.yes.cards.0",
        ),
        (menu(yes={"cards": [{"do": "goal", "tag": "\0"}]}), "flow_document_unreadable", "document"),
        (menu(yes={"cards": [{"do": "goal", "tag": "\ud800"}]}), "flow_document_unreadable", "document"),
        (menu(yes={"cards": [], "x": float("nan")}), "flow_document_unreadable", "document"),
        (menu(yes={"cards": [], "title": "я" * 300_000}), "flow_document_too_large", "document"),
    ],
)
def test_a_document_with_a_problem_is_refused_with_its_place(owner, document, code, field):
    with pytest.raises(errors.RuporError) as refusal:
        save.save(project=owner.project, flow=None, name="Меню", document=document)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert not CallFlow.objects.filter(is_system=False).exists()


def test_a_stop_list_of_the_project_may_be_named(owner):
    owner.project.audiences.create(account=owner.account, name="Отказы", kind="stop")
    document = menu(yes={"cards": [{"do": "stop", "list": "Отказы"}]})
    assert queries.problems(project=owner.project, document=document) == []


def test_a_clip_that_waits_for_its_moderator_hinders_the_launch_but_not_the_saving(owner, clip):
    clip.state = MaterialState.MODERATION
    clip.save()
    flow = save.save(project=owner.project, flow=None, name="Меню", document=menu(material=clip.id))
    told = queries.problems(project=owner.project, document=flow.document)
    assert [problem.code for problem in told if not problem.warning] == ["play_clip_inactive"]
    with pytest.raises(errors.RuporError, match="flow_clip_not_usable"):
        freeze.freeze(flow=flow, clips=[])


def test_a_foreign_clip_is_unknown(owner, clip):
    other = Project.objects.create(account=owner.account, name="Другой")
    found = queries.problems(project=other, document=menu(material=clip.id))
    assert [problem.code for problem in found] == ["play_clip_unknown"]


def test_the_system_flow_is_there_and_nobody_changes_it(owner):
    flow = queries.system_flow()
    assert queries.problems(project=owner.project, document=flow.document) == []
    with pytest.raises(errors.Conflict, match="flow_is_system"):
        save.save(project=owner.project, flow=flow, name="Моё", document=menu())
    with pytest.raises(errors.Conflict, match="flow_is_system"):
        archive.archive(flow=flow)


@pytest.mark.django_db(transaction=True)
def test_the_system_flow_outlives_an_emptied_database(django_db_serialized_rollback):
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    assert CallFlow.objects.filter(is_system=True).count() == 1
    call_command("migrate", verbosity=0)
    assert CallFlow.objects.filter(is_system=True).count() == 1


def chosen(material: Material, start: float = 0.0) -> SimpleNamespace:
    return SimpleNamespace(material=material, recognition_start_seconds=start)


def test_a_snapshot_holds_every_clip_and_later_edits_do_not_reach_it(owner, clip, spoken):
    document = menu(yes={"cards": [{"do": "play", "material": clip.id}, {"do": "hangup"}]})
    flow = save.save(project=owner.project, flow=None, name="Меню", document=document)
    snapshot = freeze.freeze(flow=flow, clips=[chosen(spoken, 2.5), chosen(clip)])
    kept = deepcopy(json.loads(json.dumps(snapshot)))
    save.save(project=owner.project, flow=flow, name="Иное", document=menu())
    Material.objects.all().update(text="Другое", prompt="prompts/cd/cd.wav")
    assert snapshot == kept
    assert snapshot["document"] == document
    assert snapshot["flow"] == {"id": flow.id, "name": "Меню", "version": 1}
    first, second = snapshot["clips"]["campaign"]
    assert first == {
        "material": spoken.id,
        "kind": "tts",
        "prompt": "",
        "text": "Здравствуйте, {{name|клиент}}!",
        "voice": "ru-male",
        "duration_seconds": 4.0,
        "recognition_start_seconds": 2.5,
    }
    assert (second["kind"], second["prompt"], second["duration_seconds"]) == ("audio", "prompts/ab/ab.wav", 8.5)
    assert snapshot["clips"][str(clip.id)]["material"] == clip.id


def test_a_flow_that_starts_with_the_campaigns_clip_owes_one(owner):
    with pytest.raises(errors.RuporError, match="flow_campaign_clip_missing"):
        freeze.freeze(flow=queries.system_flow(), clips=[])


@pytest.mark.parametrize("spoilt", [{"state": "rejected"}, {"kind": "text"}, {"archived_at": "2026-01-01T00:00:00Z"}])
def test_a_clip_that_may_not_be_dialled_stops_the_launch(owner, clip, spoilt):
    Material.objects.filter(id=clip.id).update(**spoilt)
    clip.refresh_from_db()
    with pytest.raises(errors.RuporError, match="flow_clip_not_usable"):
        freeze.freeze(flow=queries.system_flow(), clips=[chosen(clip)])
