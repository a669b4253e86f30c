"""The media bench runs, small, and its far sides really judge."""

from rupor.processes.bench import voice_media


def test_a_quick_run_reports_every_figure() -> None:
    figures = voice_media.run(seconds=1.0, quick=True)
    assert figures["name"] == "voice-media"
    assert {"calls", "late_pct", "core_pct_per_100_calls", "recording", "cpu_by_process", "cores"} <= set(figures)
    (step,) = figures["steps"]
    assert step["calls"] == step["digits"] == step["recorded"] == step["listened"] == 20
    assert figures["cpu_by_process"]["core"] > 0


def test_a_step_holds_only_when_nothing_is_missing() -> None:
    whole = voice_media.Step(
        calls=10, late_pct=0.1, lost_pct=0.0, worst_ms=25.0, digits=10, recorded=10, listened=10,
        core_pct=1.0, far_pct=1.0, media_pct=1.0, writer_pct=1.0, missed_frames=0,
    )  # fmt: skip
    assert whole.holds
    for field, bad in {
        "late_pct": 0.11,
        "lost_pct": 0.02,
        "digits": 9,
        "recorded": 9,
        "listened": 9,
        "missed_frames": 1,
    }.items():
        broken = voice_media.Step(**{name: getattr(whole, name) for name in whole.__struct_fields__} | {field: bad})
        assert not broken.holds
