"""What of a repository belongs into an environment, and as it is to be there."""

from typing import Any

import pytest

from flowops.environment import Rewrite
from flowops.model.export import Export, documents
from flowops.plan.adaptation import adapt
from tests.plan.workbench import environment

REGISTRATION = {"uuid": "f1", "name": "ANC Registration"}
SURVEY = {"uuid": "f2", "name": "Survey"}
MOTHERS = {"uuid": "g1", "name": "Mothers"}


def flow(reference: Any, **more: Any) -> Any:
    return {**reference, "type": "messaging", "expire_after_minutes": 60, "nodes": [], **more}


def starts(reference: Any, kind: str = "K", **more: Any) -> Any:
    return {
        "trigger_type": kind,
        "flow": reference,
        "groups": [],
        "exclude_groups": [],
        "channel": None,
        **more,
    }


def says(text: str) -> Any:
    return {"uuid": "n", "actions": [{"uuid": "a", "type": "send_msg", "text": text}], "exits": []}


def git(archived: tuple[Any, ...] = (), **bodies: Any) -> Export:
    given = {"flow": [flow(REGISTRATION), flow(SURVEY)], **bodies}
    return Export(documents(given), archived)


def adapted(export: Export, **settings: Any) -> dict[str, list[Any]]:
    found = adapt(export, environment(**settings)).export
    return {
        kind: [it.body for it in found.documents if it.kind.name == kind]
        for kind in ("flow", "trigger", "campaign")
    }


def test_include_and_exclude_choose_flows_and_the_triggers_that_start_them():
    export = git(trigger=[starts(REGISTRATION, keywords=["a"]), starts(SURVEY, keywords=["b"])])

    found = adapted(export, include=("anc *", "Survey"), exclude=("SURV*",))

    assert [it["name"] for it in found["flow"]] == ["ANC Registration"]
    assert [it["keywords"] for it in found["trigger"]] == [["a"]]


def test_what_is_archived_belongs_nowhere_nor_do_the_triggers_of_it():
    archived = ({"kind": "flow", **REGISTRATION}, {"kind": "campaign", "uuid": "c1", "name": "Visits"})
    export = git(
        archived, trigger=[starts(REGISTRATION, keywords=["a"])], campaign=[{"uuid": "c1", "name": "Visits"}]
    )

    found = adapted(export)

    assert [it["name"] for it in found["flow"]] == ["Survey"]
    assert found["trigger"] == found["campaign"] == []


def test_rewrites_are_literal_and_counted_each_and_those_that_found_nothing_too():
    export = git(flow=[flow(REGISTRATION, nodes=[says("https://a.org/x and https://a.org/y")])])
    rewrites = (Rewrite("https://a.org", "https://b.org"), Rewrite("https://c.org", "https://d.org"))

    found = adapt(export, environment(rewrites=rewrites))

    body: Any = found.export.documents[0].body
    assert body["nodes"][0]["actions"][0]["text"] == "https://b.org/x and https://b.org/y"
    assert found.rewritten == {"https://a.org": 2, "https://c.org": 0}


def test_of_several_patterns_of_time_outs_the_last_that_fits_counts():
    found = adapted(git(), expires={"*": 720, "anc *": 1440, "PNC *": 5})

    assert [it["expire_after_minutes"] for it in found["flow"]] == [1440, 720]


@pytest.mark.parametrize(
    ("settings", "idle"),
    [
        (
            {"expires": {"PNC *": 5}, "keywords": {"Old name": ("a",)}},
            ("keywords: Old name", "expires: PNC *"),
        ),
        ({"expires": {"anc *": 5}, "keywords": {"survey": ("a",)}}, ()),
    ],
)
def test_settings_that_fit_no_flow_are_told(settings, idle):
    assert adapt(git(), environment(**settings)).idle == idle


def test_one_trigger_with_the_keywords_of_the_environment_stands_for_all_keyword_triggers_of_a_flow():
    old = [starts(REGISTRATION, keyword=word) for word in ("join", "mama")]  # as up to RapidPro 8.2
    export = git(trigger=[*old, starts(REGISTRATION, "C"), starts(SURVEY, keywords=["ask"])])

    found = adapted(export, keywords={"anc registration": ("anc", "mama", "anc")})["trigger"]

    assert [(it["trigger_type"], it.get("keywords")) for it in found] == [
        ("C", None),
        ("K", ["anc", "mama"]),
        ("K", ["ask"]),
    ]
    assert "keyword" not in found[1]


def test_channels_and_groups_of_keyword_triggers_are_not_lost_by_other_keywords():
    channel = {"uuid": "ch", "name": "Android"}
    export = git(
        trigger=[
            starts(REGISTRATION, keywords=["a"]),
            starts(REGISTRATION, keywords=["b"]),
            starts(REGISTRATION, keywords=["c"], channel=channel),
            starts(REGISTRATION, keywords=["d"], groups=[MOTHERS], match_type="O"),
        ]
    )

    found = adapted(export, keywords={"ANC Registration": ("x",)})["trigger"]

    assert all(it["keywords"] == ["x"] for it in found)
    conditions = [(it["channel"], it["groups"], it["match_type"]) for it in found]
    assert conditions == [(None, [], "F"), (None, [MOTHERS], "O"), (channel, [], "F")]


def test_a_flow_that_git_starts_by_no_keyword_gets_those_of_the_environment():
    [found] = adapted(git(), keywords={"Survey": ("ask",)})["trigger"]

    assert found == starts(SURVEY, keywords=["ask"], match_type="F")


def test_no_keywords_at_all_leave_a_flow_without_keyword_triggers():
    export = git(trigger=[starts(REGISTRATION, keywords=["a"]), starts(REGISTRATION, "C")])

    found = adapted(export, keywords={"ANC Registration": ()})["trigger"]

    assert [it["trigger_type"] for it in found] == ["C"]
