"""A whole installation, started once for all journeys and walks through the cabinet, and clients that sign in to it."""

from collections.abc import Iterator

import pytest

from rupor.processes.bench.installation import Installation, free_port
from tests.cabinet import Cabinet


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the shared installation runs on one worker, so that only one is started."""
    for item in items:
        if "live_rupor" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("live"))


@pytest.fixture(scope="session")
def live_rupor() -> Iterator[Installation]:
    """`rupor up --simulate` with people who live five times faster."""
    settings = {"voice_lines": "200", "clip_min_seconds": "1", "sms_report_wait_seconds": "10"}
    settings["simulator_sip_tls_port"] = str(free_port())
    with Installation(pace=0.2, webhook_private_addresses="1", **settings) as installation:
        yield installation


@pytest.fixture(scope="session")
def cabinet_url(live_rupor: Installation) -> str:
    """Where the browser goes."""
    return live_rupor.url


@pytest.fixture(scope="session")
def owner_login(live_rupor: Installation) -> tuple[str, str]:
    """E-mail and password of the owner, as the first start told them."""
    return live_rupor.owner


@pytest.fixture
def cabinet(live_rupor: Installation) -> Iterator[Cabinet]:
    """The API through a signed-in session."""
    with Cabinet(live_rupor.url) as client:
        client.sign_in(*live_rupor.owner)
        yield client
