"""A browser signs in, with the CSRF token checked, and sees itself."""

import json

import pytest
from django.test import Client

from rupor.processes.testing import Api

LOGIN = "/_allauth/browser/v1/auth/login"
SESSION = "/_allauth/browser/v1/auth/session"


class Browser:
    """The real client: cookies, CSRF enforced, JSON."""

    def __init__(self):
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "ru"})
        self.client.get(SESSION)

    def send(self, method, path, body=None, csrf=True):
        headers = {"x-csrftoken": self.client.cookies["csrftoken"].value} if csrf else {}
        return self.client.generic(
            method, path, json.dumps(body or {}), content_type="application/json", headers=headers
        )


@pytest.fixture
def browser(owner):
    return Browser()


def test_signing_in_opens_the_api_and_signing_out_closes_it(browser, owner):
    assert browser.client.get("/api/v1/me").status_code == 401
    login = {"email": owner.user.email, "password": owner.password}
    assert browser.send("POST", LOGIN, login).status_code == 200
    me = browser.client.get("/api/v1/me").json()
    assert (me["email"], me["role"], me["account"]["balance"]) == (owner.user.email, "owner", "0.0000")
    assert [project["name"] for project in me["projects"]] == ["Основной проект"]
    assert browser.send("DELETE", SESSION).status_code == 401
    assert browser.client.get("/api/v1/me").status_code == 401


def test_a_wrong_password_opens_nothing(browser, owner):
    assert browser.send("POST", LOGIN, {"email": owner.user.email, "password": "wrong"}).status_code == 400
    assert browser.client.get("/api/v1/me").json()["code"] == "not_signed_in"


def test_unsafe_methods_need_the_csrf_token(browser, owner):
    browser.send("POST", LOGIN, {"email": owner.user.email, "password": owner.password})
    refused = browser.send("PATCH", "/api/v1/me", {"name": "Анна"}, csrf=False)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert browser.send("PATCH", "/api/v1/me", {"name": "Анна"}).json()["name"] == "Анна"


def test_registration_is_closed(browser):
    signup = browser.send(
        "POST", "/_allauth/browser/v1/auth/signup", {"email": "x@example.org", "password": "long enough"}
    )
    assert signup.status_code == 403


def test_a_user_without_an_account_is_nobody(db):
    from rupor.features.accounts.models import User

    stray = User.objects.create_user(email="stray@example.org", password="long enough secret")
    assert Api(stray).get("/api/v1/me").status_code == 401
