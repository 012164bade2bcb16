"""What differs between the versions in what the API shows; what they take is tested with each kind of object."""

from typing import Any

import pytest

from flowops.errors import ConfigurationError
from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS

from .client import Client, JsonDict

OLD, NEW = ("7.4", "8.0"), ("9.0", "10.0", "26.2")
CHANNEL = "440099cf-200c-4d45-a8e7-4a564f4a0e8b"


def loaded(dialect: str, programme: JsonDict) -> Client:
    sandbox = Sandbox(dialect)
    sandbox.load("Staging", programme)
    return Client(sandbox)


def keys(client: Client, endpoint: str) -> tuple[str, ...]:
    return tuple(client.results(endpoint)[0])


@pytest.mark.parametrize("dialect", OLD)
def test_fields_have_a_label_and_a_value_type_before_9_0(dialect: str, programme: JsonDict) -> None:
    client = loaded(dialect, programme)

    assert keys(client, "fields") == ("key", "label", "value_type", "pinned", "priority")
    assert tuple(client.results("campaign_events")[0]["relative_to"]) == ("key", "label")


@pytest.mark.parametrize("dialect", NEW)
def test_fields_have_two_sets_of_words_since_9_0(dialect: str, programme: JsonDict) -> None:
    client = loaded(dialect, programme)

    assert {"name", "type", "featured", "usages", "agent_access", "label", "value_type"} < set(
        keys(client, "fields")
    )
    assert tuple(client.results("campaign_events")[0]["relative_to"]) == ("key", "name", "label")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_runs_are_counted_in_more_ways_since_9_0(dialect: str, programme: JsonDict) -> None:
    runs = set(loaded(dialect, programme).results("flows")[0]["runs"])

    assert {"active", "completed", "interrupted", "expired"} <= runs
    assert ({"waiting", "failed"} <= runs) is (dialect in NEW)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_spec_that_each_version_writes(dialect: str, programme: JsonDict, flows: dict[str, str]) -> None:
    specs = {"7.4": "13.1.0", "8.0": "13.1.0", "9.0": "13.2.0", "10.0": "13.6.1", "26.2": "14.4.1"}

    exported = loaded(dialect, programme).export(flows["ANC Reminder"], dependencies="none")

    assert exported["flows"][0]["spec_version"] == specs[dialect]


def trigger_of(dialect: str, programme: JsonDict, **more: Any) -> JsonDict:
    """An exported trigger that was put into the workspace as it is."""
    client = loaded(dialect, programme)
    flow = programme["flows"][0]
    client.sandbox.assets("Staging", {"channels": [{"uuid": CHANNEL, "name": "Android"}]})
    client.sandbox.triggers("Staging", [{"flow": {"uuid": flow["uuid"], "name": flow["name"]}, **more}])
    [trigger] = client.export(flow["uuid"])["triggers"]
    return {key: value for key, value in trigger.items() if key not in ("flow", "groups", "exclude_groups")}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("K", {"keyword": "a"}, {"channel": None, "keywords": ["a"], "match_type": "F"}),
        ("C", {"keyword": None}, {"channel": None}),
        (
            "R",
            {"keyword": None, "channel": CHANNEL},
            {"channel": {"uuid": CHANNEL, "name": "Android"}},
        ),
        ("M", {"keyword": None}, {}),
    ],
)
def test_what_an_exported_trigger_says(
    dialect: str, kind: str, old: JsonDict, new: JsonDict, programme: JsonDict
) -> None:
    channel = {"channel": CHANNEL} if kind == "R" else {}
    keyword = {"keyword": "a"} if kind == "K" else {}

    trigger = trigger_of(dialect, programme, trigger_type=kind, **channel, **keyword)

    assert trigger == {"trigger_type": kind, **(old if dialect in OLD else new)}


def test_credits_are_only_known_to_be_unknown_after_7_4() -> None:
    used = {name: Client(Sandbox(name)).get("workspace")["credits"]["used"] for name in DIALECTS}

    assert used == {"7.4": 0, "8.0": -1, "9.0": -1, "10.0": -1, "26.2": -1}


def test_nobody_can_be_a_viewer_on_26_2() -> None:
    with pytest.raises(ConfigurationError, match="viewer is no role in 26"):
        Sandbox("26.2").add_user("ann@example.org", {"Staging": "viewer"})


@pytest.mark.parametrize("dialect", [*OLD, "9.0", "10.0"])
def test_somebody_can_be_a_viewer_before(dialect: str) -> None:
    user = Sandbox(dialect).add_user("ann@example.org", {"Staging": "viewer"})

    assert list(user.roles.values()) == ["viewer"]


@pytest.mark.parametrize(("dialect", "count"), [("7.4", 2), ("8.0", 2), ("9.0", 1), ("26.2", 1)])
def test_a_trigger_has_one_keyword_before_9_0(dialect: str, count: int, programme: JsonDict) -> None:
    client, flow = loaded(dialect, programme), programme["flows"][0]
    trigger = {"trigger_type": "K", "flow": flow, "keywords": ["anc", "mama"]}

    for _ in range(2):
        client.sandbox.load("Staging", {"triggers": [{**trigger, "match_type": "O"}]})
    client.sandbox.triggers("Staging", [trigger])

    exported = client.export(flow["uuid"])["triggers"]
    words = [word for each in exported for word in (each.get("keywords") or [each.get("keyword")])]
    assert (len(exported), sorted(words)) == (count, ["anc", "mama"])
