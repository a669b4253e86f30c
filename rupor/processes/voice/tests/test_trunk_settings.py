"""The trunk of the settings: where it is, and what is wrong with it."""

import pytest

from rupor.kit import errors
from rupor.processes.voice import trunk_settings
from rupor.settings import Settings


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("sip.example.org", "sip.example.org", 0),
        ("sip.example.org:5080", "sip.example.org", 5080),
        ("192.0.2.1:5062", "192.0.2.1", 5062),
        ("[2001:db8::1]:5062", "2001:db8::1", 5062),
        ("2001:db8::1", "2001:db8::1", 0),
    ],
)
def test_the_far_end_is_read_from_the_setting(address: str, host: str, port: int) -> None:
    assert trunk_settings.far_end(address) == (host, port)


@pytest.mark.parametrize("address", ["sip.example.org:sip", ":5060", "sip.example.org:70000"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(errors.RuporError, match="sip_trunk_malformed"):
        trunk_settings.far_end(address)


def test_a_file_that_is_not_there_is_told_by_its_name() -> None:
    with pytest.raises(errors.RuporError, match="sip_file_unreadable"):
        trunk_settings.specs(Settings(sip_trunk="sip.example.org", sip_tls_ca="/nowhere/ca.pem"))


def test_without_a_trunk_there_is_none() -> None:
    assert trunk_settings.specs(Settings(sip_trunk="")) == []
