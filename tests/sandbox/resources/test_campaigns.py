from typing import Any

import pytest

from tests.sandbox.client import Client, body_of
from tests.sandbox.resources.conftest import Created


def test_a_campaign_has_a_name_and_a_group(created: Created, empty: Client) -> None:
    group = created("groups", name="Mothers")

    row = created("campaigns", name="Reminders", group=group["uuid"])
    by_name = created("campaigns", name="REMINDERS", group="mothers")

    assert row == {
        "uuid": row["uuid"],
        "name": "Reminders",
        "archived": False,
        "group": {"uuid": group["uuid"], "name": "Mothers"},
        "created_on": row["created_on"],
    }
    assert by_name["group"] == row["group"]
    assert empty.names("campaigns") == ["REMINDERS", "Reminders"]


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (
            {"name": "Reminders", "group": "nothing"},
            {"name": ["This field must be unique."], "group": ["No such object: nothing"]},
        ),
        ({"name": 'a"', "group": "mothers"}, {"name": ['Cannot contain the character: "']}),
        ({"name": "New"}, {"group": ["This field is required."]}),
    ],
)
def test_what_is_refused(created: Created, empty: Client, body: Any, errors: Any) -> None:
    created("groups", name="Mothers")
    created("campaigns", name="Reminders", group="Mothers")

    answer = empty.post("campaigns", body)

    assert (answer.status_code, answer.json) == (400, errors)


def test_a_change_gives_it_another_name_and_group(created: Created, empty: Client) -> None:
    for name in ("Mothers", "Fathers"):
        created("groups", name=name)
    uuid = created("campaigns", name="Reminders", group="Mothers")["uuid"]

    row = body_of(empty.post("campaigns", {"name": "Reminders", "group": "Fathers"}, f"?uuid={uuid}"))

    assert (row["uuid"], row["name"], row["group"]["name"]) == (uuid, "Reminders", "Fathers")
    assert empty.delete("campaigns", f"?uuid={uuid}").status_code == 405


def test_the_limit(created: Created, empty: Client) -> None:
    created("groups", name="Mothers")
    empty.sandbox.workspace("Staging").limit = 0

    assert empty.post("campaigns", {"name": "C", "group": "Mothers"}).status_code == 409
