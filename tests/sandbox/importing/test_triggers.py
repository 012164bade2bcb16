from typing import Any

import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.importing import ImportFailed
from flowops.sandbox.trigger import Trigger
from tests.sandbox.client import JsonDict

from .samples import A, B, empty, flow, only, put, text, trigger

MAIN = flow("Main", text("x"))
OTHER = flow("Other", text("x"))
MOTHERS = [{"uuid": A, "name": "Mothers"}]
FATHERS = [{"uuid": B, "name": "Fathers"}]
BOTH = [*MOTHERS, *FATHERS]
CHANNEL: JsonDict = {"uuid": A, "name": "Android"}


def brief(workspace: Workspace) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """Type, flow's name, keywords, archived: of each trigger."""
    return [
        (row.trigger_type, workspace.flows[row.flow].name, row.keywords, row.archived)
        for row in workspace.triggers
    ]


def last(workspace: Workspace) -> Trigger:
    return workspace.triggers[-1]


@pytest.mark.parametrize(
    ("dialect", "made"),
    [
        ("7.4", "KCMVRT"),
        ("8.0", "KCMVRT"),
        ("9.0", "KCMVNRTIO"),
        ("10.0", "KCMVNRTIO"),
        ("26.2", "KCMVNRTIO"),
    ],
)
def test_the_types_that_a_version_imports(dialect: str, made: str) -> None:
    workspace = empty(dialect)
    for trigger_type in f"{made}SN":
        keywords = ("join",) if trigger_type == "K" else ()
        put(workspace, MAIN, triggers=[trigger(trigger_type, MAIN, *keywords)])

    assert [row.trigger_type for row in workspace.triggers] == list(made)


@pytest.mark.parametrize(("dialect", "unknown"), [("7.4", "I"), ("8.0", "O"), ("9.0", "U"), ("26.2", "Z")])
def test_a_type_that_a_version_does_not_know_fails_the_import(dialect: str, unknown: str) -> None:
    workspace = empty(dialect)
    with pytest.raises(ImportFailed, match=f"{unknown} is no type of trigger"):
        put(workspace, MAIN, triggers=[trigger(unknown, MAIN)])

    assert not workspace.flows


def test_the_trigger_of_a_new_conversation_comes_with_its_channel_to_7_4() -> None:
    workspace = empty("7.4")
    workspace.assets["channels"] = {A: CHANNEL}
    put(workspace, MAIN, triggers=[trigger("N", MAIN, channel=A)])

    assert last(workspace).channel == A


@pytest.mark.parametrize(
    ("keywords", "is_right"),
    [
        (["join"], True),
        (["JOIN", "ungana"], True),
        (["two words"], False),
        (["x" * 16], True),
        (["x" * 20], False),
        (["join", ""], False),
        ([], False),
    ],
)
def test_keywords_are_words_of_up_to_sixteen_letters(
    workspace: Workspace, keywords: list[str], is_right: bool
) -> None:
    entry = trigger("K", MAIN, keywords=keywords)
    if is_right:
        put(workspace, MAIN, triggers=[entry])
        assert last(workspace).keywords == tuple(keywords)
    else:
        with pytest.raises(ImportFailed, match="are no keywords"):
            put(workspace, MAIN, triggers=[entry])


def test_7_4_does_not_read_lists_of_keywords() -> None:
    workspace = empty("7.4")
    put(workspace, MAIN, triggers=[trigger("K", MAIN, "join")])

    with pytest.raises(ImportFailed, match="has no keyword"):
        put(workspace, MAIN, triggers=[trigger("K", MAIN, keywords=["join"])])


@pytest.mark.parametrize(
    ("dialect", "trigger_type", "expected"),
    [("9.0", "C", A), ("9.0", "M", None), ("7.4", "C", None), ("7.4", "R", A)],
)
def test_a_channel_is_found_by_uuid_where_the_type_has_one(
    dialect: str, trigger_type: str, expected: str | None
) -> None:
    workspace = empty(dialect)
    workspace.assets["channels"] = {A: CHANNEL}

    put(workspace, MAIN, triggers=[trigger(trigger_type, MAIN, channel=CHANNEL)])

    assert last(workspace).channel == expected


def test_a_channel_that_is_not_here_makes_the_trigger_one_for_all_channels(workspace: Workspace) -> None:
    workspace.assets["channels"] = {B: {"uuid": B, "name": "Android"}}
    put(workspace, OTHER, triggers=[trigger("C", OTHER)])

    put(workspace, MAIN, triggers=[trigger("C", MAIN, channel=CHANNEL)])

    assert brief(workspace) == [("C", "Other", (), True), ("C", "Main", (), False)]
    assert last(workspace).channel is None


def test_groups_are_found_by_name_or_created(workspace: Workspace) -> None:
    put(workspace, groups=MOTHERS)
    put(workspace, MAIN, triggers=[trigger("C", MAIN, groups=[{"uuid": B, "name": "MOTHERS"}, *MOTHERS])])
    put(workspace, MAIN, triggers=[trigger("M", MAIN, exclude_groups=FATHERS)])

    names = {group.uuid: group.name for group in workspace.groups.values()}
    assert [[names[uuid] for uuid in row.groups] for row in workspace.triggers] == [["Mothers"], []]
    assert [names[uuid] for uuid in last(workspace).exclude_groups] == ["Fathers"]


def test_groups_are_found_by_uuid_on_the_same_site(workspace: Workspace) -> None:
    put(workspace, groups=MOTHERS)
    [mothers] = [group.uuid for group in workspace.groups.values() if group.name == "Mothers"]

    entry = trigger("C", MAIN, groups=[{"uuid": mothers, "name": "Renamed"}])
    put(workspace, MAIN, same_site=True, triggers=[entry])

    assert last(workspace).groups == (mothers,)


def test_the_flow_may_be_the_workspaces_own(workspace: Workspace) -> None:
    put(workspace, MAIN)
    own = {"uuid": only(workspace, "Main").uuid, "name": "Main"}
    put(workspace, triggers=[trigger("C", own)])
    assert last(workspace).flow == own["uuid"]

    with pytest.raises(ImportFailed, match="starts a flow that is neither"):
        put(workspace, triggers=[trigger("C", flow("Main"))])


def test_a_trigger_that_is_there_already_is_kept_as_it_is(workspace: Workspace) -> None:
    put(workspace, MAIN, triggers=[trigger("K", MAIN, "join")])
    before = list(workspace.triggers)

    put(workspace, MAIN, triggers=[trigger("K", MAIN, "join", "start", match_type="O")])

    assert workspace.triggers == before


def test_an_archived_trigger_comes_back(workspace: Workspace) -> None:
    put(workspace, MAIN, triggers=[trigger("K", MAIN, "join")])
    workspace.archive_flow(only(workspace, "Main").uuid)
    put(workspace, MAIN)
    assert brief(workspace) == [("K", "Main", ("join",), True)]

    put(workspace, MAIN, triggers=[trigger("K", MAIN, "join")])
    assert brief(workspace) == [("K", "Main", ("join",), False)]


CONFLICTS: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({}, {}, True),
    ({"groups": MOTHERS}, {}, False),
    ({"groups": MOTHERS}, {"groups": FATHERS}, False),
    ({"groups": MOTHERS}, {"groups": BOTH}, True),
    ({"keywords": ["a", "b"]}, {"keywords": ["b", "c"]}, True),
    ({"keywords": ["a"]}, {"keywords": ["b"]}, False),
    ({"keywords": ["a"]}, {"keywords": ["A"]}, False),
    ({"channel": CHANNEL}, {}, False),
    ({"exclude_groups": MOTHERS}, {}, True),
    ({"referrer_id": "1"}, {"referrer_id": "2"}, True),
]


@pytest.mark.parametrize(("first", "second", "conflict"), CONFLICTS)
def test_a_conflicting_trigger_of_another_flow_is_archived(
    workspace: Workspace, first: dict[str, Any], second: dict[str, Any], conflict: bool
) -> None:
    workspace.assets["channels"] = {A: CHANNEL}
    kind = "K" if "keywords" in first else "R"
    put(workspace, OTHER, triggers=[trigger(kind, OTHER, **first)])

    put(workspace, MAIN, triggers=[trigger(kind, MAIN, **second)])

    assert [row.archived for row in workspace.triggers] == [conflict, False]


def test_other_excluded_groups_make_a_second_trigger_of_the_same_flow(workspace: Workspace) -> None:
    put(workspace, MAIN, triggers=[trigger("C", MAIN)])
    put(workspace, MAIN, triggers=[trigger("C", MAIN, exclude_groups=MOTHERS)])

    assert brief(workspace) == [("C", "Main", (), False)] * 2
