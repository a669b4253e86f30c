"""What a soak concludes from what it saw."""

import pytest

from rupor.processes.bench import soak, watching


@pytest.mark.parametrize(
    ("seen", "grown"),
    [
        ([100] * 20, 0.0),
        ([10, 50, 90, 100], 0.0),  # too little after the warm-up
        ([0] * 5 + [100 + n for n in range(15)], 14.0),
        ([500] * 5 + [100] * 15, 0.0),  # the warm-up does not count
        ([0] * 5 + [100, 110] * 8, 2.2),  # breathing is no growth
    ],
)
def test_growth_is_the_rise_of_a_line_after_the_warm_up(seen: list[int], grown: float) -> None:
    assert watching.growth_pct(seen) == pytest.approx(grown, abs=1.5)


def test_a_call_without_an_end_is_stuck() -> None:
    log = [
        {"what": "invite", "call_id": "a"},
        {"what": "invite", "call_id": "b"},
        {"what": "invite", "call_id": "c"},
        {"what": "answer", "call_id": "a"},
        {"what": "end", "call_id": "a"},
        {"what": "reject", "call_id": "b"},
    ]
    assert soak.stuck(log) == 1
