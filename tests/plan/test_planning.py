"""What will be done with each object, by which transport, and what is left for a person, with the exact clicks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flowops.environment import Rewrite, Secret
from flowops.errors import UnsetVariable
from flowops.model.json import JsonObject
from flowops.model.plan import Action
from flowops.model.target import Target
from flowops.plan.campaigns import event_changes
from flowops.plan.desired import Remembered
from flowops.plan.flows import digest
from flowops.plan.planning import LIFETIME
from tests.plan.test_binding import MOTHERS, THEIR_MOTHERS, VISITS, U, flow, git, ref, says
from tests.plan.workbench import Planned, environment, planned, target


def only(found: Planned) -> Action:
    [action] = found.plan.actions
    return action


def waits(uuid: str = U("d", 1), leads: str | None = None) -> Any:
    return {
        "uuid": uuid,
        "actions": [],
        "exits": [{"uuid": U("e", 1), "destination_uuid": leads}],
        "router": {"type": "switch", "wait": {"type": "msg"}},
    }


def test_a_plan_tells_where_when_and_of_which_commit():
    found = planned(git(), target({})).plan

    assert (found.environment, found.release, found.commit) == ("production", "9.0", "c0ffee")
    assert (found.created_at, found.expires_at) == ("2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z")
    assert timedelta(hours=24) == LIFETIME
    assert (found.actions, found.findings) == ((), ())


def test_a_changed_flow_is_saved_in_place_under_the_name_and_uuid_that_it_has_there():
    there = target({"flow": [flow(U("b", 1), "REGISTRATION")]})

    update, rename = planned(git(flow(U("f", 1), "Registration", says())), there).plan.actions

    assert (update.action, update.transport, update.uuid) == ("update", "in-place", U("b", 1))
    assert (update.body or {})["name"] == update.name == "REGISTRATION"
    assert update.change is not None
    assert update.change.nodes
    assert update.summary == "1 node changed"
    assert (rename.action, rename.summary) == (
        "manual",
        'rename it to "Registration": open the flow, menu, Edit, Name',
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "transport", "says_"),
    [
        ("13.2.0", "13.2.0", "in-place", "changed"),
        ("13.1.0", "13.2.0", "import", "migrates it from specification 13.1.0 to the server's 13.2.0"),
        ("14.0", "13.2.0", "import", "specification 14.0 is newer than the server's 13.2.0"),
    ],
)
def test_only_a_flow_of_exactly_the_servers_specification_is_saved_in_place(ours, theirs, transport, says_):
    there = replace(target({"flow": [flow(spec_version=theirs)]}), spec_version=theirs)

    action = only(planned(git(flow(U("f", 1), "Registration", says(), spec_version=ours)), there))

    assert action.transport == transport
    assert says_ in action.summary


def test_the_servers_specification_counts_and_not_that_of_the_flow_there():
    there = replace(target({"flow": [flow(spec_version="13.1.0")]}), spec_version="13.2.0")

    assert (
        only(planned(git(flow(U("f", 1), "Registration", says(), spec_version="13.1.0")), there)).transport
        == "import"
    )


def test_by_import_alone_everybody_who_waits_in_a_changed_flow_is_stranded():
    there = target(
        {"flow": [flow(nodes=[waits()])]},
        flow=[{"uuid": U("f", 1), "name": "Registration", "runs": {"waiting": 3}}],
    )
    changed = git(flow(nodes=[waits()], language="swa"))

    in_place, by_import = (only(planned(changed, there, import_only=alone)) for alone in (False, True))

    assert (in_place.transport, in_place.waiting, in_place.stranded) == ("in-place", 3, 0)
    assert (by_import.transport, by_import.waiting, by_import.stranded) == ("import", 3, 3)
    assert "by import, as asked" in by_import.summary


@pytest.mark.parametrize(
    ("left", "runs", "stranded"),
    [
        ([waits()], {"waiting": 2}, 0),
        ([], {"waiting": 2}, 2),
        ([], {"active": 2}, 2),  # up to RapidPro 8.2 there is no count of those who wait
        ([], {"waiting": 0, "active": 2}, 0),
        ([], None, 0),
    ],
)
def test_those_who_wait_are_stranded_only_where_a_node_goes_at_which_they_may_wait(left, runs, stranded):
    there = target(
        {"flow": [flow(nodes=[waits()])]}, flow=[{"uuid": U("f", 1), "name": "Registration", "runs": runs}]
    )
    kept = flow(U("f", 1), "Registration", says())["nodes"][0] | {"uuid": U("d", 2)}

    assert only(planned(git(flow(nodes=[*left, kept])), there)).stranded == stranded


def test_who_entered_another_flow_waits_too_until_that_ends():
    enters = {"type": "enter_flow", "flow": {"uuid": U("f", 1), "name": "Registration"}}
    rows = [{"uuid": U("f", 1), "name": "Registration", "runs": {"waiting": 2}}]
    after = [{**says(), "uuid": U("c", 9)}]

    for terminal, stranded in ((False, 2), (True, 0)):
        there = target(
            {"flow": [flow(U("f", 1), "Registration", {**enters, "terminal": terminal})]}, flow=rows
        )
        new = flow(nodes=[{"uuid": U("d", 9), "actions": after, "exits": []}])
        assert only(planned(git(new), there)).stranded == stranded


def test_the_time_out_of_an_existing_flow_is_for_a_person_unless_it_is_imported_anyway():
    there = target({"flow": [flow()]})

    action = only(planned(git(flow(expire_after_minutes=720)), there))
    assert (action.action, action.summary) == (
        "manual",
        "set the time-out to 720 minutes: open the flow, menu, Edit, Expire inactive contacts",
    )
    changed = git(flow(U("f", 1), "Registration", says(), expire_after_minutes=720))
    assert only(planned(changed, there, import_only=True)).action == "update"


def test_a_flow_of_another_type_is_left_alone():
    action = only(
        planned(
            git(flow(U("f", 1), "Registration", says(), type="voice")), target({"flow": [flow(U("b", 1))]})
        )
    )

    assert action.action == "manual"
    assert "its type is messaging and git has a flow of this name of type voice" in action.summary


def test_flows_that_are_entered_come_before_those_that_enter_them():
    def enters(number: int, *others: int) -> Any:
        actions = [
            {"type": "enter_flow", "flow": {"uuid": U("f", it), "name": f"Flow {it}"}} for it in others
        ]
        return flow(U("f", number), f"Flow {number}", says(), *actions)

    flows = [enters(1, 2), enters(2, 3), enters(3), enters(4, 5), enters(5, 4)]
    there = target({"flow": [flow(it["uuid"], it["name"]) for it in flows]})

    names = [it.name for it in planned(git(*flows), there).plan.actions]

    assert names == ["Flow 3", "Flow 2", "Flow 1", "Flow 4", "Flow 5"]


def test_what_the_server_made_of_a_flow_that_it_migrated_is_not_deployed_again():
    ours, theirs = flow(spec_version="13.1.0"), flow(U("f", 1), "Registration", says())
    there = target({"flow": [theirs]})
    bound = planned(git(ours), there).of("flow")[0].body or {}
    settled = {U("f", 1): (digest(bound), digest(there.export.documents[0].body))}

    assert planned(git(ours), there, remembered=Remembered(settled=settled)).told == []
    other = {U("f", 1): ("another", digest(theirs))}
    assert planned(git(ours), there, remembered=Remembered(settled=other)).told


def test_what_the_workspace_alone_has_is_an_orphan_and_stays():
    campaign = {"uuid": U("b", 5), "name": "Old visits", "group": ref(THEIR_MOTHERS), "events": []}
    trigger = {
        "trigger_type": "C",
        "flow": {"uuid": U("b", 1), "name": "Old"},
        "groups": [],
        "exclude_groups": [],
    }
    there = target(
        {
            "flow": [flow(U("b", 1), "Old")],
            "campaign": [campaign],
            "trigger": [trigger],
            "group": [THEIR_MOTHERS],
        }
    )

    found = planned(git(), there)

    assert found.told == [
        ("flow", "Old", "orphan", "manual"),
        ("campaign", "Old visits", "orphan", "manual"),
        ("trigger", "Old (catch-all)", "orphan", "manual"),
    ]
    assert found.plan.writes == ()


def archived(there: Target, *uuids: str) -> Target:
    gone: Any = tuple({"kind": "flow", "uuid": uuid, "name": "x"} for uuid in uuids)
    rows = [row | {"archived": row["uuid"] in uuids} for row in there.rows["flow"]]
    return replace(
        there, export=replace(there.export, archived=gone), rows={**there.rows, "flow": tuple(rows)}
    )


def test_what_is_archived_on_one_side_is_for_a_person():
    there = target({"flow": [flow(U("b", 1)), flow(U("b", 2), "Old")]})
    in_git: Any = {"kind": "flow", "uuid": U("f", 2), "name": "Old"}
    export = git(flow(), flow(U("f", 2), "Old"), archived=[in_git])

    restore, archive = planned(export, archived(there, U("b", 1))).plan.actions

    assert (restore.name, restore.summary) == (
        "Registration",
        "restore it: Flows, Archived, select it, Restore; it is live in git",
    )
    assert (archive.name, archive.summary) == (
        "Old",
        "archive it: Flows, select it, Archive; it is archived in git",
    )
    assert planned(export, archived(there, U("b", 1), U("b", 2))).told == [
        ("flow", "Registration", "manual", "manual")
    ]


def test_what_is_archived_on_both_sides_is_no_orphan():
    there = archived(target({"flow": [flow(U("b", 2), "Old")]}), U("b", 2))
    in_git: Any = {"kind": "flow", "uuid": U("f", 2), "name": "Old"}

    assert planned(git(archived=[in_git]), there).told == []
    assert planned(git(), there).told == []


def test_a_flow_that_has_a_name_there_which_the_environment_leaves_out_is_told():
    there = replace(target({}), rows={**target({}).rows, "flow": ({"uuid": U("f", 1), "name": "Scratch 1"},)})

    action = only(planned(git(flow()), there, environment(exclude=("Scratch *",))))

    assert (action.name, action.action) == ("Scratch 1", "manual")
    assert 'rename it to "Registration"' in action.summary


def campaign(uuid: str, *events: Any, group: Any = MOTHERS, name: str = "Visits") -> Any:
    return {"uuid": uuid, "name": name, "group": ref(group), "events": [*events]}


def event(offset: int, text: str = "Come", hour: int = -1) -> Any:
    return {
        "uuid": U("8", offset),
        "event_type": "M",
        "offset": offset,
        "unit": "W",
        "delivery_hour": hour,
        "relative_to": {"key": "visits", "label": "Visits"},
        "message": {"eng": text},
        "flow": None,
    }


THEIRS: Any = {**THEIR_MOTHERS, "name": "Mothers"}


def test_campaigns_are_written_event_by_event():
    before = campaign(U("b", 1), event(1), event(2), event(3), group=THEIRS)
    after = campaign(U("f", 1), event(1), event(2, "Come soon"), event(4, "New"))
    there = target({"campaign": [before], "group": [THEIRS], "field": [VISITS]})

    action = only(planned(git(campaign=[after], group=[MOTHERS], field=[VISITS]), there))

    assert (action.action, action.transport, action.uuid) == ("update", "api", U("b", 1))
    assert action.summary == "1 event added, 1 event changed, 1 event removed"
    made, changed, removed = event_changes(action.before or {}, action.body or {})
    assert [len(made), len(changed), len(removed)] == [1, 1, 1]


def test_a_new_campaign_goes_through_the_api_after_its_group_and_its_fields():
    found = planned(
        git(campaign=[campaign(U("f", 1), event(1))], group=[MOTHERS], field=[VISITS]), target({})
    )

    assert found.told == [
        ("field", "visits", "create", "api"),
        ("group", "Mothers", "create", "api"),
        ("campaign", "Visits", "create", "api"),
    ]
    assert found.plan.actions[-1].summary == "new, 1 event"


def test_the_start_mode_of_an_event_is_for_a_person_because_the_api_does_not_set_it():
    before = campaign(U("b", 1), event(1), event(2) | {"start_mode": "P"}, group=THEIRS)
    after = campaign(
        U("f", 1), event(1) | {"start_mode": "S"}, event(2), event(3) | {"start_mode": "P"}, group=THEIRS
    )
    there = target({"campaign": [before], "group": [THEIRS], "field": [VISITS]})

    found = planned(git(campaign=[after], group=[THEIRS], field=[VISITS]), there).plan.actions

    assert [(it.action, it.summary) for it in found] == [
        ("update", "1 event added"),
        (
            "manual",
            "let the event send beside what contacts are in: Campaigns, open it, 3 weeks after visits: Come, Edit",
        ),
        (
            "manual",
            "let the event skip contacts who are in another flow: Campaigns, open it, 1 week after visits: Come, Edit",
        ),
        (
            "manual",
            "let the event interrupt what contacts are in: Campaigns, open it, 2 weeks after visits: Come, Edit",
        ),
    ]


def test_a_new_campaign_with_other_start_modes_is_imported_because_an_import_keeps_them():
    found = planned(
        git(
            campaign=[campaign(U("f", 1), event(1) | {"start_mode": "S"}, group=THEIRS)],
            group=[THEIRS],
            field=[VISITS],
        ),
        target({}),
    )

    assert found.told[-1] == ("campaign", "Visits", "create", "import")


def test_campaigns_that_are_archived_on_one_side_are_for_a_person():
    there = target(
        {
            "campaign": [
                campaign(U("b", 1), group=THEIRS),
                campaign(U("b", 2), group=THEIRS, name="Old"),
            ],
            "group": [THEIRS],
        }
    )
    there = replace(
        there,
        export=replace(there.export, archived=({"kind": "campaign", "uuid": U("b", 1), "name": "Visits"},)),
    )
    in_git: Any = {"kind": "campaign", "uuid": U("f", 2), "name": "Old"}
    export = git(campaign=[campaign(U("f", 1))], group=[MOTHERS], archived=[in_git])

    assert [(it.name, it.summary.partition(":")[0]) for it in planned(export, there).plan.actions] == [
        ("Visits", "restore it"),
        ("Old", "archive it"),
    ]


def test_globals_are_set_where_the_environment_has_another_value(monkeypatch):
    monkeypatch.setenv("CHT_AUTH", "  secret  ")
    values: dict[str, str | Secret] = {
        "cht_auth": Secret("CHT_AUTH", "production", "globals: cht_auth"),
        "cht_url": " https://cht.example.org\n",
        "helpline": "0800",
        "sender": "Mama",
        "blank": "x",
    }
    rows: Any = [
        {"key": "cht_url", "name": "CHT URL", "value": "https://cht.example.org"},
        {"key": "cht_auth", "name": "CHT auth", "value": "secret"},
        {"key": "helpline", "name": "Helpline", "value": "0900"},
        {"key": "blank", "name": "Blank", "value": ""},
    ]
    names: Any = [{"key": "sender", "name": "Sender"}]
    export = git(flow(U("f", 1), "Registration", says("@globals.sender")), **{"global": names})

    found = planned(
        export,
        target({"flow": [flow(U("f", 1), "Registration", says("@globals.sender"))]}, **{"global": rows}),
        environment(globals=values),
    )

    assert [(it.name, it.action, it.summary, it.body) for it in found.of("global")] == [
        ("blank", "update", "blank until now", {"key": "blank"}),
        ("helpline", "update", "another value", {"key": "helpline"}),
        ("sender", "create", "new", {"key": "sender", "name": "Sender"}),
    ]
    assert "0900" not in repr(found.plan)
    assert "0800" not in repr(found.plan)


def test_a_global_whose_name_would_give_another_key_is_made_under_its_key():
    names: Any = [{"key": "sender", "name": "Who sends it"}]
    export = git(flow(U("f", 1), "Registration", says("@globals.sender")), **{"global": names})

    found = planned(export, target({}), environment(globals={"sender": "Mama"}))

    assert found.of("global")[0].body == {"key": "sender", "name": "sender"}


def test_a_secret_without_a_value_is_an_error_that_names_it():
    missing = Secret("NOT_SET", "production", "globals: cht_auth")

    with pytest.raises(UnsetVariable, match="NOT_SET"):
        planned(git(), target({}), environment(globals={"cht_auth": missing}))


def uses(key: str, name: str) -> Any:
    return flow(
        U("f", 1),
        "Registration",
        {"type": "set_contact_field", "field": {"key": key, "name": name}, "value": "1"},
    )


@pytest.mark.parametrize(("name", "transport"), [("Visits", "api"), ("Number of visits", "import")])
def test_a_field_whose_name_would_give_another_key_is_imported(name, transport):
    field = {**VISITS, "name": name}

    assert planned(git(uses("visits", name), field=[field]), target({})).told[0] == (
        "field",
        "visits",
        "create",
        transport,
    )


@pytest.mark.parametrize(
    ("row", "summary"),
    [
        ({"key": "visits", "value_type": "numeric"}, None),
        ({"key": "visits", "type": "number", "value_type": "numeric"}, None),
        (
            {"key": "visits", "type": "text"},
            "change its type from text to number: Contacts, Manage Fields, visits",
        ),
    ],
)
def test_a_field_of_another_type_is_for_a_person(row, summary):
    there = target({"flow": [uses("visits", "Visits")]}, field=[row])

    assert [
        it.summary for it in planned(git(uses("visits", "Visits"), field=[VISITS]), there).plan.actions
    ] == ([summary] if summary else [])


def joins(group: Any, uuid: str = U("f", 1)) -> Any:
    return flow(uuid, "Registration", {"type": "add_contact_groups", "groups": [ref(group)]})


@pytest.mark.parametrize(
    ("query", "transport", "summary"), [(None, "api", "new, manual"), ("age > 18", "import", "new, smart")]
)
def test_groups_are_made_by_the_api_and_smart_ones_by_import(query, transport, summary):
    found = planned(git(joins(MOTHERS), group=[{**MOTHERS, "query": query}]), target({}))

    assert (found.of("group")[0].transport, found.of("group")[0].summary) == (transport, summary)


def test_a_group_with_another_query_is_for_a_person():
    there = target({"flow": [joins(THEIR_MOTHERS)], "group": [THEIR_MOTHERS]})

    found = planned(git(joins(MOTHERS), group=[{**MOTHERS, "query": "age > 18"}]), there)

    assert [it.summary for it in found.of("group")] == [
        "change its query to: age > 18; Contacts, MOTHERS, menu, Edit",
        'rename it to "Mothers": Contacts, MOTHERS, menu, Edit',
    ]


def starts(*keywords: str, flow_: str = U("f", 1), kind: str = "K", **more: Any) -> Any:
    given: JsonObject = {
        "trigger_type": kind,
        "flow": {"uuid": flow_, "name": "Registration"},
        "groups": [],
        "exclude_groups": [],
        "channel": None,
    }
    return given | ({"keywords": [*keywords], "match_type": "F"} if keywords else {}) | more


def with_triggers(ours: list[Any], theirs: list[Any], release: str = "9.0") -> Planned:
    there = replace(target({"flow": [flow()], "trigger": theirs, "group": [MOTHERS]}), release=release)
    return planned(git(flow(), trigger=ours, group=[MOTHERS]), there)


def test_a_keyword_that_is_added_is_a_new_trigger_with_this_keyword_alone():
    action = only(with_triggers([starts("join", "start", "mama")], [starts("join")]))

    assert (action.action, action.transport) == ("create", "import")
    assert action.name == "Registration (keyword start mama)"
    assert (action.body or {})["keywords"] == ["start", "mama"]


def test_a_keyword_that_is_removed_stays_as_an_orphan():
    action = only(with_triggers([starts("join")], [starts("join", "old")]))

    assert (action.action, action.name) == ("orphan", "Registration (keyword old)")


def test_it_makes_no_difference_whether_keywords_share_a_trigger():
    apart = [{**starts(kind="K"), "keyword": word} for word in ("join", "start")]  # RapidPro up to 8.2

    assert with_triggers([starts("join", "start")], apart).told == []
    assert with_triggers(apart, [starts("START", "join")]).told == []


@pytest.mark.parametrize(
    ("more", "edits"),
    [
        ({"match_type": "O"}, "match_type"),
        ({"exclude_groups": [ref(MOTHERS)]}, "exclude_groups"),
        ({"groups": [ref(MOTHERS)]}, "groups"),
        ({"channel": {"uuid": U("a", 2), "name": "Android"}}, "channel"),
    ],
)
def test_a_trigger_that_changed_is_for_a_person_because_an_import_leaves_it(more, edits):
    action = only(with_triggers([starts("join", **more)], [starts("join")]))

    assert (action.action, action.summary) == (
        "manual",
        f"change {edits}: Triggers, Registration (keyword join); an import leaves it as it is",
    )


@pytest.mark.parametrize(
    ("kind", "release", "action"),
    [
        ("S", "9.0", "manual"),
        ("U", "9.0", "manual"),
        ("O", "9.0", "create"),
        ("O", "26.3", "manual"),
        ("C", "26.3", "create"),
    ],
)
def test_a_new_trigger_is_imported_if_an_import_makes_its_kind(kind, release, action):
    found = only(with_triggers([starts(kind=kind)], [], release))

    assert found.action == action
    assert (found.transport == "manual") == (action == "manual")


@pytest.mark.parametrize(
    ("channel", "release", "sent"),
    [
        (U("a", 2), "7.4", U("a", 2)),
        ({"uuid": U("a", 2), "name": "Android"}, "7.4", U("a", 2)),
        (U("a", 2), "9.0", {"uuid": U("a", 2), "name": ""}),
        ({"uuid": U("a", 2), "name": "Android"}, "9.0", {"uuid": U("a", 2), "name": "Android"}),
        (None, "9.0", None),
    ],
)
def test_a_channel_stands_in_a_new_trigger_as_the_release_writes_it(channel, release, sent):
    there = replace(
        target({"flow": [flow()]}, channel=[{"uuid": U("a", 2), "name": "Android"}]), release=release
    )

    action = only(planned(git(flow(), trigger=[starts(kind="N", channel=channel)]), there))

    assert (action.body or {})["channel"] == sent


def test_triggers_that_could_not_be_read_are_left_alone():
    there = target({"flow": [flow()]})
    there = replace(there, export=replace(there.export, unread=frozenset({"trigger"})))

    assert planned(git(flow(), trigger=[starts("join")]), there).told == []


def test_triggers_of_flows_that_are_to_be_archived_are_no_orphans():
    there = target({"flow": [flow(U("b", 1))], "trigger": [starts("join", flow_=U("b", 1))]})
    in_git: Any = {"kind": "flow", "uuid": U("f", 1), "name": "Registration"}

    assert [it.summary.partition(":")[0] for it in planned(git(archived=[in_git]), there).plan.actions] == [
        "archive it"
    ]


def test_what_a_plan_writes_comes_first_then_what_people_do_then_what_stays():
    there = target(
        {"flow": [flow(U("b", 1), "Registration", expire_after_minutes=5), flow(U("b", 2), "Orphan")]}
    )

    found = planned(git(flow(U("f", 1), "Registration", says())), there).plan

    assert [it.action for it in found.actions] == ["update", "manual", "orphan"]
    assert found.actions[0].writes


def test_what_was_found_in_the_workspace_is_planned_as_it_was_found():
    env = environment(
        rewrites=(Rewrite("Hello", "Hi"),),
        expires={"*": 720},
        keywords={"Registration": ("join",)},
        bindings={"flows": {"Registration": "Other"}},
    )
    flows = [flow(U("b", 1), "Registration", says("Hello")), flow(U("b", 2), "Other")]
    found = git(*flows)

    assert planned(found, target({"flow": flows}), env, as_found=True).told == []
    assert planned(found, target({"flow": flows}), env).told != []
