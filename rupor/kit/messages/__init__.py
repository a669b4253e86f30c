"""The texts of expected failures in both languages: code → (Russian, English), a module per room.

`text(...)` fills the blanks; each text says what to do next. A code stands in one module only (a test keeps watch).
"""

import pkgutil
from functools import cache
from importlib import import_module

Texts = dict[str, tuple[str, str]]


@cache
def table() -> Texts:
    """Every text of every module in this package."""
    gathered: Texts = {}
    for module in pkgutil.iter_modules(__path__):
        gathered.update(import_module(f"{__name__}.{module.name}").TEXTS)
    return gathered


def text(code: str, /, *, language: str, **values: object) -> str:
    """The text for a person; a code without a text shows itself, so that nothing is hidden."""
    russian, english = table().get(code, (code, code))
    chosen = english if language.startswith("en") else russian
    return chosen.format_map(_Blanks(values))


class _Blanks(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"
