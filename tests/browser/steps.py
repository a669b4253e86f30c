"""What a person does in the cabinet, in the words on the screen."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PROJECT = re.compile(r"/p/(\d+)/")


def sign_in(page: Page, email: str, password: str) -> None:
    """From the sign-in page to the campaigns."""
    page.goto("/sign-in")
    page.locator("input[type=email]").fill(email)
    page.locator("input[autocomplete=current-password]").fill(password)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/p/*/campaigns")


def project(page: Page) -> str:
    """Number of the project at hand."""
    found = PROJECT.search(page.url)
    assert found, page.url
    return found.group(1)


def visit(page: Page, item: str) -> None:
    """By the side menu."""
    page.get_by_role("navigation").get_by_role("link", name=item, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def choose(page: Page, field: str, option: str | re.Pattern[str]) -> None:
    """An option of a drop-down list."""
    page.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=option).first.click()
    page.keyboard.press("Escape")


def import_audience(page: Page, *, name: str, file: Path) -> None:
    """«Аудитории» → «Создать аудиторию» from a file, as the cabinet guessed its columns."""
    visit(page, "Аудитории")
    page.get_by_role("link", name="Создать аудиторию").first.click()
    page.get_by_label("Название").fill(name)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Кодировка")).to_be_visible()


def create_speech(page: Page, *, name: str, text: str) -> None:
    """«Материалы» → TTS, heard before it is kept."""
    visit(page, "Материалы")
    page.get_by_text("TTS", exact=True).click()
    page.get_by_role("button", name="Создать TTS").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Название").fill(name)
    dialog.get_by_label("Текст ролика").fill(text)
    dialog.get_by_role("button", name="Прослушать").first.click()
    expect(dialog.get_by_test_id("player-clock")).to_have_text(re.compile(r"^0:00 / 0:(?!00)\d\d$"))
    dialog.get_by_role("button", name="Создать", exact=True).click()
    expect(row(page, name).locator("[data-material=active]")).to_be_visible()


def create_menu(page: Page, *, name: str, sms: str) -> None:
    """«Сценарии»: 1 marks a lead and sends an SMS, 2 goes to the stop-list."""
    visit(page, "Сценарии")
    page.get_by_role("link", name="Создать сценарий").first.click()
    page.get_by_label("Название").fill(name)
    page.get_by_label("Записывать разговор").check()
    page.get_by_label("Отправить SMS").first.check()
    expect(page.locator("[data-problem]")).to_have_count(1)
    page.get_by_label("Текст SMS").fill(sms)
    expect(page.locator("[data-problem]")).to_have_count(0)
    page.get_by_role("button", name="Сохранить").click()
    expect(row(page, name).get_by_text("Ошибок нет")).to_be_visible()


def row(page: Page, text: str) -> Locator:
    """The row of a table that holds the text."""
    return page.get_by_role("row").filter(has_text=text)


def progress(place: Locator) -> float:
    """The share that a progress bar tells in words."""
    words = place.get_by_test_id("progress").inner_text()
    return float(words.replace("%", "").replace(",", ".").strip())
