"""kill -9 at random: nobody lost, nobody called twice, the ledger at zero; doubt is shown."""

import pytest

from rupor.processes.bench import chaos


@pytest.mark.parametrize("quick", [True, pytest.param(False, marks=pytest.mark.long)], ids=["4 kills", "20 kills"])
@pytest.mark.timeout(900)
def test_nobody_is_lost_or_called_twice_when_processes_are_killed(quick: bool) -> None:
    figures = chaos.run(seconds=0, quick=quick, seed=11)
    assert figures["kills"] == (4 if quick else 20)
    assert figures["targets"] == (200 if quick else 2000)
    assert figures["lost"] == 0
    assert figures["doubled"] == 0
    assert float(figures["ledger_difference"]) == 0
    assert float(figures["held"]) == 0
