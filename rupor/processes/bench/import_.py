"""P5: a file of a million contacts into an audience, with a verdict for every bad row.

The import runs in a child with a database of its own, which measures itself.
"""

import os
import resource
from pathlib import Path
from typing import Any

from rupor.processes.bench import alone

ROWS = 1_000_000
QUICK_ROWS = 20_000
BAD_EVERY = 50  # one row in fifty is repeated, wrong, empty or warned


def run(*, seconds: float = 0, quick: bool = False) -> dict[str, Any]:
    """The figures; `seconds` changes nothing, the work is a file of a fixed size."""
    return alone.run(module=__name__, rows=QUICK_ROWS if quick else ROWS)


def _people(path: Path, rows: int) -> None:
    """As an export of a shop looks: cp1251, semicolons, phones in many forms, a heading."""
    with path.open("w", encoding="cp1251") as file:
        file.write("Телефон;Фамилия;Имя;Дата рождения;Город\n")
        for n in range(rows):
            number = f"{9000000000 + n * 7919 % 999_999_937:010d}"
            phone = (f"8{number}", number, f"+7 ({number[:3]}) {number[3:6]}-{number[6:8]}-{number[8:]}")[n % 3]
            line = f"{phone};Иванов{n};Иван;{n % 28 + 1:02d}.05.{1950 + n % 50};Москва"
            if n % BAD_EVERY == 0:
                line = (f"не номер {n};;;;", "89000000000;Повтор;;;", ";;;;", f"{number};Анна;;31.02.1990;")[
                    n // 50 % 4
                ]
            file.write(line + "\n")


def _child(rows: int) -> dict[str, Any]:
    from rupor import settings
    from rupor.features.contacts.actions import create_audience, import_contacts
    from rupor.features.projects.models import Project

    account = alone.account()
    audience = create_audience.create_audience(project=Project.objects.get(account=account), name="bench")
    source = settings.load().home / "people.csv"
    _people(source, rows)
    meter = alone.Meter(name="import")
    made = import_contacts.import_contacts(audience=audience, source=source)
    took, used = meter.read()
    assert made.counts["rows"] == rows == sum(v for k, v in made.counts.items() if k not in {"rows", "stop_listed"})
    return {
        "name": "import",
        "rows": rows,
        "seconds": round(took, 2),
        "rows_per_second": round(rows / took),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "counts": made.counts,
        "cores": os.cpu_count(),
        "cpu_by_process": used,
    }


if __name__ == "__main__":
    alone.child(_child)
