"""The doctor of a healthy installation finds nothing, and without one says how to start it."""

import json

from rupor.processes.bench.installation import Installation


def test_everything_is_good_on_a_running_installation(live_rupor: Installation) -> None:
    done = live_rupor.run("doctor", "--ledger", "--json")
    verdicts = {verdict["part"]: verdict for verdict in json.loads(done.stdout)}
    assert set(verdicts) == {
        *("settings", "installation", "disk", "database", "clock", "bus", "trunk", "SMSC", "facts", "ledger"),
        *("speech in", "speech out"),
    }
    assert {verdict["health"] for verdict in verdicts.values()} == {"good"}


def test_where_nothing_runs_each_part_says_what_to_do() -> None:
    idle = Installation()
    done = idle.run("doctor", "--json", check=False)
    verdicts = {verdict["part"]: verdict for verdict in json.loads(done.stdout)}
    assert done.returncode == 1
    assert verdicts["installation"]["mend"] == "start it: rupor up"
    assert verdicts["database"]["health"] == verdicts["bus"]["health"] == "bad"
    assert all(verdict["mend"] for verdict in verdicts.values() if verdict["health"] != "good")


def test_a_wrong_setting_is_told_by_its_name() -> None:
    wrong = Installation(listen_port=8080, voice_lines="many")
    done = wrong.run("doctor", check=False)
    assert done.returncode == 2
    assert "RUPOR_VOICE_LINES" in done.stderr


def test_a_second_instance_on_the_same_home_is_refused_in_one_line(live_rupor: Installation) -> None:
    done = live_rupor.run("up", check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "already runs" in done.stderr
