"""Every address that is not the API's belongs to the cabinet, built or not."""

import re

import pytest
from django.test import Client


@pytest.fixture
def page(tmp_path, settings):
    settings.WEB_ROOT = tmp_path
    settings.WHITENOISE_ROOT = None
    return tmp_path / "index.html"


@pytest.mark.parametrize("path", ["/", "/p/1/campaigns", "/sign-in", "/deep/er/still"])
def test_any_address_shows_the_single_page(page, path):
    page.write_text("<title>cabinet</title>")
    answer = Client().get(path)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"<title>cabinet</title>")
    assert answer.cookies["csrftoken"].value


def test_an_unbuilt_cabinet_says_how_to_build_it(page):
    answer = Client().get("/")
    assert answer.status_code == 503
    assert "make web" in answer.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/_allauth/nothing", "/static/nothing.js"])
def test_other_doors_do_not_show_the_page(page, path):
    page.write_text("<title>cabinet</title>")
    assert Client().get(path).status_code == 404


def test_the_contract_is_published(db):
    schema = Client().get("/api/v1/openapi.json").json()
    ids = [operation["operationId"] for path in schema["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids)) > 50
    assert Client().get("/api/v1/docs").status_code == 200
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            told = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
            assert told == set(re.findall(r"{(\w+)}", path)), path


def test_the_documentation_page_needs_nothing_from_outside(db):
    client = Client()
    page = client.get("/api/v1/docs").content.decode()
    parts = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert parts
    assert [part for part in parts if "//" in part] == []
    assert {client.get(part).status_code for part in parts} == {200}
