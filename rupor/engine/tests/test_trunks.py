"""Trunks on the wire: what neighbouring versions forgive, and how our number is written."""

import pytest

from rupor.engine import ports, trunks
from rupor.engine.trunks import CallerForm, Srtp, TrunkSpec, written_caller


def test_a_trunk_crosses_the_bus_whole_and_keeps_its_secrets_out_of_logs() -> None:
    spec = TrunkSpec(name="mts", host="192.0.2.1", password="s3cret", srtp=Srtp.REQUIRED, prefixes=("79", "78"))
    assert trunks.decode_specs(ports.encode([spec])) == [spec]
    assert trunks.decode_specs(b'[{"name":"a","host":"b","later":1}]') == [TrunkSpec(name="a", host="b")]
    assert "s3cret" not in repr(spec)


@pytest.mark.parametrize(
    ("caller", "form", "written"),
    [
        ("79161234567", CallerForm.AS_IS, "79161234567"),
        ("+79161234567", CallerForm.AS_IS, "+79161234567"),
        ("79161234567", CallerForm.PLUS, "+79161234567"),
        ("+79161234567", CallerForm.E164, "79161234567"),
        ("79161234567", CallerForm.NATIONAL, "89161234567"),
        ("380441234567", CallerForm.NATIONAL, "380441234567"),
        ("robot", CallerForm.PLUS, "robot"),
        ("", CallerForm.PLUS, ""),
    ],
)
def test_our_number_is_written_as_the_trunk_wants_it(caller: str, form: CallerForm, written: str) -> None:
    assert written_caller(caller, form=form) == written
