"""The main job by hand: sign in, import, create, start, watch it move, listen, switch language and theme."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Opener

LAST_DIGITS = "0123580128"
PEOPLE = 120


@pytest.fixture(scope="module")
def messy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In cp1251: 120 people, then a bad number, a repeat and an empty row."""
    phones = [f"8916{5500000 + at * 10 + int(LAST_DIGITS[at % 10])}" for at in range(PEOPLE)]
    rows = ["Телефон;Фамилия;Имя", *(f"{phone};Иванова;Анна" for phone in phones)]
    rows += ["12-34;Плохой;Номер", f"+7{phones[0][1:]};Повтор;Анна", ";;"]
    file = tmp_path_factory.mktemp("walk") / "клиенты.csv"
    file.write_bytes("\r\n".join(rows).encode("cp1251"))
    return file


def test_wrong_password_is_told_in_words_and_can_be_shown(stranger: Opener) -> None:
    page = stranger()
    page.goto("/p/1/campaigns")
    page.wait_for_url("**/sign-in?next=*")
    page.get_by_label("Электронная почта").fill("nobody@example.ru")
    password = page.locator("input[autocomplete=current-password]")
    password.fill("wrong-password")
    page.get_by_role("button", name="Показать пароль").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("alert")).to_contain_text("Почта или пароль не подходят")
    page.get_by_text("En", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("does not match")


def test_main_job_is_done_by_hand(owner: Opener, messy_file: Path) -> None:
    page = owner()
    _import(page, messy_file)
    steps.create_speech(page, name="Приглашение", text="Здравствуйте! Нажмите один, если придёте, два, если нет.")
    steps.create_menu(page, name="Один или два", sms="Спасибо! Ждём вас в субботу.")
    _create_and_start(page)
    _watch_the_bar(page)
    _listen_to_a_recording(page)
    _read_the_figures(page)


def _import(page: Page, file: Path) -> None:
    steps.import_audience(page, name="Клиенты", file=file)
    expect(page.get_by_role("combobox", name="Кодировка")).to_have_value("Windows-1251")
    expect(page.get_by_role("combobox", name="Что в столбце Телефон")).to_have_value("Номер телефона")
    page.get_by_role("button", name="Создать", exact=True).click()
    verdict = page.locator("[data-import=done]")
    expect(verdict).to_be_visible()
    told = {one.locator("dt").inner_text(): one.locator("dd").inner_text() for one in verdict.locator(".tally").all()}
    assert told == {
        "Строк": str(PEOPLE + 3),
        "Добавлено": str(PEOPLE),
        "Обновлено": "0",
        "Без изменений": "0",
        "Повторы": "1",
        "Неверный номер": "1",
        "Пустые": "1",
        "Из них в стоп-листе": "0",
    }
    verdict.get_by_role("button", name="Разбор по строкам").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV").click()
    assert "12-34" in Path(download.value.path()).read_bytes().decode("utf-8-sig")


def _create_and_start(page: Page) -> None:
    steps.visit(page, "Рассылки")
    page.get_by_role("link", name="Создать рассылку").first.click()
    page.get_by_label("Название").fill("День открытых дверей")
    steps.choose(page, "Сценарий", "Один или два")
    page.get_by_role("button", name="Далее").click()
    expect(page.get_by_text("Выберите хотя бы один ролик")).to_be_visible()
    steps.choose(page, "Материалы голосовой рассылки", re.compile("Приглашение"))
    page.get_by_role("button", name="Далее").click()
    steps.choose(page, "Список контактов", re.compile("Клиенты"))
    page.get_by_role("button", name="Далее").click()
    steps.choose(page, "Номера телефона", re.compile(r"\+7"))
    page.get_by_role("button", name="Далее").click()
    page.get_by_role("textbox", name="Скорость, звонков/час").fill("18000")
    page.get_by_role("button", name="Далее").click()
    page.get_by_role("button", name="Сохранить и запустить").click()
    expect(page.get_by_text("Рассылка «День открытых дверей» запущена")).to_be_visible()


def _watch_the_bar(page: Page) -> None:
    """The page is not reloaded: a mark put on its window stays."""
    page.evaluate("window.markOfTheTest = true")
    row = steps.row(page, "День открытых дверей")
    expect(row.get_by_test_id("progress")).not_to_have_text(re.compile(r"^0\s%$"), timeout=60_000)
    early = steps.progress(row)
    expect(row.locator("[data-state=finished]")).to_be_visible(timeout=120_000)
    assert steps.progress(row) == 100 > early
    assert page.evaluate("window.markOfTheTest") is True


def _listen_to_a_recording(page: Page) -> None:
    page.get_by_role("link", name="День открытых дверей").click()
    page.get_by_role("tab", name="Звонки").click()
    page.get_by_role("button", name="Фильтры").click()
    page.get_by_role("combobox", name="Результат").click()
    page.get_by_role("option", name="Лиды").click()
    page.get_by_role("button", name="Применить").click()
    page.wait_for_url("**result=lead*")
    lead = page.get_by_role("row").nth(1)
    expect(lead.locator("kbd")).to_have_text("1")
    lead.get_by_role("button", name="Подробно о звонке").click()
    card = page.get_by_role("dialog")
    clock = card.get_by_test_id("player-clock")
    expect(clock).to_have_text(re.compile(r"^0:00 / 0:(?!00)\d\d$"))
    card.get_by_role("button", name="Прослушать").click()
    expect(clock).not_to_have_text(re.compile(r"^0:00 /"))
    page.keyboard.press("Escape")


def _read_the_figures(page: Page) -> None:
    page.get_by_role("tab", name="Информация").click()
    expect(page.get_by_role("img", name="Ответы по времени").locator("svg")).to_be_visible()
    legend = page.locator("main").inner_text()
    assert f"Всего номеров {PEOPLE}" in legend
    page.get_by_role("button", name="Отчёт").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Excel").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    page.get_by_role("tab", name="Сообщения").click()
    expect(page.get_by_text("Спасибо! Ждём вас в субботу.").first).to_be_visible()


def test_speed_is_changed_in_the_list_and_stays(owner: Opener) -> None:
    page = owner()
    page.get_by_role("link", name="Создать рассылку").first.click()
    page.get_by_label("Название").fill("Черновик скорости")
    page.get_by_role("button", name="Сохранить").click()
    row = steps.row(page, "Черновик скорости")
    row.get_by_role("button", name=re.compile("^Скорость")).click()
    page.get_by_role("textbox", name="Скорость").fill("900")
    page.get_by_role("button", name="Сохранить").click()
    expect(row.get_by_text("900 зв./ч")).to_be_visible()
    page.reload()
    expect(row.get_by_text("900 зв./ч")).to_be_visible()


def test_delete_asks_for_consent(owner: Opener) -> None:
    page = owner()
    page.get_by_role("link", name="Создать рассылку").first.click()
    page.get_by_label("Название").fill("Лишняя рассылка")
    page.get_by_role("button", name="Сохранить").click()
    row = steps.row(page, "Лишняя рассылка")
    for answer, left in (("Отмена", 1), ("Удалить", 0)):
        row.get_by_role("button", name="Ещё действия").click()
        page.get_by_role("menuitem", name="Удалить").click()
        page.get_by_role("dialog").get_by_role("button", name=answer).click()
        expect(row).to_have_count(left)


def test_language_and_theme_are_switched_and_remembered(owner: Opener) -> None:
    page = owner()
    page.get_by_text("En", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Campaigns")
    page.get_by_role("button", name="Dark theme").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Campaigns")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_sign_out_closes_the_cabinet(owner: Opener) -> None:
    page = owner()
    page.get_by_role("button", name="Профиль и выход").click()
    page.get_by_role("menuitem", name="Выйти").click()
    page.wait_for_url("**/sign-in")
    page.goto("/p/1/campaigns")
    page.wait_for_url("**/sign-in?next=*")
