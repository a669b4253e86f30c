"""Every page, on a desk and on a phone, in both themes and languages: nothing overflows and axe finds nothing."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import steps
from tests.browser.conftest import DESK, PHONE, Opener

PAGES = [
    "/p/{project}/campaigns",
    "/p/{project}/campaigns?tab=archive",
    "/p/{project}/campaigns/new",
    "/p/{project}/audiences",
    "/p/{project}/audiences?tab=stop",
    "/p/{project}/audiences/new",
    "/p/{project}/materials",
    "/p/{project}/materials?kind=text",
    "/p/{project}/flows",
    "/p/{project}/flows/new",
    "/p/{project}/details",
    "/p/{project}/details?tab=sms",
    "/p/{project}/statistics",
    "/p/{project}/follow-ups",
    "/p/{project}/integrations",
    "/p/{project}/integrations?tab=archive",
    "/projects",
    "/numbers",
    "/numbers?tab=rent",
    "/numbers?tab=pool",
    "/trunks",
    "/finance",
    "/stop-list",
]
WAYS = [(DESK, False, "ru"), (DESK, True, "en"), (PHONE, False, "ru"), (PHONE, True, "ru")]
NAMES = ["desk-light-ru", "desk-dark-en", "phone-light-ru", "phone-dark-ru"]


def _settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".mantine-Skeleton-root")).to_have_count(0)


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa']})")
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize(("viewport", "dark", "language"), WAYS, ids=NAMES)
def test_pages_are_accessible_and_fit(
    owner: Opener, axe: str, viewport: ViewportSize, dark: bool, language: str
) -> None:
    page = owner(viewport=viewport, dark=dark, language=language)
    project = steps.project(page)
    for path in PAGES:
        page.goto(path.format(project=project))
        _settled(page)
        assert _violations(page, axe) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_sign_in_page_is_accessible(stranger: Opener, axe: str, dark: bool) -> None:
    page = stranger(dark=dark)
    page.goto("/sign-in")
    _settled(page)
    assert _violations(page, axe) == []


def test_menu_of_a_phone_leads_everywhere(owner: Opener) -> None:
    page = owner(viewport=PHONE)
    for item in ("Аудитории", "Детализация", "Черный список"):
        page.get_by_role("button", name="Открыть меню").click()
        page.get_by_role("navigation").get_by_role("link", name=item, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(item)


def test_list_is_walked_by_keyboard_alone(owner: Opener) -> None:
    page = owner()
    page.reload()
    _settled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К содержимому")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Создать рассылку").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/campaigns/new")
