"""The flow's form: words and a transfer are entered, mistakes stand at their card, the rehearsal walks it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import Opener


def card(page: Page, heading: str) -> Locator:
    """The frame of one answer."""
    title = page.get_by_role("heading", name=heading, exact=True)
    return page.locator(".reaction").filter(has=title).last


def test_a_flow_with_words_and_a_transfer_is_made_rehearsed_and_read_back(owner: Opener, axe: str) -> None:
    page = owner()
    page.goto(f"/p/{steps.project(page)}/flows/new")
    page.get_by_label("Название").fill("Слова и оператор")
    page.get_by_label("Фильтр автоответчиков").check()
    page.get_by_text("Голос", exact=True).click()
    page.get_by_role("button", name="Добавить слова").click()
    yes = card(page, "Слова 1")
    expect(page.locator("[data-problem=branch_words_missing]")).to_be_visible()
    yes.get_by_label("Содержит слова").fill("да, хочу,")
    yes.get_by_role("combobox", name="Как продолжить звонок").click()
    page.get_by_role("option", name="Перевести на оператора").click()
    yes.get_by_label("Номер или адрес 1").fill("112")
    expect(yes.locator("[data-problem=transfer_operator_malformed]")).to_contain_text("Номер оператора не читается")
    yes.get_by_label("Номер или адрес 1").fill("+7 495 123-45-67")
    expect(yes.locator("[data-problem]")).to_have_count(0)
    nobody = card(page, "Никто не ответил")
    nobody.get_by_text("Настроить", exact=True).click()
    nobody.get_by_label("Карточка обращения").check()
    nobody.get_by_label("Заголовок карточки").fill("Перезвонить")

    rehearsal = page.get_by_role("region", name="Репетиция")
    rehearsal.get_by_role("button", name="Начать").click()
    expect(rehearsal.locator("[data-kind=play]")).to_be_visible()
    rehearsal.get_by_label("Ответ абонента").fill("да, конечно")
    rehearsal.get_by_role("button", name="Ответить").click()
    expect(rehearsal.locator("[data-kind=ring]")).to_contain_text("74951234567")
    rehearsal.get_by_role("button", name="Оператор не ответил").click()
    expect(rehearsal.locator("[data-kind=ticket]")).to_contain_text("Перезвонить")
    expect(rehearsal.get_by_role("status")).to_have_text(re.compile(r"стоимость \d+,\d\d"))
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']}).then(({violations}) => violations.map(v => v.id))"
    )
    assert found == []

    page.get_by_role("button", name="Сохранить").click()
    page.get_by_role("link", name="Слова и оператор").click()
    expect(card(page, "Слова 1").get_by_label("Номер или адрес 1")).to_have_value("+7 495 123-45-67")
    expect(page.get_by_label("Фильтр автоответчиков")).to_be_checked()
