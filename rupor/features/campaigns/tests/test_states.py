"""The drawing of states: every action leads along a drawn move, every state has its way out."""

import pytest

from rupor.features.campaigns.models import CampaignState
from rupor.features.campaigns.rules import states


def test_every_state_is_drawn() -> None:
    assert set(states.MOVES) == set(CampaignState.values)
    assert set().union(*states.MOVES.values()) <= set(CampaignState.values)


@pytest.mark.parametrize(
    ("action", "after"),
    [
        ("pause", {"paused"}),
        ("stop", {"stopped"}),
        ("start", {"processing", "queued"}),
        ("restart", {"processing"}),
    ],
)
def test_offered_action_has_a_lawful_move(action: str, after: set[str]) -> None:
    for state in states.ACTIONS[action]:
        assert states.MOVES[state] & after, (action, state)


@pytest.mark.parametrize("state", sorted(states.MOVES))
def test_matrix_of_actions_and_states(state: str) -> None:
    offered = {
        "draft": "start edit copy delete",
        "processing": "copy delete",
        "moderation": "copy delete",
        "clarification": "copy delete",
        "rejected": "start edit copy archive delete",
        "accepted": "start stop copy delete",
        "scheduled": "start pause stop copy delete",
        "queued": "pause stop copy",
        "running": "pause stop copy",
        "paused": "start stop edit copy delete",
        "stopped": "start restart copy archive delete",
        "finished": "restart copy archive delete",
        "error": "start copy archive delete",
    }
    assert states.allowed(state=state, archived=False) == offered[state].split()


@pytest.mark.parametrize("state", sorted(states.ACTIONS["archive"]))
def test_archived_campaign_is_restored_copied_or_deleted(state: str) -> None:
    assert states.allowed(state=state, archived=True) == ["restore", "copy", "delete"]
