"""The bench of imports works; its figure is not judged here."""

from rupor.processes.bench import import_


def test_the_bench_brings_every_row_in():
    found = import_.run(quick=True)
    assert found["rows"] == import_.QUICK_ROWS
    assert found["counts"]["added"] > found["rows"] * 0.98
    assert {"duplicate", "invalid", "empty"} <= {name for name, count in found["counts"].items() if count}
    assert set(found["cpu_by_process"]) == {"import", "postgres"}
    assert found["peak_mb"] > 0
