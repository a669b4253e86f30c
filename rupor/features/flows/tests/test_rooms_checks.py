"""What a project adds to the checks: other flows, clips that name no keys, music, cards with spoilt braces."""

import pytest

from rupor.features.flows import queries
from rupor.features.flows.actions import archive, freeze, save
from rupor.features.flows.tests.test_save import menu
from rupor.features.materials.models import Material, MaterialState
from rupor.features.projects.models import Project
from rupor.kit import errors

TRANSFER = {"do": "transfer", "operators": [{"kind": "phone", "to": "74951234567"}]}


def told(owner, document, *, own=None):
    found = queries.problems(project=owner.project, document=document, own=own)
    return [(problem.node, problem.card, problem.code, problem.warning) for problem in found]


def clip(owner, **fields) -> Material:
    made = {"kind": "audio", "name": "Ролик", "state": MaterialState.ACTIVE, "prompt": "a.wav", **fields}
    return Material.objects.create(account=owner.account, project=owner.project, **made)


def leading(target: int) -> dict:
    return menu(yes={"cards": [{"do": "goto", "flow": target}]})


def test_a_flow_that_leads_to_another_is_frozen_whole(owner):
    music, spoken = clip(owner), clip(owner, kind="tts", text="Нажмите 1", voice="ru-male")
    other = save.save(
        project=owner.project,
        flow=None,
        name="Другой",
        document=menu(material=spoken.id, yes={"cards": [{**TRANSFER, "music": music.id}]}),
    )
    flow = save.save(project=owner.project, flow=None, name="Первый", document=leading(other.id))
    archive.archive(flow=other)
    chosen = type("Chosen", (), {"material": music, "recognition_start_seconds": 0.0})()
    frozen = freeze.freeze(flow=flow, clips=[chosen])
    assert set(frozen["clips"]) == {"campaign", str(music.id), str(spoken.id)}
    assert frozen["document"]["nodes"]["yes"] == {"cards": [], "next": f"{other.id}.answer"}
    assert f"{other.id}.yes" in frozen["document"]["nodes"]


def test_ways_to_other_flows_are_checked(owner):
    other = save.save(project=owner.project, flow=None, name="Другой", document=menu())
    foreign = Project.objects.create(account=owner.account, name="Чужой")
    strange = save.save(project=foreign, flow=None, name="Чужой", document=menu())
    first = save.save(project=owner.project, flow=None, name="Первый", document=leading(other.id))
    assert told(owner, leading(strange.id)) == [("yes", 0, "goto_flow_unknown", False)]
    assert told(owner, leading(first.id), own=other.id) == [("yes", 0, "goto_circle", False)]
    with pytest.raises(errors.RuporError, match="flow_goto_circle") as refused:
        save.save(project=owner.project, flow=other, name="Другой", document=leading(first.id))
    assert refused.value.field == "document.nodes.yes.cards.0"
    archive.archive(flow=other)
    assert told(owner, first.document, own=first.id) == [("yes", 0, "goto_flow_unknown", False)]


def test_a_clip_that_does_not_name_its_keys_is_a_warning_that_hinders_nothing(owner):
    silent = clip(owner, kind="tts", text="Здравствуйте!", voice="ru-male")
    named = clip(owner, kind="tts", text="Нажмите один", voice="ru-male")
    recorded = clip(owner)
    assert told(owner, menu(material=silent.id)) == [("answer", 0, "keys_unnamed", True)]
    assert told(owner, menu(material=named.id)) == []
    assert told(owner, menu(material=recorded.id)) == [("answer", 0, "keys_reminder", True)]
    assert save.save(project=owner.project, flow=None, name="Меню", document=menu(material=silent.id)).version == 1


def test_music_and_follow_up_cards_are_looked_at(owner):
    waiting = clip(owner, state=MaterialState.MODERATION)
    cards = [{**TRANSFER, "music": waiting.id}, {"do": "ticket_card", "title": "{{name", "text": ""}]
    assert told(owner, menu(yes={"cards": cards})) == [
        ("yes", 0, "transfer_music_inactive", False),
        ("yes", 1, "ticket_placeholder_spoilt", False),
    ]
