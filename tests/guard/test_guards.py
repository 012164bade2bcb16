"""Each guard of a deploy says its figures where something is wrong, and nothing where all is well."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from flowops.environment import Rewrite, Secret
from flowops.guard import GUARDS, Approval, Context, Recorded, check, guards, hosts_of
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW
from flowops.model.receipt import Receipt
from flowops.model.target import Target
from flowops.model.workspace import Workspace
from tests.guard.deploys import GIT, VALUES, context, deployed, edited, healthy, production
from tests.plan.test_binding import U, flow, git, says
from tests.plan.test_planning import THEIRS, archived, campaign, event, joins, starts, uses, waits
from tests.plan.workbench import THERE, environment, target


@pytest.fixture(autouse=True)
def values(monkeypatch):
    for name, value in VALUES.items():
        monkeypatch.setenv(name, value)


def messages(found: Context, name: str) -> list[str]:
    return list(GUARDS[name].look(found))


def small(export: Export, there: Target, **settings: Any) -> Context:
    """A deploy of a few objects."""
    return context(export, there, environment(workspace=THERE.uuid, **settings), hosts={})


PENDING = Receipt(
    id="20260101T000000Z-abcdef",
    environment="production",
    workspace=THERE,
    server=None,
    digest="d",
    base_digest="b",
    commit=None,
    who="Ann <ann@example.org>",
    started_at="2026-01-01T00:00:00Z",
    tool="1",
    actions=({"action": "update"}, {"action": "manual"}),
)


def drifted(git: Export) -> Context:
    """Somebody edited two flows since the last deploy."""
    left = deployed()
    theirs = replace(left.export, documents=tuple(map(_touched, left.export.documents)))
    return context(git, replace(left, export=theirs), production(), recorded=Recorded(left=left.export))


def _touched(document: Document) -> Document:
    if document.name not in ("ANC Registration", "Main Menu"):
        return document
    body: Any = copy.deepcopy(document.body)
    if document.kind is FLOW:
        next(it for node in body["nodes"] for it in node["actions"] if "text" in it)["text"] = (
            "A colleague's words"
        )
    return Document(document.kind, body)


def approval(**facts: Any) -> Context:
    found = healthy()
    return replace(found, approval=Approval(**{"digest": found.plan.digest, **facts}))


def applied(started: str, created: str | None) -> Context:
    found = approval(created_at=created)
    return replace(found, recorded=Recorded(applied={found.plan.digest: started}))


def with_globals(text: str, there: str | None, **declared: Any) -> Context:
    rows = [] if there is None else [{"key": "cht_url", "name": "CHT URL", "value": there}]
    return small(git(flow(U("f", 1), "R", says(text))), target({}, **{"global": rows}), globals=declared)


def stranding(count: int, limit: int = 0) -> Context:
    rows = [{"uuid": U("f", 1), "name": "Registration", "runs": {"waiting": count}}]
    env = environment(workspace=THERE.uuid)
    env = replace(env, guards=replace(env.guards, max_stranded=limit))
    there = target({"flow": [flow(nodes=[waits()])]}, flow=rows)
    return context(git(flow(nodes=[{**says_node(), "uuid": U("d", 7)}])), there, env, hosts={})


def says_node() -> Any:
    return flow(U("f", 1), "Registration", says())["nodes"][0]


def counted(objects: int, changed: int) -> Context:
    flows = [flow(U("f", it), f"Flow {it}") for it in range(objects)]
    ours = [flow(it["uuid"], it["name"], says("New")) if at < changed else it for at, it in enumerate(flows)]
    return small(git(*ours), target({"flow": flows}))


def many(kind: str, there: int) -> Context:
    made = {"type": "add_input_labels", "labels": [{"uuid": U("a", 1), "name": "New"}]}
    rows = [{"uuid": str(it), "name": f"Label {it}"} for it in range(there)]
    return small(git(flow(U("f", 1), "R", made)), target({}, **{kind: rows}))


def triggers(ours: list[Any], theirs: list[Any], release: str = "9.0") -> Context:
    flows = [flow(), flow(U("f", 2), "Other")]
    there = replace(target({"flow": flows, "trigger": theirs, "group": [THEIRS]}), release=release)
    return small(git(*flows, trigger=ours, group=[THEIRS]), there)


def campaigns(*after: Any) -> Context:
    there = target(
        {"campaign": [campaign(U("b", 1), event(1), event(2), group=THEIRS)], "group": [THEIRS]},
        field=[{"key": "visits"}],
    )
    return small(git(campaign=[campaign(U("f", 1), *after, group=THEIRS)], group=[THEIRS]), there)


def unread() -> Context:
    there = target({"flow": [flow()]})
    there = replace(there, export=replace(there.export, unread=frozenset({"trigger"})))
    return small(git(flow(), trigger=[starts("join")]), there)


def archived_campaign() -> Context:
    there = target(
        {"campaign": [campaign(U("b", 1), event(1), group=THEIRS)], "group": [THEIRS]},
        field=[{"key": "visits"}],
    )
    there = replace(
        there,
        export=replace(there.export, archived=({"kind": "campaign", "uuid": U("b", 1), "name": "Visits"},)),
    )
    return small(git(campaign=[campaign(U("f", 1), event(2), group=THEIRS)], group=[THEIRS]), there)


CHANNEL = {"type": "set_contact_channel", "channel": {"uuid": U("a", 2), "name": "Test Android"}}
CONTACT = {"type": "send_broadcast", "text": "x", "contacts": [{"uuid": U("a", 3), "name": "Ann"}]}
RESTHOOK = {"type": "call_resthook", "resthook": "new-mother", "result_name": ""}
FIRES: dict[str, tuple[Callable[[], Context], tuple[str, ...]]] = {
    "wrong-workspace": (
        lambda: replace(
            healthy(), plan=replace(healthy().plan, workspace=Workspace("uuid-b", "Training", "https://x"))
        ),
        ("'Training' (uuid-b)", THERE.uuid, "RAPIDPRO_PRODUCTION_TOKEN"),
    ),
    "stale-plan": (lambda: approval(digest="0" * 64), ("000000000000 was approved", "would be done now is")),
    "open-deploy": (
        lambda: healthy(recorded=Recorded(pending=PENDING)),
        ("20260101T000000Z-abcdef", "Ann <ann@example.org>", "2026-01-01T00:00:00Z", "1 change,"),
    ),
    "protected-environment": (
        lambda: healthy(approval=None),
        ("1 change would be made", "--plan FILE", "--expect "),
    ),
    "uncommitted-changes": (
        lambda: healthy(uncommitted=("flows/b.json", "flows/a.json")),
        ("2 files", "flows/a.json, flows/b.json"),
    ),
    "lint-errors": (
        lambda: healthy(lint=("SPEC001 flows/a.json: x", "SPEC002 y")),
        ("2 errors", "SPEC001 flows/a.json: x; SPEC002 y"),
    ),
    "lint-errors-aside": (
        lambda: healthy(lint_aside=("FLOW004 flows/a.json:3 x",)),
        ("the engine would take it", "1 error: FLOW004 flows/a.json:3 x"),
    ),
    "empty-source": (
        lambda: small(git(), target({"flow": [flow()]})),
        ("no flow for production", "the workspace has 1"),
    ),
    "too-many-changes": (
        lambda: counted(10, 4),
        ("4 of 10 objects", "40.0 percent", "max_changed_percent is 30"),
    ),
    "stranded-contacts": (lambda: stranding(3), ("3 contacts", "max_stranded is 0", '3 in "Registration"')),
    "drift": (
        lambda: drifted(edited()),
        (
            "2 objects that would be overwritten were changed in the workspace since the last deploy",
            'flow "ANC Registration" changed, flow "Main Menu" changed; see: flowops drift production',
        ),
    ),
    "drift-aside": (
        lambda: drifted(edited("A colleague's words", "Main Menu")),
        ("1 object changed", 'flow "Main Menu" changed', "would stay so"),
    ),
    "unresolved-reference": (
        lambda: small(
            git(flow(U("f", 1), "R", says(), CHANNEL)),
            target({}, channel=[{"uuid": U("b", 1), "name": "Test Androids"}]),
        ),
        (
            'channel "Test Android" is not in the workspace; in R: "Hello"; nearest: "Test Androids"',
            'bindings: channels: {"Test Android": "its name there"}',
            "production.yaml",
        ),
    ),
    "dangling-reference": (
        lambda: small(git(flow(U("f", 1), "R", CHANNEL)), target({"flow": [flow(U("f", 1), "R", CHANNEL)]})),
        ('channel "Test Android" is not in the workspace',),
    ),
    "untracked-reference": (
        lambda: context(
            git(flow(U("f", 1), "R", CONTACT)),
            target({"flow": [flow(U("f", 2), "S", CONTACT)]}),
            environment(workspace=THERE.uuid),
            import_only=True,
        ),
        ('flow "R" names the contact "Ann"', "random UUID", "--transport import"),
    ),
    "unknown-resthook": (
        lambda: small(git(flow(U("f", 1), "R", RESTHOOK)), target({}, resthook=[{"resthook": "other"}])),
        ('flow "R" calls the resthook new-mother',),
    ),
    "blank-global": (
        lambda: with_globals("@globals.cht_url", " "),
        ("1 global", 'cht_url (in "R")', "production.yaml"),
    ),
    "undeclared-global": (
        lambda: with_globals("@globals.cht_url", "https://x"),
        ("1 global in use", "cht_url", "production.yaml"),
    ),
    "credential-in-global": (
        lambda: healthy(credentials=frozenset({"CHT_PRODUCTION_AUTH"})),
        ("would hold ${CHT_PRODUCTION_AUTH}", "production.yaml"),
    ),
    "foreign-host": (
        lambda: context(edited("See https://cht-staging.example.org/x"), deployed(), production()),
        ('flow "ANC Registration" points to cht-staging.example.org', "environments/staging.yaml"),
    ),
    "shared-host": (
        lambda: _with(
            production(), globals={**production().globals, "cht_url": "https://cht-staging.example.org/api"}
        ),
        ("globals: cht_url points to cht-staging.example.org", "environments/staging.yaml"),
    ),
    "unused-rewrite": (
        lambda: _with(production(), rewrites=(Rewrite("https://nowhere.org", "x"), *production().rewrites)),
        ("1 rewrite found nothing", '"https://nowhere.org"'),
    ),
    "unused-setting": (
        lambda: _with(production(), keywords={"Old name": ("a",)}, expires={"PNC *": 720, "XYZ *": 720}),
        ("2 settings", "keywords: Old name, expires: XYZ *"),
    ),
    "name-collision": (
        lambda: small(git(flow(U("f", 1), "R")), target({"flow": [flow(U("b", 1), "r", type="voice")]})),
        ('flow "r" is in the workspace, with type voice, and messaging in git',),
    ),
    "illegal-name": (
        lambda: small(git(flow(U("f", 1), 'Say "hi" \\ ' + "x" * 64)), target({})),
        ("""would be called "Say 'hi' / """,),
    ),
    "newer-spec": (
        lambda: small(
            git(flow(U("f", 1), "R", says(), spec_version="14.4.1")), target({"flow": [flow(U("b", 1), "R")]})
        ),
        ('flow "R" is of specification 14.4.1', "the server writes 13.2.0"),
    ),
    "archived-flow": (
        lambda: small(
            git(flow(U("f", 1), "R", says())), archived(target({"flow": [flow(U("b", 1), "R")]}), U("b", 1))
        ),
        ('flow "R" is archived in the workspace',),
    ),
    "archived-campaign": (archived_campaign, ('campaign "Visits" is archived in the workspace',)),
    "unsupported-expiry": (
        lambda: small(git(flow(U("f", 1), "R", expire_after_minutes=100)), target({})),
        ('flow "R" (messaging) would wait 100 minutes', "nearest: 60, 180"),
    ),
    "field-type-change": (
        lambda: small(
            git(uses("visits", "Visits"), field=[{"key": "visits", "name": "Visits", "type": "text"}]),
            target(
                {
                    "flow": [uses("visits", "Visits")],
                    "campaign": [campaign(U("b", 1), event(1), group=THEIRS)],
                },
                field=[{"key": "visits", "name": "Visits", "type": "datetime"}],
            ),
        ),
        (
            'field "visits" is of type datetime in the workspace and text in git',
            '1 campaign counts from it: "Visits"',
        ),
    ),
    "group-query-change": (
        lambda: small(
            git(joins(THEIRS), group=[{**THEIRS, "query": "age > 18"}]),
            target({"flow": [joins(THEIRS)], "group": [THEIRS]}),
        ),
        ('group "Mothers" has the query none in the workspace, and age > 18 in git',),
    ),
    "object-limits": (
        lambda: many("label", 250),
        ("the workspace has 250 labels, 1 would be made, and RapidPro allows 250",),
    ),
    "campaign-events": (
        lambda: campaigns(event(1, "Come now"), event(3, "New")),
        ('campaign "Visits": 2 events would be scheduled anew, 1 would be removed',),
    ),
    "campaign-messages": (
        lambda: campaigns(event(1, "Come now"), event(2)),
        ('campaign "Visits": 1 message would lose attachments',),
    ),
    "campaign-start-mode": (
        lambda: campaigns(event(1), event(2), event(3) | {"start_mode": "S"}),
        ('campaign "Visits": 1 new event would interrupt contacts until somebody edits it in RapidPro',),
    ),
    "trigger-conflict": (
        lambda: triggers([starts("join")], [starts("JOIN", flow_=U("f", 2))]),
        ('the new trigger "Registration (keyword join)" would archive "Registration (keyword JOIN)"',),
    ),
    "trigger-loss": (
        lambda: triggers([starts("two words")], []),
        ("has 'two words' for a keyword", "the whole import would fail"),
    ),
    "trigger-change": (
        lambda: triggers([starts("join", match_type="O")], [starts("join")]),
        ("1 trigger must be changed by hand",),
    ),
    "unread-triggers": (unread, ("none of 1 in git would be written",)),
}


def _with(env: Any, **settings: Any) -> Context:
    return context(edited(), deployed(), replace(env, **settings))


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_says_its_figures_where_something_is_wrong(name):
    build, figures = FIRES[name]

    found = messages(build(), name)

    assert found
    for said in figures:
        assert said in found[0]


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_is_silent_on_the_example_when_one_message_of_one_flow_changed(name):
    found = healthy()

    assert len(found.plan.writes) == 1
    assert messages(found, name) == []


def test_the_first_deploy_of_the_example_into_an_empty_workspace_is_healthy_too():
    assert [it.guard for it in check(context(GIT, target({}), production()))] == []


def test_every_guard_has_an_explanation_of_one_sentence():
    table = guards()

    assert table.keys() == FIRES.keys()
    for severity, explanation in table.values():
        assert severity in ("block", "warn")
        assert explanation.endswith(".")
        assert "\n" not in explanation


# Where a guard could be wrong


def test_an_environment_without_a_workspace_is_refused():
    found = _with(production(), workspace=None)

    assert "names no workspace" in messages(found, "wrong-workspace")[0]


@pytest.mark.parametrize(
    ("facts", "says_"),
    [
        ({"expires_at": "2026-01-01T00:00:00Z"}, "expired on 2026-01-01T00:00:00Z"),
        ({"expires_at": "2026-01-03T00:00:00Z"}, None),
    ],
)
def test_a_plan_is_stale_when_it_has_expired(facts, says_):
    found = messages(approval(**facts), "stale-plan")

    assert (says_ in found[0]) if says_ else found == []


@pytest.mark.parametrize(
    ("created", "stale"),
    [
        (None, True),
        ("2025-12-31T00:00:00Z", True),
        ("2026-01-01T00:00:00Z", True),
        ("2026-01-02T00:00:00Z", False),
    ],
)
def test_a_plan_is_good_for_once_but_the_same_may_be_planned_again_after_a_rollback(created, stale):
    found = messages(applied("2026-01-01T00:00:00Z", created), "stale-plan")

    assert (found != []) is stale


def test_a_protected_environment_needs_no_approval_for_nothing():
    found = context(GIT, deployed(), production(), approval=None)

    assert found.plan.writes == ()
    assert messages(found, "protected-environment") == []


@pytest.mark.parametrize(("objects", "changed", "fires"), [(9, 9, False), (10, 3, False), (10, 4, True)])
def test_a_share_of_changes_counts_from_a_number_of_objects_on(objects, changed, fires):
    assert bool(messages(counted(objects, changed), "too-many-changes")) is fires


@pytest.mark.parametrize(
    ("count", "limit", "fires"), [(0, 0, False), (1, 0, True), (5, 5, False), (6, 5, True)]
)
def test_as_many_contacts_may_be_stranded_as_the_environment_allows(count, limit, fires):
    assert bool(messages(stranding(count, limit), "stranded-contacts")) is fires


def test_what_git_has_taken_over_from_the_workspace_is_no_drift_that_is_lost():
    found = drifted(edited("A colleague's words", "Main Menu"))

    assert "1 object that would be overwritten was changed" in messages(found, "drift")[0]
    assert '"Main Menu"' not in messages(found, "drift")[0]


@pytest.mark.parametrize(
    ("kind", "rows", "action", "why"),
    [
        (
            "channel",
            {"channel": [{"uuid": U("b", it), "name": "Test Android"} for it in (1, 2)]},
            CHANNEL,
            "could be any of 2",
        ),
        ("contact", {}, CONTACT, "is named by no flow of the workspace"),
    ],
)
def test_why_a_reference_means_nothing_is_told(kind, rows, action, why):
    [found] = messages(small(git(flow(U("f", 1), "R", action)), target({}, **rows)), "unresolved-reference")

    assert found.startswith(f'{kind} "')
    assert why in found
    assert ("bindings: " in found) is (kind == "channel")


def test_a_flow_that_is_taken_by_another_one_is_told():
    twins = git(flow(U("f", 1), "R"), flow(U("f", 2), "r"))

    found = small(twins, target({"flow": [flow(U("f", 1), "R")]}))

    assert (
        'flow "r" would be what "R" of git is in the workspace already'
        in messages(found, "unresolved-reference")[0]
    )
    assert messages(small(twins, target({})), "name-collision") == [
        '2 flows of git would be called "r", upper and lower case aside'
    ]


@pytest.mark.parametrize(
    ("declared", "there", "fires"),
    [
        ({}, None, "blank-global"),
        ({}, "x", "undeclared-global"),
        ({"cht_url": "https://x"}, "", None),
        ({"cht_url": Secret("CHT_PRODUCTION_AUTH", "production", "globals: cht_url")}, None, None),
    ],
)
def test_a_global_in_use_has_a_value_from_the_environment_or_else_from_the_workspace(declared, there, fires):
    found = with_globals("@globals.cht_url", there, **declared)

    assert [it.guard for it in check(found) if "global" in it.guard] == ([fires] if fires else [])


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("https://cht-staging.example.org", True),
        ("CHT-STAGING.example.org:443/x", True),
        ("my-cht-staging.example.org", False),
        ("cht-staging.example.org.rw", False),
        ("Sent from cht-staging.example.org.", True),
        ("rapidpro.example.org", False),  # is production's server as well as staging's
    ],
)
def test_a_host_of_another_environment_is_found_as_a_whole(text, fires):
    found = context(edited(text), deployed(), production())

    assert bool(messages(found, "foreign-host")) is fires


def test_a_value_that_points_to_the_server_of_another_environment_is_foreign():
    staging = replace(production(), name="staging", host="https://rapidpro-staging.example.org")
    env = replace(production(), rewrites=(Rewrite("x", "https://rapidpro-staging.example.org/x"),))

    found = context(edited(), deployed(), env, hosts={"staging": hosts_of(staging)})

    assert "the rewrite of x points to rapidpro-staging.example.org" in messages(found, "foreign-host")[0]


def test_hosts_are_those_of_server_globals_and_rewrites_and_never_of_secrets():
    env = environment(
        host="https://RapidPro.example.org",
        globals={
            "a": "see https://a.example.org:8443/x?y and http://b.example.org.",
            "b": Secret("CHT_PRODUCTION_AUTH", "production", "b"),
            "c": "http://[broken",
            "d": "https:///nothing",
        },
        rewrites=(Rewrite("x", "https://c.example.org"),),
    )

    assert hosts_of(env).server == "rapidpro.example.org"
    assert hosts_of(env).values == {"a.example.org", "b.example.org.", "c.example.org"}


@pytest.mark.parametrize(
    ("more", "release", "fires"),
    [
        ({"expire_after_minutes": 43200}, "9.0", False),
        ({"expire_after_minutes": 43200}, "10.2", True),
        ({"expire_after_minutes": 60, "type": "voice"}, "9.0", True),
        ({"expire_after_minutes": 99, "type": "messaging_background"}, "9.0", False),
        ({"expire_after_minutes": None}, "9.0", False),
    ],
)
def test_the_time_outs_that_rapidpro_offers_depend_on_type_and_release(more, release, fires):
    found = small(git(flow(U("f", 1), "R", **more)), replace(target({}), release=release))

    assert bool(messages(found, "unsupported-expiry")) is fires


def test_a_field_that_no_campaign_counts_from_is_told_without_one():
    found = small(
        git(uses("visits", "Visits"), field=[{"key": "visits", "name": "Visits", "type": "text"}]),
        target({"flow": [uses("visits", "Visits")]}, field=[{"key": "visits", "type": "number"}]),
    )

    assert messages(found, "field-type-change") == [
        'field "visits" is of type number in the workspace and text in git'
    ]


def test_a_renamed_group_is_no_group_with_another_query():
    theirs = {**THEIRS, "name": "MOTHERS"}
    found = small(git(joins(THEIRS), group=[THEIRS]), target({"flow": [joins(theirs)], "group": [theirs]}))

    assert messages(found, "group-query-change") == []


@pytest.mark.parametrize(("there", "fires"), [(249, False), (250, True)])
def test_the_limit_of_a_workspace_is_one_that_may_be_reached(there, fires):
    assert bool(messages(many("label", there), "object-limits")) is fires


def test_a_new_event_is_scheduled_and_has_no_message_to_lose():
    found = campaigns(event(1), event(2), event(3))

    assert "1 event would be scheduled anew, 0 would be removed" in messages(found, "campaign-events")[0]
    assert messages(found, "campaign-messages") == []


MOTHERS = [{"uuid": THEIRS["uuid"], "name": "Mothers"}]
OTHERS = [{"uuid": U("a", 8), "name": "Others"}]


@pytest.mark.parametrize(
    ("new", "there", "fires"),
    [
        (starts("join"), starts("start", flow_=U("f", 2)), None),
        (starts("join", groups=MOTHERS), starts("join", flow_=U("f", 2)), None),
        (starts("join", groups=MOTHERS), starts("join", flow_=U("f", 2), groups=MOTHERS), "trigger-conflict"),
        (starts(kind="C"), starts(kind="C", flow_=U("f", 2)), "trigger-conflict"),
        (starts(kind="C"), starts(kind="M", flow_=U("f", 2)), None),
    ],
)
def test_triggers_are_in_conflict_over_type_channel_group_and_keyword(new, there, fires):
    found = check(triggers([new], [there]))

    assert [it.guard for it in found if it.guard in ("trigger-conflict", "trigger-loss")] == (
        [fires] if fires else []
    )


def test_two_new_triggers_may_be_in_conflict_with_each_other():
    found = messages(triggers([starts("join"), starts("join", flow_=U("f", 2))], []), "trigger-conflict")

    assert len(found) == 1


def test_a_new_trigger_that_meets_one_of_its_own_flow_is_left_out():
    both = [{**MOTHERS[0]}, {"uuid": U("a", 8), "name": "Others"}]
    theirs = [starts("join", groups=MOTHERS), starts("join", groups=both)]
    ours = [starts("join", groups=MOTHERS), starts("join", groups=both), starts("join", groups=OTHERS)]

    found = messages(triggers(ours, theirs), "trigger-loss")

    assert found == [
        'the new trigger "Registration (keyword join)" would be left out, because "Registration (keyword join)" is there'
    ]


@pytest.mark.parametrize(
    ("new", "release", "says_"),
    [
        (starts(kind="N"), "7.4", "has no channel"),
        (starts(kind="N"), "9.0", None),
        (starts(kind="R", referrer_id="ad-1"), "9.0", "would lose its referrer"),
        (starts("x" * 17), "9.0", "the whole import would fail"),
        (starts("hatari"), "9.0", None),
    ],
)
def test_new_triggers_that_no_import_makes_as_they_are_are_told(new, release, says_):
    found = messages(triggers([new], [], release), "trigger-loss")

    assert (says_ in found[0]) if says_ else found == []


def test_resthooks_are_not_judged_where_the_server_does_not_list_them():
    assert messages(small(git(flow(U("f", 1), "R", RESTHOOK)), target({})), "unknown-resthook") == []
    known = target({}, resthook=[{"resthook": "new-mother"}])
    assert messages(small(git(flow(U("f", 1), "R", RESTHOOK)), known), "unknown-resthook") == []
