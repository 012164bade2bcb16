"""Every reference in the names and UUIDs of the workspace, or told as unresolved: nothing is guessed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from flowops.environment import Lock
from flowops.model.export import Export, documents
from flowops.model.target import Target
from flowops.plan.binding import Unresolved
from flowops.plan.desired import Remembered
from flowops.plan.resolution import Problem
from tests.plan.workbench import THERE, Planned, environment, planned, target

U = "{0}0000000-0000-4000-8000-00000000000{1}".format
MOTHERS: Any = {"uuid": U("a", 1), "name": "Mothers", "query": None}
THEIR_MOTHERS: Any = {"uuid": U("b", 1), "name": "MOTHERS", "query": None}
VISITS: Any = {"key": "visits", "name": "Visits", "type": "number"}
CHANNEL: Any = {"uuid": U("a", 2), "name": "Test Android"}
SHORT_CODE: Any = {"uuid": U("b", 2), "name": "Short code 15019"}


def ref(it: Any) -> Any:
    return {"uuid": it["uuid"], "name": it["name"]}


def flow(uuid: str = U("f", 1), name: str = "Registration", *actions: Any, **more: Any) -> Any:
    listed = [{"uuid": U("c", index), **it} for index, it in enumerate(actions)]
    nodes = [{"uuid": U("d", 1), "actions": listed, "exits": [{"uuid": U("e", 1), "destination_uuid": None}]}]
    return {
        "uuid": uuid,
        "name": name,
        "type": "messaging",
        "spec_version": "13.2.0",
        "language": "eng",
        "expire_after_minutes": 60,
        "localization": {},
        "nodes": nodes,
        **more,
    }


def says(text: str = "Hello", **more: Any) -> Any:
    return {"type": "send_msg", "text": text, **more}


def git(*flows: Any, archived: Any = (), **bodies: Any) -> Export:
    return Export(documents({"flow": flows, **bodies}), tuple(archived))


def through(channel: Any) -> Any:
    return flow(U("f", 1), "Registration", says(), {"type": "set_contact_channel", "channel": ref(channel)})


def bound(found: Planned, index: int = 0) -> Any:
    return found.desired.bound.export.documents[index].body


def unresolved(found: Planned) -> list[tuple[str, str, str]]:
    return [(it.kind, it.name, it.problem.why) for it in found.desired.bound.unresolved]


def channels(*rows: Any) -> Target:
    return target({}, channel=rows)


def test_a_name_is_found_as_rapidpro_compares_names_and_written_as_it_is_there():
    export = git(
        flow(U("f", 1), "R", {"type": "add_contact_groups", "groups": [ref(MOTHERS)]}), group=[MOTHERS]
    )

    found = planned(export, target({"group": [THEIR_MOTHERS]}))

    assert bound(found)["nodes"][0]["actions"][0]["groups"] == [ref(THEIR_MOTHERS)]
    assert unresolved(found) == []


def test_what_rapidpro_looks_up_exactly_is_not_found_in_another_letter_case():
    found = planned(git(through(CHANNEL)), channels({**SHORT_CODE, "name": "test android"}))

    assert found.desired.bound.unresolved == (
        Unresolved(
            "channel",
            "Test Android",
            Problem("missing", ("test android",)),
            ('Registration: "Hello"',),
            (("flow", U("f", 1)),),
        ),
    )


def test_a_binding_says_what_a_name_is_there_before_everything_else():
    there = channels(SHORT_CODE, {**CHANNEL, "uuid": U("b", 3)})
    lock = Lock(THERE.uuid, {"channels": {"Test Android": U("b", 3)}, "pairs": {CHANNEL["uuid"]: U("b", 3)}})

    found = planned(
        git(through(CHANNEL)),
        there,
        environment(bindings={"channels": {"Test Android": "Short code 15019"}}),
        Remembered(lock),
    )

    assert bound(found)["nodes"][0]["actions"][1]["channel"] == ref(SHORT_CODE)


def test_of_two_that_are_called_so_the_lock_file_or_the_uuid_tells_which():
    twins = {**CHANNEL, "uuid": U("b", 3)}, {**CHANNEL, "uuid": U("b", 4)}
    lock = Lock(THERE.uuid, {"pairs": {CHANNEL["uuid"]: U("b", 4)}})

    assert unresolved(planned(git(through(CHANNEL)), channels(*twins))) == [
        ("channel", "Test Android", "ambiguous")
    ]
    assert unresolved(planned(git(through(twins[0])), channels(*twins))) == []
    found = planned(git(through(CHANNEL)), channels(*twins), remembered=Remembered(lock))
    assert bound(found)["nodes"][0]["actions"][1]["channel"]["uuid"] == U("b", 4)


def test_a_lock_file_of_another_workspace_says_nothing():
    lock = Lock(U("9", 9), {"channels": {"Test Android": SHORT_CODE["uuid"]}})

    assert unresolved(planned(git(through(CHANNEL)), channels(SHORT_CODE), remembered=Remembered(lock)))


@pytest.mark.parametrize(
    "names",
    [{"pairs": {MOTHERS["uuid"]: THEIR_MOTHERS["uuid"]}}, {"groups": {"Mothers": THEIR_MOTHERS["uuid"]}}],
)
def test_the_lock_file_finds_what_was_renamed_there(names):
    renamed = {**THEIR_MOTHERS, "name": "Women"}
    export = git(
        flow(U("f", 1), "R", {"type": "add_contact_groups", "groups": [ref(MOTHERS)]}), group=[MOTHERS]
    )

    found = planned(export, target({"group": [renamed]}), remembered=Remembered(Lock(THERE.uuid, names)))

    assert bound(found)["nodes"][0]["actions"][0]["groups"] == [ref(renamed)]
    assert [(it.action, it.summary) for it in found.of("group")] == [
        ("manual", 'rename it to "Mothers": Contacts, Women, menu, Edit')
    ]


def test_two_objects_of_git_are_never_one_there():
    """A flow was renamed in git, and another one took its name: the old name is not the new flow's."""
    old, new = flow(U("f", 1), "Second"), flow(U("f", 2), "First")
    lock = Lock(THERE.uuid, {"flows": {"First": U("b", 1)}, "pairs": {U("f", 1): U("b", 1)}})

    found = planned(git(old, new), target({"flow": [flow(U("b", 1), "First")]}), remembered=Remembered(lock))

    assert dict(found.desired.bound.partners) == {U("f", 1): U("b", 1)}
    assert found.desired.bound.unresolved[0].problem == Problem("taken", ("Second",))
    assert [it.summary for it in found.of("flow") if it.action == "manual"] == [
        'rename it to "Second": open the flow, menu, Edit, Name'
    ]


def test_of_flows_that_share_a_name_the_type_and_then_the_live_one_counts():
    there = [flow(U("b", 1), "R", type="voice"), flow(U("b", 2), "R"), flow(U("b", 3), "R")]
    rows = [
        {"uuid": U("b", 1), "name": "R", "type": "voice"},
        {"uuid": U("b", 2), "name": "R", "type": "message", "archived": True},
        {"uuid": U("b", 3), "name": "R", "type": "message"},
    ]

    found = planned(git(flow(U("f", 1), "R")), target({"flow": there}, flow=rows))

    assert found.desired.bound.partners == {U("f", 1): U("b", 3)}


def test_what_a_deploy_makes_needs_not_be_there():
    second = flow(
        U("f", 2), "Second", {"type": "enter_flow", "flow": {"uuid": U("f", 1), "name": "Registration"}}
    )
    labels = {"type": "add_input_labels", "labels": [{"uuid": U("a", 5), "name": "Urgent"}]}
    export = git(flow(U("f", 1), "Registration", labels, labels), second, group=[MOTHERS])

    found = planned(export, target({}))

    assert unresolved(found) == []
    assert found.told == [
        ("label", "Urgent", "create", "api"),
        ("flow", "Registration", "create", "import"),
        ("flow", "Second", "create", "import"),
    ]


def test_a_reference_by_a_wrong_uuid_and_the_name_of_an_object_of_git_means_that_object():
    second = flow(
        U("f", 2), "Second", {"type": "enter_flow", "flow": {"uuid": U("9", 1), "name": "registration"}}
    )

    found = planned(git(flow(), second), target({}))

    assert bound(found, 1)["nodes"][0]["actions"][0]["flow"]["uuid"] == U("f", 1)
    assert unresolved(found) == []


def test_a_group_or_field_that_git_does_not_hold_is_not_made_of_its_name_alone():
    """Nobody knows whether that group is smart, or of which type the field is: the repository is not complete."""
    actions = [
        {"type": "add_contact_groups", "groups": [ref(MOTHERS)]},
        {"type": "set_contact_field", "field": {"key": "visit", "name": "Visit"}, "value": "1"},
    ]

    found = planned(git(flow(U("f", 1), "R", *actions), field=[VISITS]), target({}))

    assert unresolved(found) == [("group", "Mothers", "missing"), ("field", "visit", "missing")]
    assert found.desired.bound.unresolved[1].problem.near == ("visits",)


def test_groups_in_queries_and_cases_follow_and_so_do_the_fields_they_use():
    smart = {"uuid": U("a", 3), "name": "Due", "query": 'group = "Mothers" AND visits > 1'}
    router = {
        "type": "switch",
        "operand": "@contact.groups",
        "cases": [{"uuid": U("c", 9), "type": "has_group", "arguments": [smart["uuid"], "Due"]}],
    }
    body = flow()
    body["nodes"][0]["router"] = router
    there = {**smart, "uuid": U("b", 3), "name": "DUE", "query": "visits > 1"}

    found = planned(
        git(body, group=[smart, MOTHERS], field=[VISITS]), target({"group": [there, THEIR_MOTHERS]})
    )

    assert bound(found)["nodes"][0]["router"]["cases"][0]["arguments"] == [U("b", 3), "DUE"]
    groups = {
        it.identity: it.body.get("query")
        for it in found.desired.bound.export.documents
        if it.kind.name == "group"
    }
    assert groups == {U("b", 3): 'group = "MOTHERS" AND visits > 1', U("b", 1): None}
    assert [it.name for it in found.of("field")] == ["visits"]


def test_translations_and_the_editors_part_follow_the_nodes():
    body = flow(U("f", 1), "R", says("Hello"))
    body["localization"] = {"swa": {U("c", 0): {"text": ["Habari"]}}}
    body["_ui"] = {"nodes": {U("d", 1): {"position": {"left": 1, "top": 2}}}}
    there = json.loads(
        json.dumps(body)
        .replace(U("c", 0), U("7", 1))
        .replace(U("d", 1), U("7", 2))
        .replace(U("f", 1), U("7", 3))
    )

    found = planned(git(body), target({"flow": [there]}))

    assert bound(found) == there
    assert found.told == []


def test_groups_fields_and_globals_that_nothing_uses_stay_away():
    export = git(
        flow(), group=[MOTHERS], field=[VISITS], **{"global": [{"key": "cht_url", "name": "CHT URL"}]}
    )

    assert planned(export, target({})).told == [("flow", "Registration", "create", "import")]


def test_globals_in_use_are_told_with_their_users():
    found = planned(git(flow(U("f", 1), "R", says("@globals.cht_url @(globals.Helpline)"))), target({}))

    assert found.desired.bound.globals == {"cht_url": ("R",), "helpline": ("R",)}


def test_users_are_found_by_email_in_flows_of_old_releases():
    def ticket(assignee: Any) -> Any:
        return {"type": "open_ticket", "topic": None, "body": "", "assignee": assignee}

    def assignee(found: Planned) -> Any:
        return bound(found)["nodes"][0]["actions"][0]["assignee"]

    ann = {"email": "ann@example.org", "name": "Ann Lee"}
    there = target({}, user=[{"email": "Ann@example.org", "first_name": "Ann", "last_name": "Lee"}])
    assert assignee(planned(git(flow(U("f", 1), "R", ticket(ann))), there)) == {
        **ann,
        "email": "Ann@example.org",
    }

    bob = target({}, user=[{"email": "bob@example.org"}])
    env = environment(bindings={"users": {"ANN@example.org": "bob@example.org"}})
    assert assignee(planned(git(flow(U("f", 1), "R", ticket(ann))), bob, env))["email"] == "bob@example.org"
    assert unresolved(planned(git(flow(U("f", 1), "R", ticket(ann))), bob)) == [
        ("user", "ann@example.org", "missing")
    ]


def test_users_are_found_by_name_in_flows_of_newer_releases_and_bound_by_email():
    action = {"type": "open_ticket", "assignee": {"uuid": U("a", 7), "name": "Ann Lee"}}
    rows = [
        {"uuid": U("b", 7), "email": "ann@example.org", "first_name": "Ann", "last_name": "Lee"},
        {"uuid": U("b", 8), "email": "bob@example.org", "first_name": "Bob", "last_name": ""},
    ]
    there = target({}, user=rows)

    found = planned(git(flow(U("f", 1), "R", action)), there)
    assert bound(found)["nodes"][0]["actions"][0]["assignee"] == {"uuid": U("b", 7), "name": "Ann Lee"}

    env = environment(bindings={"users": {"Ann Lee": "bob@example.org"}})
    found = planned(git(flow(U("f", 1), "R", action)), there, env)
    assert bound(found)["nodes"][0]["actions"][0]["assignee"] == {"uuid": U("b", 8), "name": "Bob"}


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("contact", lambda it: {"type": "send_broadcast", "text": "x", "contacts": [it]}),
        ("llm", lambda it: {"type": "call_llm", "llm": it, "instructions": "", "input": ""}),
    ],
)
def test_what_no_list_tells_is_there_only_if_a_flow_there_names_it(kind, action):
    ours, theirs = {"uuid": U("a", 6), "name": "Claude"}, {"uuid": U("b", 6), "name": "Claude"}
    export = git(flow(U("f", 1), "R", action(ours)))
    there = target({"flow": [flow(U("b", 1), "Other", action(theirs))]})

    assert unresolved(planned(export, target({}))) == [(kind, "Claude", "untold")]
    found = planned(export, there)
    assert unresolved(found) == []
    assert json.dumps(theirs) in json.dumps(bound(found))


def test_a_channel_that_an_old_trigger_holds_without_its_name_is_named_by_another_environments_lock_file():
    export = git(
        flow(),
        trigger=[
            {
                "trigger_type": "N",
                "flow": {"uuid": U("f", 1), "name": "Registration"},
                "groups": [],
                "exclude_groups": [],
                "channel": CHANNEL["uuid"],
            }
        ],
    )
    env = environment(bindings={"channels": {"Test Android": "Short code 15019"}})
    staging = Lock(U("9", 9), {"channels": {"Test Android": CHANNEL["uuid"]}})

    assert unresolved(planned(export, channels(SHORT_CODE), env)) == [("channel", CHANNEL["uuid"], "missing")]
    [trigger] = planned(export, channels(SHORT_CODE), env, Remembered(others=(staging,))).of("trigger")
    assert trigger.body is not None
    assert trigger.body["channel"] == {"uuid": SHORT_CODE["uuid"], "name": ""}


def test_a_smart_group_that_is_being_filled_is_there_although_no_list_shows_it():
    there = replace(target({"group": [THEIR_MOTHERS]}), rows={**target({}).rows})
    export = git(
        flow(U("f", 1), "R", {"type": "add_contact_groups", "groups": [ref(MOTHERS)]}), group=[MOTHERS]
    )

    found = planned(export, there)

    assert [it.kind for it in found.plan.actions] == ["flow"]


def test_a_uuid_in_a_place_that_flowops_does_not_know_follows_too():
    body = flow(U("f", 1), "R", says(), x_unknown={"group_uuid": MOTHERS["uuid"]})
    body["nodes"][0]["actions"].append(
        {"uuid": U("c", 5), "type": "add_contact_groups", "groups": [ref(MOTHERS)]}
    )

    found = planned(git(body, group=[MOTHERS]), target({"group": [THEIR_MOTHERS]}))

    assert bound(found)["x_unknown"] == {"group_uuid": THEIR_MOTHERS["uuid"]}


def test_places_are_told_once_each_and_cut_where_a_node_says_much():
    action = {"type": "set_contact_channel", "channel": ref(CHANNEL)}
    found = planned(git(flow(U("f", 1), "R", says("word " * 20), action, action)), target({}))

    [only] = found.desired.bound.unresolved
    assert only.places == (f'R: "{("word " * 20)[:39]}…"',)


def test_an_object_of_git_that_could_be_two_there_is_told_with_both():
    spelt_alike = planned(
        git(flow(U("f", 1), "R")), target({"flow": [flow(U("b", 1), "R"), flow(U("b", 2), "r")]})
    )
    found = planned(git(flow(U("f", 1), "R")), target({"flow": [flow(U("b", 1), "R"), flow(U("b", 2), "R")]}))
    assert spelt_alike.desired.bound.partners == {U("f", 1): U("b", 1)}
    assert found.desired.bound.unresolved == (
        Unresolved("flow", "R", Problem("ambiguous", ("R", "R")), (), (("flow", U("f", 1)),)),
    )
