from typing import Any

import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.assets import counted
from flowops.sandbox.importing import ImportFailed

from .samples import A, B, empty, flow, names, only, put, text

OWN = "dddddddd-0000-4000-8000-000000000000"

LABEL = {"type": "add_input_labels", "labels": [{"uuid": A, "name": "Questions"}]}
TICKET = {"type": "open_ticket", "body": "x", "result_name": "Ticket"}
TICKETER = {**TICKET, "ticketer": {"uuid": A, "name": "Zen"}}
TOPIC = {**TICKET, "topic": {"uuid": A, "name": "Care"}}
OPTIN = {"type": "request_optin", "optin": {"uuid": A, "name": "News"}}
GROUP = {"type": "add_contact_groups", "groups": [{"uuid": A, "name": "Mothers"}]}
FLOW = {"type": "enter_flow", "flow": {"uuid": A, "name": "Other"}}
CHANNEL = {"type": "set_contact_channel", "channel": {"uuid": A, "name": "Android"}}
TEMPLATE = {**text("x"), "template": {"uuid": A, "name": "Hello"}}
TEMPLATING = {
    **text("x"),
    "templating": {"uuid": B, "template": {"uuid": A, "name": "Hello"}, "variables": []},
}
CLASSIFIER = {
    "type": "call_classifier",
    "input": "@input",
    "result_name": "Intent",
    "classifier": {"uuid": A, "name": "Booking"},
}
LLM = {
    "type": "call_llm",
    "instructions": "x",
    "output_local": "x",
    "llm": {"uuid": A, "name": "Gpt"},
}
CONTACT = {"type": "send_broadcast", "text": "x", "contacts": [{"uuid": A, "name": "Ann"}]}
ASSIGNEE = {**TICKET, "assignee": {"uuid": A, "name": "Ann"}}


def referred(workspace: Workspace, action: dict[str, Any]) -> Any:
    """The UUID that stands after an import where the file had one."""
    put(workspace, flow("F", action, spec_version=workspace.dialect.spec_version))
    nodes: Any = only(workspace, "F").definition["nodes"]
    [reference] = [found for found in found_in(nodes[0]["actions"][0]) if found.get("name")]
    return reference["uuid"]


def found_in(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [each for each in inner if isinstance(each, dict)] + [
        deep for each in inner for deep in found_in(each)
    ]


@pytest.mark.parametrize(
    ("dialect", "action", "kind"),
    [
        ("9.0", LABEL, "labels"),
        ("9.0", TOPIC, "topics"),
        ("9.0", OPTIN, "optins"),
    ],
)
def test_labels_topics_and_optins_are_created(dialect: str, action: dict[str, Any], kind: str) -> None:
    workspace = empty(dialect)

    uuid = referred(workspace, action)

    assert uuid != A
    assert workspace.assets[kind][uuid]["name"] in ("Questions", "Care", "News")
    assert referred(workspace, action) == uuid


def test_a_label_takes_on_the_name_of_the_file(workspace: Workspace) -> None:
    workspace.assets["labels"] = {OWN: {"uuid": OWN, "name": "QUESTIONS", "created_on": ""}}
    assert (referred(workspace, LABEL), workspace.assets["labels"][OWN]["name"]) == (OWN, "Questions")

    workspace.assets["labels"] = {A: {"uuid": A, "name": "Anything", "created_on": ""}}
    assert (referred(workspace, LABEL), workspace.assets["labels"][A]["name"]) == (A, "Questions")


def test_two_labels_never_have_one_name(workspace: Workspace) -> None:
    workspace.assets["labels"] = {A: {"uuid": A, "name": "X"}, OWN: {"uuid": OWN, "name": "questions"}}

    with pytest.raises(ImportFailed, match="two labels would be called Questions"):
        put(workspace, flow("F", LABEL))

    assert workspace.assets["labels"][A]["name"] == "X"


def test_the_topic_that_every_workspace_has_is_not_renamed(workspace: Workspace) -> None:
    [general] = workspace.assets["topics"]
    assert referred(workspace, {**TICKET, "topic": {"uuid": A, "name": "general"}}) == general
    assert workspace.assets["topics"][general]["name"] == "General"


@pytest.mark.parametrize(("action", "kind"), [(LABEL, "labels"), (TOPIC, "topics")])
def test_at_the_limit_of_labels_or_topics_the_whole_import_fails(
    workspace: Workspace, action: dict[str, Any], kind: str
) -> None:
    workspace.limit = 1
    workspace.assets[kind] = {OWN: {"uuid": OWN, "name": "One"}}

    with pytest.raises(ImportFailed, match=f"limit of 1 {kind}"):
        put(workspace, flow("Fine", text("x")), flow("F", action))

    assert (names(workspace), list(workspace.assets[kind])) == ([], [OWN])


def test_what_the_workspace_brought_itself_does_not_count_against_the_limit(workspace: Workspace) -> None:
    workspace.limit = 2
    workspace.assets["topics"][OWN] = {"uuid": OWN, "name": "One"}

    put(workspace, flow("F", TOPIC))

    assert (len(workspace.assets["topics"]), counted(workspace, "topics")) == (3, 2)
    with pytest.raises(ImportFailed, match="limit of 2 topics"):
        put(workspace, flow("F", {**TICKET, "topic": {"uuid": B, "name": "One too many"}}))


DANGLING = [
    ("9.0", FLOW, ""),
    ("9.0", CHANNEL, "channels"),
    ("9.0", TEMPLATING, "templates"),
    ("26.2", TEMPLATE, "templates"),
    ("7.4", CLASSIFIER, "classifiers"),
    ("9.0", CLASSIFIER, "classifiers"),
    ("7.4", TICKETER, "ticketers"),
    ("26.2", LLM, "llms"),
]


@pytest.mark.parametrize(("dialect", "action", "kind"), DANGLING)
def test_what_cannot_be_created_dangles(dialect: str, action: dict[str, Any], kind: str) -> None:
    assert referred(empty(dialect), action) == A


@pytest.mark.parametrize(("dialect", "action", "kind"), [row for row in DANGLING if row[2]])
@pytest.mark.parametrize(
    ("uuid", "change", "expected"), [(A, str.upper, A), (OWN, str, OWN), (OWN, str.upper, A)]
)
def test_it_is_found_by_uuid_or_by_a_name_of_the_same_letter_case(
    dialect: str, action: dict[str, Any], kind: str, uuid: str, change: Any, expected: str
) -> None:
    workspace = empty(dialect)
    name = next(each["name"] for each in found_in(action) if "name" in each)
    workspace.assets[kind] = {uuid: {"uuid": uuid, "name": change(name)}}

    assert referred(workspace, action) == expected


@pytest.mark.parametrize(
    ("dialect", "action"),
    [
        ("9.0", CONTACT),
        ("26.2", CONTACT),
        ("26.2", ASSIGNEE),
        ("26.2", CLASSIFIER),
        ("9.0", TICKETER),
    ],
)
def test_what_is_not_tracked_becomes_random_at_every_import(dialect: str, action: dict[str, Any]) -> None:
    workspace = empty(dialect)

    assert len({A, referred(workspace, action), referred(workspace, action)}) == 3


def test_an_assignee_known_by_address_is_kept(workspace: Workspace) -> None:
    user = {"email": "ann@example.org", "name": "Ann"}
    put(workspace, flow("F", {**TICKET, "assignee": user}))

    nodes: Any = only(workspace, "F").definition["nodes"]
    assert nodes[0]["actions"][0]["assignee"] == user


def test_another_flow_is_found_in_the_file_then_by_uuid_then_by_its_exact_name(workspace: Workspace) -> None:
    in_file = flow("Other", text("x"), uuid=A)
    put(workspace, in_file)
    other = only(workspace, "Other").uuid
    assert referred(workspace, FLOW) == other
    assert referred(workspace, {**FLOW, "flow": {"uuid": A, "name": "OTHER"}}) == A
    assert referred(workspace, {**FLOW, "flow": {"uuid": other, "name": "Whatever"}}) == other

    put(workspace, flow("G", {**FLOW, "flow": {"uuid": A, "name": "Whatever"}}), in_file)
    assert only(workspace, "G").inspection.of("flow") == {other: "Whatever"}


def test_the_argument_of_has_group_follows_the_group(workspace: Workspace) -> None:
    case = {"uuid": B, "type": "has_group", "arguments": [A, "Mothers"], "category_uuid": B}
    definition = flow("F", text("x"))
    category = {"uuid": B, "name": "Yes", "exit_uuid": definition["nodes"][0]["exits"][0]["uuid"]}
    router = {"type": "switch", "operand": "@contact.groups", "cases": [case], "categories": [category]}
    definition["nodes"][0]["router"] = router

    put(workspace, definition)

    [group] = [group.uuid for group in workspace.groups.values() if group.name == "Mothers"]
    nodes: Any = only(workspace, "F").definition["nodes"]
    assert nodes[0]["router"]["cases"][0]["arguments"] == [group, "Mothers"]


def test_a_group_is_created_empty_and_manual(workspace: Workspace) -> None:
    uuid = referred(workspace, GROUP)

    assert (workspace.groups[uuid].name, workspace.groups[uuid].query) == ("Mothers", None)
    assert referred(workspace, GROUP) == uuid


def test_missing_globals_are_created_blank_and_others_keep_their_value(workspace: Workspace) -> None:
    workspace.set_global("cht_url", "https://cht.example.org", "CHT URL")
    put(workspace, flow("F", text("@globals.cht_url @globals.cht_key")))

    values = {row.name: row.value for row in workspace.globals.values()}
    assert values == {"CHT URL": "https://cht.example.org", "Cht Key": ""}
