"""Every failure has one form, in the person's language, with the field at fault."""

import pkgutil
from importlib import import_module

import pytest
from django.db import OperationalError
from ninja import NinjaAPI, Schema
from ninja.testing import TestClient
from pydantic import Field

from rupor.api import failures
from rupor.kit import errors, messages


class Window(Schema):
    start: str


class Order(Schema):
    name: str = Field(min_length=2)
    count: int = Field(ge=1, le=10)
    window: Window


def raiser(failure):
    def door(request):
        raise failure

    return door


@pytest.fixture
def client():
    api = NinjaAPI(urls_namespace="failures")
    failures.install(api)
    raised = {
        "missing": errors.NotFound("project_not_found"),
        "forbidden": errors.Forbidden("right_missing", right="edit"),
        "conflict": errors.Conflict("project_name_taken", field="name"),
        "funds": errors.NoFunds("not_found"),
        "large": errors.TooLarge("upload_too_big", most_mb=100),
        "away": errors.Unavailable("database_away"),
        "database": OperationalError("server closed the connection"),
        "broken": ZeroDivisionError("secret detail"),
    }
    for path, failure in raised.items():
        api.get(f"/{path}", operation_id=path)(raiser(failure))

    @api.post("/order")
    def order(request, body: Order):
        return {}

    return TestClient(api)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("missing", 404, "project_not_found"),
        ("forbidden", 403, "right_missing"),
        ("conflict", 409, "project_name_taken"),
        ("funds", 402, "not_found"),
        ("large", 413, "upload_too_big"),
        ("away", 503, "database_away"),
        ("database", 503, "database_away"),
    ],
)
def test_expected_failures_keep_their_status_and_code(client, path, status, code):
    answer = client.get(f"/{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_conflict_names_its_field(client):
    told = client.get("/conflict").json()
    assert told["field"] == "name"
    assert told["errors"] == [{"field": "name", "message": told["message"]}]


def test_the_unexpected_gives_a_number_and_hides_the_cause(client):
    answer = client.get("/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"name": "a", "count": 1, "window": {"start": "x"}}, {"name": "Слишком коротко: нужно хотя бы 2."}),
        ({"name": "ab", "count": 11, "window": {"start": "x"}}, {"count": "Слишком много: не больше 10."}),
        ({"name": "ab", "count": "x", "window": {"start": "x"}}, {"count": "Введите целое число."}),
        ({"name": "ab", "count": 1, "window": {}}, {"window.start": "Заполните поле."}),
        ({}, {"name": "Заполните поле.", "count": "Заполните поле.", "window": "Заполните поле."}),
    ],
)
def test_wrong_input_names_each_field(client, body, wrong):
    answer = client.post("/order", json=body)
    assert answer.status_code == 422
    assert {error["field"]: error["message"] for error in answer.json()["errors"]} == wrong
    assert answer.json()["field"] in wrong


def test_every_text_has_both_languages_and_says_something():
    for code, texts in messages.table().items():
        assert len(texts) == 2, code
        assert all(text.strip() for text in texts), code


def test_no_code_is_told_in_two_modules():
    told = [code for part in pkgutil.iter_modules(messages.__path__) for code in texts_of(part.name)]
    assert sorted(code for code in told if told.count(code) > 1) == []


def texts_of(module):
    return import_module(f"rupor.kit.messages.{module}").TEXTS
