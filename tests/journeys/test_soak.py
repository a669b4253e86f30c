"""A slice of the soak: calls by the hundred come and go and leave nothing behind."""

import pytest

from rupor.processes.bench import soak


@pytest.mark.long
def test_short_calls_leave_neither_calls_nor_descriptors_behind() -> None:
    seen = soak.run(seconds=0, quick=True)
    assert seen["calls"] == seen["targets"] > 700
    assert (seen["stuck"], seen["lost"], seen["doubled"], seen["held"]) == (0, 0, 0, "0.0000")
    assert seen["descriptors_leaked"] == dict.fromkeys(seen["descriptors_leaked"], 0)
