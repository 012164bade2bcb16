from typing import Any

import pytest

from flowops.sandbox import Sandbox
from tests.sandbox.client import Client, body_of

OLD, NEW = ("7.4", "8.0"), ("9.0", "10.0", "26.2")
LETTERS = "Can only contain letters, numbers and hypens."


@pytest.mark.parametrize("dialect", NEW)
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"name": "Age", "type": "number"}, ("age", "Age", "number", "numeric")),
        ({"label": "Age", "value_type": "numeric"}, ("age", "Age", "number", "numeric")),
        ({"name": "Due-Date 2", "type": "datetime"}, ("due_date_2", "Due-Date 2", "datetime", "datetime")),
    ],
)
def test_newer_versions_take_both_words(dialect: str, body: Any, expected: Any) -> None:
    row = body_of(Client(Sandbox(dialect)).post("fields", body))

    assert (row["key"], row["name"], row["type"], row["value_type"]) == expected
    assert row["label"] == row["name"]


@pytest.mark.parametrize("dialect", OLD)
def test_older_versions_take_label_and_value_type_only(dialect: str) -> None:
    client = Client(Sandbox(dialect))
    required = ["This field is required."]

    created = client.post("fields", {"label": "Age", "value_type": "numeric"})
    refused = client.post("fields", {"name": "Sex", "type": "text"})

    assert (created.status_code, body_of(created)["value_type"]) == (201, "numeric")
    assert "type" not in body_of(created)
    assert (refused.status_code, refused.json) == (400, {"label": required, "value_type": required})


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"type": "text"}, {"non_field_errors": ["Field 'name' is required."]}),
        ({"name": "Sex"}, {"non_field_errors": ["Field 'type' is required."]}),
        ({"name": "Sex", "type": "numeric"}, {"type": ['"numeric" is not a valid choice.']}),
        ({"label": "Sex", "value_type": "number"}, {"value_type": ['"number" is not a valid choice.']}),
        ({"name": "AGE", "type": "text"}, {"name": ["This field must be unique."]}),
        ({"name": "a_b", "type": "text"}, {"name": [LETTERS]}),
        (
            {"name": "Created On", "type": "text"},
            {"name": ['Generated key "created_on" is invalid or a reserved name.']},
        ),
        ({"name": "1st", "type": "text"}, {"name": ['Generated key "1st" is invalid or a reserved name.']}),
        ({"name": "x" * 37, "type": "text"}, {"name": ["Ensure this field has no more than 36 characters."]}),
    ],
)
def test_what_is_refused(body: Any, errors: Any) -> None:
    client = Client(Sandbox())
    client.post("fields", {"name": "Age", "type": "text"})

    answer = client.post("fields", body)

    assert (answer.status_code, answer.json) == (400, errors)
    assert client.names("fields") == ["Age"]


def test_a_field_is_found_by_its_key_and_keeps_it() -> None:
    client = Client(Sandbox())
    client.post("fields", {"name": "Age", "type": "text"})

    answer = client.post("fields", {"name": "Years", "type": "number"}, "?key=age")

    assert answer.status_code == 200
    assert [(row["key"], row["name"], row["type"]) for row in client.results("fields")] == [
        ("age", "Years", "number")
    ]


def test_a_date_that_events_count_from_stays_one(client: Client) -> None:
    key = "expected_delivery_date"

    refused = client.post("fields", {"name": "EDD", "type": "text"}, f"?key={key}")
    renamed = client.post("fields", {"name": "EDD", "type": "datetime"}, f"?key={key}")
    other = client.post("fields", {"name": "Facility", "type": "number"}, "?key=health_facility")

    assert refused.json == {"type": ["Can't change type of date field being used by campaign events."]}
    assert (refused.status_code, renamed.status_code, other.status_code) == (400, 200, 200)


def test_a_field_with_another_name_of_the_same_key_is_overwritten() -> None:
    client = Client(Sandbox())
    client.post("fields", {"name": "A-B", "type": "text"})

    answer = client.post("fields", {"name": "A B", "type": "number"})

    assert (answer.status_code, client.names("fields")) == (201, ["A B"])


def test_an_unknown_key_and_a_deletion() -> None:
    client = Client(Sandbox())

    unknown = client.post("fields", {"name": "Age", "type": "text"}, "?key=age")

    assert (unknown.status_code, unknown.json) == (
        404,
        {"detail": "No ContactField matches the given query."},
    )
    assert client.delete("fields", "?key=age").status_code == 405
