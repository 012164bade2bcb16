from typing import Any

import pytest

from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS
from tests.sandbox.client import Client, body_of
from tests.sandbox.resources.conftest import Created

ILLEGAL, NO_KEY = "Name contains illegal characters.", "Name creates Key that is invalid"
UNIQUE, BLANK = "This field must be unique.", "This field may not be blank."


@pytest.mark.parametrize(
    ("name", "key"),
    [("CHT URL", "cht_url"), ("a--b__c  1", "a_b_c_1"), ("  trimmed ", "trimmed"), ("x" * 36, "x" * 36)],
)
def test_the_key_comes_from_the_name(created: Created, name: str, key: str) -> None:
    assert created("globals", name=name, value="v")["key"] == key


def test_another_name_with_the_same_key_gives_the_first_one_the_value(
    created: Created, empty: Client
) -> None:
    created("globals", name="CHT URL", value="1")

    row = created("globals", name="CHT-URL", value="2")

    assert (row["key"], row["name"], row["value"]) == ("cht_url", "CHT URL", "2")
    assert len(empty.results("globals")) == 1


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"name": "cht url", "value": "x"}, {"name": [UNIQUE]}),
        ({"name": "é", "value": "x"}, {"name": [ILLEGAL]}),
        ({"name": "a.b", "value": "x"}, {"name": [ILLEGAL]}),
        ({"name": "1st", "value": "x"}, {"name": [NO_KEY]}),
        ({"name": "--", "value": "x"}, {"name": [NO_KEY]}),
        ({"name": "x" * 37, "value": "x"}, {"name": ["Ensure this field has no more than 36 characters."]}),
        ({"name": "", "value": "x"}, {"name": [BLANK]}),
        ({"value": "x"}, {"non_field_errors": ["Name is required when creating new global."]}),
        ({"name": "New"}, {"value": ["This field is required."]}),
        ({"name": "New", "value": " "}, {"value": [BLANK]}),
        ({"name": "New", "value": None}, {"value": ["This field may not be null."]}),
        ({"name": "New", "value": {}}, {"value": ["Not a valid string."]}),
        ({"name": "New", "value": []}, {"value": ["Not a valid string."]}),
        (
            {"name": "New", "value": "x" * 10_001},
            {"value": ["Ensure this field has no more than 10000 characters."]},
        ),
    ],
)
def test_what_is_refused(created: Created, empty: Client, body: Any, errors: Any) -> None:
    created("globals", name="CHT URL", value="1")

    answer = empty.post("globals", body)

    assert (answer.status_code, answer.json) == (400, errors)
    assert [row["value"] for row in empty.results("globals")] == ["1"]


@pytest.mark.parametrize(("sent", "kept"), [("  a b \n", "a b"), (12, "12"), ("x" * 10_000, "x" * 10_000)])
def test_a_value_is_trimmed_and_a_number_becomes_a_text(created: Created, sent: Any, kept: str) -> None:
    assert created("globals", name="G", value=sent)["value"] == kept


def test_an_update_changes_the_value_and_ignores_the_name(created: Created, empty: Client) -> None:
    before = created("globals", name="CHT URL", value="1")

    answer = empty.post("globals", {"value": "2", "name": "Another"}, "?key=CHT_url")

    row = body_of(answer)
    assert (answer.status_code, row["key"], row["name"], row["value"]) == (200, "cht_url", "CHT URL", "2")
    assert row["modified_on"] > before["modified_on"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_limit_is_409_and_comes_before_the_body_is_read_but_not_on_updates(dialect: str) -> None:
    sandbox = Sandbox(dialect)
    client = Client(sandbox)
    sandbox.workspace("Staging").limit = 1
    client.post("globals", {"name": "One", "value": "1"})

    answer = client.http.post(
        "/api/v2/globals.json", data="{", headers={"Authorization": f"Token {client.token}"}
    )

    assert answer.status_code == 409
    assert answer.json == {"detail": "Cannot create object because workspace has reached limit of 1."}
    assert client.post("globals", {"value": "2"}, "?key=one").status_code == 200


@pytest.mark.parametrize(
    ("dialect", "detail"),
    [(name, "Not found.") for name in ("7.4", "8.0", "9.0", "10.0")]
    + [("26.2", "No Global matches the given query.")],
)
def test_an_unknown_key_is_404(dialect: str, detail: str) -> None:
    answer = Client(Sandbox(dialect)).post("globals", {"value": "2"}, "?key=nothing")

    assert (answer.status_code, answer.json) == (404, {"detail": detail})


def test_a_global_cannot_be_deleted(created: Created, empty: Client) -> None:
    created("globals", name="G", value="1")

    answer = empty.delete("globals", "?key=g")

    assert (answer.status_code, answer.json) == (405, {"detail": 'Method "DELETE" not allowed.'})
