"""The API as a browser uses it: session cookie and CSRF token, real HTTP."""

from typing import Any

import httpx


class Cabinet(httpx.Client):
    """Paths are relative to `/api/v1`."""

    def __init__(self, url: str) -> None:
        super().__init__(base_url=url, timeout=30, trust_env=False, headers={"Accept-Language": "ru"})

    def sign_in(self, email: str, password: str) -> None:
        """Through allauth's headless door, as the cabinet does."""
        self.get("/_allauth/browser/v1/config")
        self.get("/_allauth/browser/v1/auth/session")
        answer = self.post(
            "/_allauth/browser/v1/auth/login", json={"email": email, "password": password}, headers=self.token
        )
        assert answer.status_code == 200, answer.text

    @property
    def token(self) -> dict[str, str]:
        """The CSRF header."""
        return {"X-CSRFToken": self.cookies.get("csrftoken", "")}

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """JSON of a successful answer."""
        answer = self.request(method, f"/api/v1{path}", headers=self.token, **more)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    @property
    def project(self) -> int:
        """The first project."""
        return int(self.ask("GET", "/me")["projects"][0]["id"])
