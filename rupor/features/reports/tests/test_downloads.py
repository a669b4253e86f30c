"""Files are read back by another program's reader."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from rupor.features.deliveries.models import CampaignTarget
from rupor.features.reports.actions import stream_csv, write_xlsx
from rupor.features.reports.actions.write_campaign_report import write_campaign_report
from rupor.features.reports.rules import cells
from rupor.features.reports.rules.cells import Reader, Table

RUSSIAN = Reader(language="ru", zone=ZoneInfo("Europe/Moscow"))


@pytest.fixture
def place(owner, story) -> str:
    return f"/api/v1/projects/{owner.project.id}/campaigns/{story.campaign.id}"


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet) -> list[dict]:
    heading, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rest]


def wall(told: str) -> datetime:
    """What a clock on the wall shows; spreadsheets know no zones."""
    return datetime.fromisoformat(told)


def body(answer) -> bytes:
    assert answer.status_code == 200, getattr(answer, "content", "")
    return b"".join(answer.streaming_content)


def table(answer) -> list[dict]:
    content = body(answer)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_full_report(api, place, story):
    answer = api.get(f"{place}/report")
    assert answer["Content-Disposition"] == f'attachment; filename="campaign-{story.campaign.id}-report.xlsx"'
    content = body(answer)
    assert answer["Content-Length"] == str(len(content))
    found = book(content)
    assert found.sheetnames == ["Итоги", "Звонки", "СМС", "Контакты"]
    totals = {row["Показатель"]: row["Значение"] for row in rows(found["Итоги"])}
    assert totals["Название"] == "Весна; =1+1"
    assert (totals["Всего контактов"], totals["Ответили"], totals["Неизвестно"]) == (7, 2, 1)
    assert totals["Потрачено всего"] == pytest.approx(4.97)
    assert totals["Состояние рассылки"] == "Завершена"
    assert totals["Начало"] == wall("2026-03-02 00:30:00")


def test_every_person_has_one_final_state_and_a_cost(api, place, story):
    people = rows(book(body(api.get(f"{place}/report")))["Контакты"])
    assert [row["Номер телефона"] for row in people] == [f"7916000000{number}" for number in range(1, 8)]
    assert [row["Состояние"] for row in people] == [
        "ответил", "ответил", "не ответил", "неверный номер", "в чёрном списке", "неизвестно", "ожидает",
    ]  # fmt: skip
    assert people[0]["Фамилия"] == "=HYPERLINK(1)"
    assert sum(Decimal(str(row["Стоимость"])) for row in people) == Decimal("2.2")


def test_nothing_in_a_spreadsheet_is_a_formula(api, place):
    for sheet in book(body(api.get(f"{place}/report"))):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_calls_and_messages_agree_with_the_records(api, place):
    found = book(body(api.get(f"{place}/report")))
    calls, (message,) = rows(found["Звонки"]), rows(found["СМС"])
    assert [row["Исход"] for row in calls] == [
        "неизвестно", "неверный номер", "не отвечает", "занято", "ответил", "ответил",
    ]  # fmt: skip
    assert [row["Попытка"] for row in calls] == [1, 1, 2, 1, 1, 1]
    assert calls[-1]["Дата"] == wall("2026-03-02 00:30:20")
    assert (calls[-1]["Лид"], calls[-1]["Нажатия"], calls[-1]["Стоимость"]) == ("да", "1", 1.1)
    assert (message["Частей"], message["Статус"], message["Тип"]) == (2, "Доставлено", "сценарий")
    assert message["Текст"] == "@Спасибо, Анна; до встречи\nв офисе"


def test_english_headings(api, place):
    answer = api.client.get(f"{place}/report", headers={"accept-language": "en"})
    assert book(body(answer)).sheetnames == ["Totals", "Calls", "SMS", "Contacts"]


def test_a_csv_report_holds_the_people(api, place):
    answer = api.get(f"{place}/report", format="csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    people = table(answer)
    assert len(people) == 7
    assert (people[0]["Фамилия"], people[0]["Имя"], people[0]["Стоимость"]) == ("'=HYPERLINK(1)", "Анна", "1,10")
    assert people[0]["Дата результата"] == "02.03.2026 00:30:00"


@pytest.mark.parametrize(
    ("name", "phones"),
    [("leads", ["79160000001"]), ("unanswered", ["79160000003"]), ("uncalled", ["79160000007"])],
)
def test_lists_of_numbers(api, place, name, phones):
    assert [row["Номер телефона"] for row in table(api.get(f"{place}/{name}", format="csv"))] == phones
    (sheet,) = book(body(api.get(f"{place}/{name}", format="xlsx")))
    assert [row["Номер телефона"] for row in rows(sheet)] == phones


def test_details_download_is_filtered(api, owner, story):
    project = f"/api/v1/projects/{owner.project.id}"
    calls = table(api.get(f"{project}/calls/download", format="csv", result="lead,machine"))
    assert [row["Номер телефона"] for row in calls] == ["79160000002", "79160000001"]
    assert calls[0]["Рассылка"] == "Весна; =1+1"
    messages = table(api.get(f"{project}/messages/download", format="csv", text="спасибо"))
    assert [row["Текст"] for row in messages] == ["'@Спасибо, Анна; до встречи\nв офисе"]


def test_the_command_line_writes_the_same_report(story, tmp_path: Path):
    write_campaign_report(campaign=story.campaign, path=tmp_path / "out.xlsx")
    write_campaign_report(campaign=story.campaign, path=tmp_path / "out.csv", language="en")
    assert book((tmp_path / "out.xlsx").read_bytes()).sheetnames == ["Итоги", "Звонки", "СМС", "Контакты"]
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("Phone;Surname;")


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(db, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(cells, "MOST_SHEET_ROWS", 3)
    long = Table(title="Звонки", headings=("ID",), rows=((number,) for number in range(7)))
    write_xlsx.write_xlsx(tables=[long], path=tmp_path / "long.xlsx", reader=RUSSIAN)
    found = book((tmp_path / "long.xlsx").read_bytes())
    assert found.sheetnames == ["Звонки", "Звонки 2", "Звонки 3"]
    assert [row["ID"] for name in found.sheetnames for row in rows(found[name])] == list(range(7))


def test_rows_are_read_as_they_are_sent(db):
    """The first piece leaves before the last row is read."""
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1
            yield ("я" * 100,)

    pieces = stream_csv.stream_csv(table=Table(title="", headings=("x",), rows=endless()), reader=RUSSIAN)
    assert next(pieces)
    first = read
    assert next(pieces)
    assert read > first
    pieces.close()


def test_people_pass_through_the_cursor_chunk_by_chunk(owner, story):
    """More rows than one chunk of the cursor: none lost, none twice, in order."""
    phones = [f"7920{number:07d}" for number in range(5000)]
    CampaignTarget.objects.bulk_create(
        CampaignTarget(
            account=owner.account, campaign_id=story.campaign.id, run_id=story.run.id, phone=phone, state="pending"
        )
        for phone in phones
    )
    from rupor.features.reports.queries import tables

    content = b"".join(stream_csv.stream_csv(table=tables.uncalled(story.campaign, reader=RUSSIAN), reader=RUSSIAN))
    told = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]
    assert told[1:] == ["79160000007", *phones]
