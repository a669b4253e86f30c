"""Debian's Chromium against a whole installation: a page signed in as the owner, on a desk or on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import steps

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE_MS = 20_000

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def stranger(chromium: Browser, cabinet_url: str) -> Iterator[Opener]:
    """Opens pages that nobody has signed in to; says in the end what the pages complained of."""
    contexts = []
    faults: list[str] = []

    def open_page(*, viewport: ViewportSize = DESK, dark: bool = False, language: str = "ru") -> Page:
        scheme = "dark" if dark else "light"
        context = chromium.new_context(
            base_url=cabinet_url, viewport=viewport, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(
            f"localStorage.getItem('rupor-language') ?? localStorage.setItem('rupor-language', '{language}')"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def owner(stranger: Opener, owner_login: tuple[str, str]) -> Opener:
    """Opens pages signed in as the owner."""

    def open_page(**how: object) -> Page:
        page = stranger(**how)
        steps.sign_in(page, *owner_login)
        return page

    return open_page


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, injected into pages."""
    return (Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js").read_text()
