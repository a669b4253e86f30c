"""A moderator decides once."""

import pytest

from rupor.features.materials.actions import add_text, approve, reject
from rupor.features.materials.models import Material, MaterialState
from rupor.kit import errors


@pytest.fixture
def waiting(owner) -> Material:
    owner.account.trusted = False
    owner.account.save()
    owner.project.account.refresh_from_db()
    return add_text.add_text(project=owner.project, name="Текст", text="Здравствуйте")


def test_approved_material_is_active(waiting: Material):
    assert approve.approve(material=waiting).state == MaterialState.ACTIVE


def test_rejected_material_keeps_the_reason(waiting: Material):
    assert reject.reject(material=waiting, reason=" реклама займов ").error == "реклама займов"
    waiting.refresh_from_db()
    assert waiting.state == MaterialState.REJECTED


def test_a_refusal_needs_a_reason(waiting: Material):
    with pytest.raises(errors.RuporError, match="reason_missing"):
        reject.reject(material=waiting, reason=" ")


def test_the_second_decision_is_refused(waiting: Material):
    approve.approve(material=waiting)
    with pytest.raises(errors.Conflict, match="material_move_unlawful"):
        reject.reject(material=waiting, reason="поздно")
