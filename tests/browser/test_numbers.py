"""Telephony by hand: a number rented from the list, and the robot's call watched in its dialog."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Opener


def test_a_ticked_number_is_rented_and_stands_among_the_active(owner: Opener) -> None:
    page = owner()
    page.goto("/numbers?tab=rent")
    row = page.get_by_role("row").nth(1)
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name=re.compile(r"^Арендовать \(1\) за")).click()
    page.get_by_role("dialog").get_by_role("button", name="Арендовать номер").click()
    expect(page.get_by_text("Арендовано номеров: 1.")).to_be_visible()
    page.get_by_role("tab", name="Активные номера").click()
    expect(page.get_by_text(re.compile("Арендовано номеров: 1, в день"))).to_be_visible()
    page.get_by_role("button", name="Вернуть", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Вернуть", exact=True).click()
    expect(page.get_by_text("Возвращено номеров: 1.")).to_be_visible()


def test_the_robot_s_call_is_watched_until_the_number_is_confirmed(owner: Opener) -> None:
    """The person at a number that ends in 1 presses 1."""
    page = owner()
    page.goto("/numbers")
    page.get_by_role("button", name="Создать исходящий номер").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Номер телефона").fill("8 916 888-00-01")
    dialog.get_by_role("button", name="Создать").click()
    expect(dialog.get_by_text("Номер подтверждён, с него можно звонить.")).to_be_visible(timeout=60_000)
    dialog.get_by_role("button", name="Закрыть").last.click()
    page.get_by_role("link", name="+7 (916) 888-00-01").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("+7 (916) 888-00-01")


def test_staff_put_a_range_into_the_pool(owner: Opener) -> None:
    page = owner()
    page.goto("/numbers?tab=pool")
    page.get_by_role("button", name="Добавить диапазоны").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Диапазоны").fill("мусор")
    dialog.get_by_role("button", name="Добавить").click()
    expect(dialog.get_by_text("Строка 1: «мусор»", exact=False)).to_be_visible()
    dialog.get_by_label("Диапазоны").fill("79997770000-79997770004;МТС;Москва;;;12")
    dialog.get_by_role("button", name="Добавить").click()
    expect(page.get_by_text(re.compile("Добавлено: 5"))).to_be_visible()
