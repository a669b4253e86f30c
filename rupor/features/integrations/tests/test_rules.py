"""What is sent, word for word, and when it is sent again."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from urllib.parse import parse_qs, urlsplit

import pytest

from rupor.features.integrations.rules import checks, filling, retries, variables
from rupor.features.integrations.rules.filling import Hook
from rupor.kit.errors import RuporError

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KNOWN = {"phone": "79160000001", "name": 'Анна "Ня" & Ко'}
URL = "https://crm.example/hook"


def built(**fields):
    hook = Hook(**{"method": "POST", "url": URL, "secret": "s" * 8, **fields})
    return filling.build(hook=hook, variables=KNOWN, event="flow", event_id="e-1", at=NOW)


def test_a_json_body_holds_the_params():
    made = built(body_type="json", params=[("tel", "{{phone}}"), ("who", "{{name}}"), ("const", "x"), ("no", "{{y}}")])
    assert json.loads(made.body) == {"tel": "79160000001", "who": KNOWN["name"], "const": "x", "no": ""}
    assert ("Content-Type", "application/json") in made.headers


def test_a_json_text_of_ones_own_stays_json_whatever_the_values():
    made = built(body_type="json", body='{"lead": {"name": "{{name}}", "age": {{age|0}}}}')
    assert json.loads(made.body) == {"lead": {"name": KNOWN["name"], "age": 0}}


def test_a_form_holds_the_params():
    made = built(body_type="urlencoded", params=[("who", "{{name}}")])
    assert parse_qs(made.body.decode()) == {"who": [KNOWN["name"]]}
    form = built(params=[("who", "{{name}}"), ("tel", "{{phone}}")])
    kind = dict(form.headers)["Content-Type"]
    message = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + form.body)
    parts = {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True).decode()
        for part in message.get_payload()
    }
    assert parts == {"who": KNOWN["name"], "tel": "79160000001"}


def test_a_get_puts_the_params_into_the_query_and_signs_them():
    made = built(method="GET", url=f"{URL}?k=1", params=[("who", "{{name}}")])
    query = urlsplit(made.url).query
    assert parse_qs(query) == {"k": ["1"], "who": [KNOWN["name"]]}
    assert made.body == b""
    assert dict(made.headers)["X-Rupor-Signature"] == signed(made, query.encode())


def test_the_signature_covers_the_body_and_the_time():
    made = built(body_type="json", params=[("tel", "{{phone}}")])
    assert dict(made.headers)["X-Rupor-Signature"] == signed(made, made.body)
    assert dict(made.headers)["Idempotency-Key"] == "e-1"


def signed(made, text):
    stamp = dict(made.headers)["X-Rupor-Timestamp"].encode()
    return "sha256=" + hmac.new(b"s" * 8, stamp + b"." + text, hashlib.sha256).hexdigest()


def test_values_in_the_address_are_escaped_and_in_headers_stay_one_line():
    made = built(url=URL + "/{{name}}", headers=[("X-Who", "a{{name}}\r\nEvil: 1")], login="u", password="p")
    assert "%22" in made.url
    assert " " not in made.url
    assert dict(made.headers)["X-Who"].count("\n") == 0
    assert dict(made.headers)["Authorization"] == "Basic dTpw"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "crm.example"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://{{name}}/x"}, "url"),
        ({"url": "https://u:p@crm.example/"}, "url"),
        ({"url": "https://crm.example/a b"}, "url"),
        ({"url": "https://crm.example:99999/"}, "url"),
        ({"headers": [("Bad name", "1")]}, "headers.0.name"),
        ({"headers": [("Ok", "1"), ("Host", "1")]}, "headers.1.name"),
        ({"params": [(" ", "1")]}, "params.0.name"),
        ({"body": '{"a": {{name}'}, "body"),
    ],
)
def test_what_cannot_be_sent_names_its_field(fields, field):
    with pytest.raises(RuporError) as refused:
        checks.check(Hook(**{"method": "POST", "url": URL, **fields}))
    assert refused.value.field == field


def test_unknown_variables_and_forgotten_braces_are_only_warned_of():
    hook = Hook(method="POST", url=URL, params=[("a", "{{nobody}}"), ("b", "phone"), ("c", "{{city}}")])
    assert checks.warnings(hook=hook, fields=["city"]) == [
        ("webhook_variable_unknown", "nobody"),
        ("webhook_constant_like_variable", "phone"),
    ]


def test_only_what_the_end_tells_is_waited_for():
    assert variables.waits_for_the_end(["{{phone}} {{ duration }}"])
    assert not variables.waits_for_the_end(["{{phone}}", "duration"])


@pytest.mark.parametrize(
    ("attempts", "code", "failure", "minutes"),
    [
        (1, 500, "", 1),
        (2, 503, "", 5),
        (3, 0, "timeout", 30),
        (4, 429, "", 180),
        (5, 500, "", None),
        (1, 404, "", None),
        (1, 302, "", None),
        (1, 0, "unreachable", 1),
        (1, 0, "address_unknown", 1),
        (1, 0, "address_private", None),
    ],
)
def test_failures_that_may_pass_are_tried_again(attempts, code, failure, minutes):
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert retries.next_try(attempts=attempts, code=code, failure=failure, now=NOW) == expected


def test_samples_stand_for_every_known_variable():
    assert variables.SAMPLES.keys() == variables.known([])
