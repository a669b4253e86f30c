"""Limits by hand: staff stop an account, every page says so, and the stop is lifted; the wallboard is there."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opener


def test_staff_stop_an_account_and_every_page_says_why(owner: Opener) -> None:
    page = owner()
    page.goto("/limits")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ограничения")
    page.get_by_role("button", name="Остановить").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Остановить").click()
    banner = page.get_by_role("alert").filter(has_text="Звонки и сообщения остановлены: остановлено вручную")
    expect(banner).to_be_visible(timeout=30_000)
    page.goto("/numbers")
    expect(banner).to_be_visible()
    page.goto("/limits")
    page.get_by_role("button", name="Снять остановку").first.click()
    expect(banner).to_have_count(0, timeout=30_000)


def test_a_wrong_direction_is_said_at_its_field_and_a_limit_is_kept(owner: Opener) -> None:
    page = owner()
    page.goto("/limits")
    page.get_by_role("button", name="Изменить").nth(1).click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Звонков за сутки").fill("100000")
    drawer.get_by_label("Разрешённые направления").fill("мусор")
    drawer.get_by_role("button", name="Сохранить").click()
    expect(drawer.get_by_text("Направление «мусор» не понято", exact=False)).to_be_visible()
    drawer.get_by_label("Разрешённые направления").press("Backspace")
    drawer.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Звонков за сутки: 100000")).to_be_visible()


def test_the_wallboard_opens_with_the_figures_of_now(owner: Opener) -> None:
    page = owner()
    page.goto("/line")
    expect(page.get_by_text("Всего на линии")).to_be_visible(timeout=30_000)
    expect(page.get_by_text(re.compile("Сейчас никто не звонит|По операторам связи")).first).to_be_visible()
