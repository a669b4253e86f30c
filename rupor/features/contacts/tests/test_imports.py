"""Imports on the database: a verdict for every row, policies, all or nothing."""

import csv
import random
import threading

import openpyxl
import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rupor.features.contacts.actions import (
    begin_import,
    create_audience,
    create_field,
    edit_audience,
    fail_import,
    import_contacts,
    run_import,
    stop,
    write_verdict,
)
from rupor.features.contacts.models import Audience, AudienceMember, Contact, ContactImport
from rupor.kit import errors

SUM = ("added", "updated", "unchanged", "duplicate", "invalid", "empty")


@pytest.fixture
def audience(owner, storage):
    return create_audience.create_audience(project=owner.project, name="Люди")


@pytest.fixture
def bring(audience, tmp_path):
    """Writes the text to a file and imports it."""

    def run(text, into=None, encoding="utf-8", **more):
        source = tmp_path / "people.csv"
        source.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return import_contacts.import_contacts(audience=into or audience, source=source, **more)

    return run


def verdicts(made, language="ru"):
    path = write_verdict.write_verdict(made=made, form="csv", language=language)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def adds_up(made):
    counts = made.counts
    assert counts["rows"] == sum(counts[name] for name in SUM)
    made.audience.refresh_from_db()
    assert made.audience.contacts_count == AudienceMember.objects.filter(audience=made.audience).count()
    return counts


def messy():
    """10,000 rows of every kind in known numbers, and the counts they must give."""
    luck = random.Random(5)
    good = [f"8 (902) 300-{n // 100:02d}-{n % 100:02d};Иван {n};01.02.19{n % 90 + 10}" for n in range(9000)]
    repeated = [f"+7902300{luck.randrange(9000):04d};Повтор;" for _ in range(350)]
    bad = [f"{wrong};Ошибка;" for wrong in ("123", "не знаю", "+7 902", "8800", "7,9E+10") for _ in range(60)]
    warned = [f"90255500{n:02d};Пётр;31.02.1990" for n in range(50)]
    quoted = [f'"9025551{n:03d}";"ООО ""Рога; копыта""";' for n in range(50)]
    short = [f"9025552{n:03d}" for n in range(20)]
    long = [f"9025553{n:03d};Анна;;лишнее" for n in range(30)]
    stopped = [f"9017770{n:03d};Не звоните;" for n in range(50)]
    empty = [";;", "", "  ; ; "] * 50
    rows = good + repeated + bad + warned + quoted + short + long + stopped + empty
    luck.shuffle(rows)
    counts = {"rows": 10_000, "added": 9200, "duplicate": 350, "invalid": 300, "empty": 150, "stop_listed": 50}
    return rows, counts | {"updated": 0, "unchanged": 0}


def test_every_row_of_a_messy_file_has_its_verdict(bring, owner):
    rows, expected = messy()
    stop.stop(account=owner.account, phones=[f"79017770{n:03d}" for n in range(50)])
    made = bring("Телефон;Имя;Дата рождения\r\n" + "\r\n".join(rows) + "\r\n", encoding="cp1251")
    assert made.state == "done"
    assert adds_up(made) == expected
    told = verdicts(made)[1:]
    # every row not plainly added stands in the file once, in order, as it was given
    assert len(told) == 350 + 300 + 150 + 50 + 50 + 20 + 30
    numbers = [int(row[0]) for row in told]
    assert numbers == sorted(set(numbers))
    for number, value, verdict, reason, phone in told:
        written = rows[int(number) - 2]
        assert written.replace('"', "").split(";")[0].strip() == value
        assert verdict
        assert (verdict == "не добавлен") == (phone == "" and value != "")
        assert reason or verdict.startswith(("повтор", "пустая"))


def test_a_repeated_row_points_to_the_first(bring):
    made = bring("79161234567;Иван\n+7 916 123-45-67;Пётр\nабв;\n")
    assert verdicts(made)[1:] == [
        ["2", "+7 916 123-45-67", "повтор: этот номер есть в строке 1", "", "79161234567"],
        ["3", "абв", "не добавлен", "в номере буквы или нет цифр", ""],
    ]
    assert [row[2] for row in verdicts(made, "en")] == ["Verdict", "repeated: the number stands in row 1", "not added"]
    assert Contact.objects.get(phone="79161234567").name == ""


KNOWN = "Телефон;Имя;Фамилия;Email\n79161234567;Иван;;old@example.org\n79161234568;Пётр;;\n"
NEWER = "Телефон;Имя;Фамилия;Email\n79161234567;Ваня;Иванов;new@example.org\n79161234568;Пётр;;\n79161234569;Анна;;\n"


@pytest.mark.parametrize(
    ("policy", "person", "updated"),
    [
        ("fill", ("Иван", "Иванов", "old@example.org"), 1),
        ("overwrite", ("Ваня", "Иванов", "new@example.org"), 1),
        ("skip", ("Иван", "", "old@example.org"), 0),
    ],
)
def test_policy_says_what_happens_to_people_known_already(bring, policy, person, updated):
    bring(KNOWN)
    made = bring(NEWER, policy=policy)
    counts = adds_up(made)
    assert (counts["added"], counts["updated"], counts["unchanged"]) == (1, updated, 2 - updated)
    contact = Contact.objects.get(phone="79161234567")
    assert (contact.name, contact.surname, contact.email) == person


def test_a_person_of_the_project_joins_another_list_once(bring, owner):
    bring(KNOWN)
    other = create_audience.create_audience(project=owner.project, name="Другие")
    assert adds_up(bring(NEWER, into=other))["added"] == 3
    assert adds_up(bring(NEWER, into=other))["unchanged"] == 3
    assert Contact.objects.count() == 3


def test_own_fields_are_kept_and_merged(bring, owner):
    create_field.create_field(project=owner.project, name="Город", variable="city", kind="string")
    create_field.create_field(project=owner.project, name="Бонусы", variable="bonus", kind="int")
    bring("Телефон;город;Бонусы\n79161234567;Омск;\n79161234568;;7\n")
    made = bring("Телефон;Город;Бонусы\n79161234567;Томск;15\n79161234568;Омск;много\n")
    assert {contact.phone: contact.custom for contact in Contact.objects.all()} == {
        "79161234567": {"city": "Омск", "bonus": "15"},
        "79161234568": {"city": "Омск", "bonus": "7"},
    }
    assert made.counts["updated"] == 2
    assert verdicts(made)[2][3] == "поле «bonus» не понято"


def test_stop_lists_that_always_apply_are_told(bring, owner):
    shut = create_audience.create_audience(project=owner.project, name="Не звонить", kind="stop")
    edit_audience.edit_audience(audience=shut, is_global_stop=True)
    bring("79161234567\n", into=shut)
    made = bring("79161234567\n79161234568\n")
    assert (made.counts["added"], made.counts["stop_listed"]) == (2, 1)
    assert verdicts(made)[1][3] == "номер в стоп-листе: писать и звонить не будем"


def test_a_workbook_is_brought_in_like_text(audience, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Телефон", "Имя", "Дата рождения"], [79161234567, "Иван", "17.05"], [None, None, None], ["x", "", ""]):
        book.active.append(row)
    book.save(tmp_path / "люди.xlsx")
    made = import_contacts.import_contacts(audience=audience, source=tmp_path / "люди.xlsx")
    assert adds_up(made) | {"updated": 0} == {
        "rows": 3, "added": 1, "updated": 0, "unchanged": 0, "duplicate": 0, "invalid": 1, "empty": 1, "stop_listed": 0,
    }  # fmt: skip
    contact = Contact.objects.get()
    assert (contact.name, contact.birthdate.year) == ("Иван", 1904)


def test_a_failed_import_leaves_nothing_behind(audience, bring):
    bring("79161234567\n")
    lines = "\n".join(f"7917{n:07d}" for n in range(60_000))
    with pytest.raises(errors.RuporError, match="line_too_long"):
        bring(f"{lines}\n{'x' * 1_000_001}\n", mapping={"0": "phone"})
    begun = begin_import.begin_import(
        audience=audience, upload="imports/none.csv", file_name="", mapping={"0": "phone"}, has_header=False,
        deferred=False,
    )  # fmt: skip
    ended = run_import.run_import(import_id=begun.id)
    assert (ended.state, ended.error, ended.counts) == ("failed", "upload_expired", {})
    audience.refresh_from_db()
    assert (audience.state, audience.contacts_count, Contact.objects.count()) == ("active", 1, 1)


def test_an_ended_import_is_never_run_or_failed_again(bring):
    made = bring("79161234567\n79161234567\n")
    assert run_import.run_import(import_id=made.id).counts == made.counts
    assert fail_import.fail_import(import_id=made.id, code="import_broken").state == "done"
    assert adds_up(made)["added"] == 1


@pytest.mark.parametrize(
    ("mapping", "code", "field"),
    [
        ({"0": "name"}, "mapping_without_phone", "mapping"),
        ({"0": "phone", "1": "phone"}, "mapping_twice", "mapping.1"),
        ({"0": "phone", "1": "custom:city"}, "mapping_unknown", "mapping.1"),
        ({"-1": "phone"}, "mapping_unknown", "mapping.-1"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_column(bring, mapping, code, field):
    with pytest.raises(errors.RuporError) as refused:
        bring("79161234567;Иван\n", mapping=mapping)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert ContactImport.objects.count() == 0


def test_the_database_refuses_members_of_another_account(audience, owner):
    from django.db import IntegrityError, transaction

    from rupor.features.accounts.models import Account

    other = Account.objects.create(title="Чужой")
    contact = Contact.objects.create(account=owner.account, project=owner.project, phone="79161234567")
    for wrong in (
        {"account": other, "audience": audience, "contact": contact},
        {"account": owner.account, "audience_id": 0, "contact": contact},
        {"account": owner.account, "audience": audience, "contact_id": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AudienceMember.objects.create(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(account=other, project=owner.project, phone="79161234568")
    AudienceMember.objects.create(account=owner.account, audience=audience, contact=contact)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contacts_contact")
    assert AudienceMember.objects.count() == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.sampled_from(["79161234567", "8916", '"', ";", "\n", "\r\n", "Иван", "\x00", "\t", " ", "01.02.1990"]),
            max_size=60,
        ).map(lambda parts: "".join(parts).encode("cp1251")),
    )
)
def test_any_bytes_are_brought_in_or_refused_and_always_add_up(bring, audience, content):
    fresh = Audience.objects.create(account=audience.account, project=audience.project, name="x", state="active")
    try:
        made = bring(content, into=fresh, mapping={"0": "phone", "1": "name", "2": "birthdate"})
    except errors.RuporError as failure:
        refused = failure.code
    else:
        refused = ""
        assert adds_up(made)["added"] == made.audience.contacts_count
    assert refused in {"", "upload_empty", "upload_not_a_table", "upload_broken", "line_too_long"}


@pytest.mark.django_db(transaction=True)
def test_imports_at_once_count_every_person_once(audience, tmp_path):
    parts = [range(3000), range(1000, 4000), range(2000, 5000)]
    finished = []

    def work(number, phones):
        source = tmp_path / f"{number}.csv"
        source.write_text("".join(f"7916{n:07d}\n" for n in phones))
        try:
            import_contacts.import_contacts(audience=audience, source=source)
            finished.append(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(parts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(finished) == [0, 1, 2]
    audience.refresh_from_db()
    assert (audience.state, audience.contacts_count) == ("active", 5000)
    assert AudienceMember.objects.filter(audience=audience).count() == Contact.objects.count() == 5000
    assert sum(made.counts["added"] for made in ContactImport.objects.all()) == 5000
