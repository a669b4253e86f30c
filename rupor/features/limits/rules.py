"""What limits may be."""

import re
from collections.abc import Sequence

from rupor.kit import errors

MOST_PREFIXES = 200
_PREFIX = re.compile(r"-?[1-9][0-9]{0,14}")


def prefixes(written: Sequence[str]) -> list[str]:
    """Digits without «+»; a leading "-" makes an exception. Raises RuporError naming the first that is no prefix."""
    if len(written) > MOST_PREFIXES:
        raise errors.RuporError("limits_too_many_prefixes", field="prefixes", most=MOST_PREFIXES)
    found = [each.strip().replace("+", "") for each in written]
    for each in found:
        if not _PREFIX.fullmatch(each):
            raise errors.RuporError("limits_prefix_wrong", field="prefixes", prefix=each)
    return sorted(set(found), key=lambda each: (each.removeprefix("-"), each))
