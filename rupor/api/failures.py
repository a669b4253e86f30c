"""How failures become answers: one form, in the person's language, with what to do next."""

import secrets
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rupor.kit import errors, messages

log = structlog.get_logger()

_BY_STATUS = {401: "not_signed_in", 403: "csrf_failed", 404: "not_found", 429: "too_many_requests"}
_BY_INPUT = {
    "missing": "input_missing",
    "int_parsing": "input_integer",
    "int_from_float": "input_integer",
    "int_type": "input_integer",
    "decimal_parsing": "input_number",
    "decimal_type": "input_number",
    "float_parsing": "input_number",
    "bool_parsing": "input_boolean",
    "date_parsing": "input_date",
    "date_from_datetime_parsing": "input_date",
    "datetime_parsing": "input_date",
    "datetime_from_date_parsing": "input_date",
    "string_too_short": "input_too_short",
    "too_short": "input_too_short",
    "string_too_long": "input_too_long",
    "too_long": "input_too_long",
    "greater_than": "input_too_small",
    "greater_than_equal": "input_too_small",
    "less_than": "input_too_large",
    "less_than_equal": "input_too_large",
    "literal_error": "input_choice",
    "enum": "input_choice",
    "json_invalid": "input_json",
    "string_type": "input_type",
    "list_type": "input_type",
    "dict_type": "input_type",
}


def install(api: NinjaAPI) -> None:
    """Teaches the API the form of every failure."""

    @api.exception_handler(errors.RuporError)
    def expected(request: HttpRequest, failure: errors.RuporError) -> HttpResponse:
        return _answer(api, request, failure.status, failure.code, field=failure.field, **failure.values)

    @api.exception_handler(ValidationError)
    def wrong_input(request: HttpRequest, failure: ValidationError) -> HttpResponse:
        found = [_field_error(error, language(request)) for error in failure.errors]
        first = found[0]["field"] if found else ""
        return _answer(api, request, 422, "check_fields", field=first, wrong=found)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, failure: HttpError) -> HttpResponse:
        status = 401 if isinstance(failure, AuthenticationError) else failure.status_code
        return _answer(api, request, status, _BY_STATUS.get(status, "bad_request"))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, failure: Http404) -> HttpResponse:
        return _answer(api, request, 404, "not_found")

    @api.exception_handler(OperationalError)
    @api.exception_handler(InterfaceError)
    def database_away(request: HttpRequest, failure: Exception) -> HttpResponse:
        log.error("database is away", path=request.path, error=str(failure))
        return _answer(api, request, 503, "database_away")

    @api.exception_handler(Exception)
    def unexpected(request: HttpRequest, failure: Exception) -> HttpResponse:
        mark = secrets.token_hex(4)
        log.error("request failed", id=mark, path=request.path, method=request.method, exc_info=failure)
        return _answer(api, request, 500, "unexpected", id=mark)


def language(request: HttpRequest) -> str:
    """The person's own choice when the browser gives none, else the header's (LocaleMiddleware read it)."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.META:
        chosen = getattr(getattr(request, "user", None), "language", "")
        if chosen:
            return str(chosen)
    return translation.get_language() or "ru"


def _answer(
    api: NinjaAPI,
    request: HttpRequest,
    status: int,
    code: str,
    *,
    field: str = "",
    wrong: list[dict[str, str]] | None = None,
    **values: object,
) -> HttpResponse:
    text = messages.text(code, language=language(request), **values)
    body: dict[str, Any] = {"code": code, "message": text, "field": field}
    if wrong is not None:
        body["errors"] = wrong
    elif field and status in {400, 409, 422}:
        body["errors"] = [{"field": field, "message": text}]
    return api.create_response(request, body, status=status)


def _field_error(error: dict[str, Any], speech: str) -> dict[str, str]:
    """`("body", "payload", "window", "start")` is the field `window.start`; our own checks raise ValueError(code)."""
    place = [str(part) for part in error["loc"]]
    field = ".".join(place[2:] if place[0] in {"body", "form"} and len(place) > 2 else place[1:])
    context = error.get("ctx", {})
    cause = str(context["error"]) if error["type"] == "value_error" and "error" in context else ""
    code = cause if cause in messages.table() else _BY_INPUT.get(error["type"], "input_wrong")
    limit = next((context[name] for name in ("ge", "gt", "le", "lt") if name in context), "")
    return {"field": field, "message": messages.text(code, language=speech, limit=limit, **context)}
