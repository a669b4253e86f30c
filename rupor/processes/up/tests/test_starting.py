"""What stands in the way of a start is told in one clear line, and one home has one instance."""

import socket
from pathlib import Path

import pytest

from rupor.processes.bench.installation import free_port
from rupor.processes.up import checks, plans
from rupor.processes.up.instance import AlreadyRunning, Instance, running
from rupor.settings import Settings


def settings(home: Path, **more: object) -> Settings:
    return Settings(home=home, _env_file=None, **more)


def test_a_taken_port_names_the_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(checks.CannotStart, match="RUPOR_LISTEN_PORT"):
            checks.port(host="127.0.0.1", number=taken.getsockname()[1], setting="RUPOR_LISTEN_PORT")


def test_a_taken_sip_port_names_the_setting() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(checks.CannotStart, match="RUPOR_SIP_PORT"):
            checks.udp_port(host="127.0.0.1", number=taken.getsockname()[1], setting="RUPOR_SIP_PORT")


def test_free_ports_are_no_obstacle(tmp_path: Path) -> None:
    checks.ports(settings(tmp_path, listen_port=free_port(), sip_port=free_port(socket.SOCK_DGRAM)), simulate=False)


@pytest.mark.parametrize(("free_bytes", "starts"), [(10 * 2**30, True), (checks.LEAST_FREE_BYTES - 1, False)])
def test_a_full_disk_is_told_with_its_folder(tmp_path: Path, free_bytes: int, starts: bool) -> None:
    if starts:
        checks.enough(free_bytes=free_bytes, home=tmp_path)
    else:
        with pytest.raises(checks.CannotStart, match=str(tmp_path)):
            checks.enough(free_bytes=free_bytes, home=tmp_path)


@pytest.mark.parametrize(("version", "starts"), [(180_004, True), (150_000, True), (140_011, False), (90_624, False)])
def test_postgresql_before_15_is_too_old(version: int, starts: bool) -> None:
    if starts:
        checks.new_enough(version=version)
    else:
        with pytest.raises(checks.CannotStart, match="too old"):
            checks.new_enough(version=version)


def test_a_silent_database_is_told_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(checks.CannotStart, match="RUPOR_DATABASE_URL"):
        checks.database(f"postgresql://rupor@/rupor?host={tmp_path}")


def test_a_second_instance_on_the_same_home_is_refused_with_the_first_ones_number(tmp_path: Path) -> None:
    first = Instance(settings(tmp_path))
    assert running(settings(tmp_path))
    with pytest.raises(AlreadyRunning, match=r"process \d+"):
        Instance(settings(tmp_path))
    first.end()
    assert not running(settings(tmp_path))
    Instance(settings(tmp_path)).end()


def test_the_note_is_readable_by_the_owner_only(tmp_path: Path) -> None:
    instance = Instance(settings(tmp_path))
    instance.tell({"nats_url": "nats://secret@127.0.0.1:4222"})
    assert settings(tmp_path).endpoints.stat().st_mode & 0o077 == 0
    instance.end()


@pytest.mark.parametrize(
    ("simulate", "trunk", "smsc", "expected"),
    [
        (True, "", "", {"phone_network", "smsc", "dispatcher", "worker", "web", "voice", "sms"}),
        (False, "", "", {"dispatcher", "worker", "web", "voice"}),
        (False, "sip.example:5060", "", {"dispatcher", "worker", "web", "voice"}),
        (False, "", "smsc.example", {"dispatcher", "worker", "web", "voice", "sms"}),
    ],
)
def test_sms_starts_only_where_there_is_somebody_to_talk_to_and_voice_always(
    tmp_path: Path, simulate: bool, trunk: str, smsc: str, expected: set[str]
) -> None:
    found = plans.processes(settings(tmp_path, sip_trunk=trunk, smsc_host=smsc), simulate=simulate)
    assert {name for name, _, _ in found} == expected


def test_a_real_trunk_is_not_replaced_by_the_simulated_one(tmp_path: Path) -> None:
    told = plans.environment(
        settings(tmp_path, sip_trunk="sip.example:5060"), database_url="d", nats_url="n", simulate=True
    )
    assert "RUPOR_SIP_TRUNK" not in told
    assert told["RUPOR_SMSC_HOST"] == "127.0.0.1"
