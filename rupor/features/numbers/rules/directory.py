"""What the public numbering plan knows of a number: line type, country, region, operator."""

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType, carrier, geocoder

from rupor.features.numbers.rules import operators

_LINE_TYPES = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
}
LINE_TYPES = ("mobile", "fixed", "toll_free", "other")


def described(phone: str) -> dict[str, str]:
    """`line_type`, `country`, `region`, `operator`, as far as the plan knows them."""
    try:
        parsed = phonenumbers.parse(f"+{phone}")
    except phonenumbers.NumberParseException:
        return {"line_type": "other"}
    return {
        "line_type": _LINE_TYPES.get(phonenumbers.number_type(parsed), "other"),
        "country": phonenumbers.region_code_for_number(parsed) or "",
        "region": geocoder.description_for_number(parsed, "ru")[:64],
        "operator": carrier_of(phone),
    }


def carrier_of(phone: str) -> str:
    """The operator of the range, one name for each; empty when the plan does not tell. Seven digits name a range."""
    return _carrier_of_range(phone[:7], len(phone))


@lru_cache(maxsize=50_000)
def _carrier_of_range(start: str, length: int) -> str:
    phone = start.ljust(length, "0")
    try:
        named = carrier.name_for_number(phonenumbers.parse(f"+{phone}"), "ru")
    except phonenumbers.NumberParseException:
        return ""
    return operators.one_name(named) or operators.of_range(phone)
