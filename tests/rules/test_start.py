"""What the rules about triggers and campaigns say beyond their examples."""

import pytest
from hypothesis import given

from flowops.model.json import JsonObject
from flowops.rules import start
from flowops.rules.example import Example
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send, uid
from flowops.rules.start.sample import a_campaign, a_trigger, an_event
from tests.rules.hostile import never_raises, projects
from tests.rules.said import findings, messages

HEAD = "host: https://rapidpro.example.org\ntoken: ${TOKEN}\n"
MOTHERS = {"uuid": uid("Mothers"), "name": "Mothers"}
NURSES = {"uuid": uid("Nurses"), "name": "Nurses"}
ANDROID = {"uuid": uid("Android"), "name": "Android"}


def triggers(*listed: JsonObject, whole: bool = True) -> Example:
    return Example(lists={"triggers": [*listed]}, whole=whole)


def campaigns(
    *listed: JsonObject, flows: tuple[JsonObject, ...] = (), settings: Settings | None = None
) -> Example:
    return Example(flows, {"campaigns": [*listed]}, settings=settings or Settings())


@given(projects(start.RULES))
def test_no_rule_about_triggers_and_campaigns_raises_whatever_they_hold(project):
    never_raises(start.RULES, project)


def test_a_catch_all_is_missed_only_where_people_write_and_all_triggers_are_known():
    assert messages("TRIG001", triggers(a_trigger("Call", kind="V"))) == []
    assert messages("TRIG001", triggers(a_trigger("ANC", "join"), whole=False)) == []
    assert len(messages("TRIG001", triggers(a_trigger("ANC", "join")))) == 1


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        ({}, {}, True),
        ({"groups": [MOTHERS]}, {}, False),
        ({"groups": [MOTHERS]}, {"groups": [NURSES]}, False),
        ({"groups": [MOTHERS, NURSES]}, {"groups": [NURSES]}, True),
        ({"channel": ANDROID}, {}, False),
        ({"channel": ANDROID}, {"channel": ANDROID["uuid"]}, True),
        ({"match_type": "O"}, {"match_type": "F"}, True),
        ({"exclude_groups": [MOTHERS]}, {}, True),
    ],
)
def test_triggers_are_rivals_as_an_import_sees_it(one, other, rivals):
    both = triggers(a_trigger("ANC", "x", "JOIN") | one, a_trigger("Menu", "join", "y") | other)

    assert bool(messages("TRIG004", both)) is rivals


def test_triggers_without_keywords_are_rivals_too_except_schedules():
    def two(kind: str) -> Example:
        return triggers(a_trigger("ANC", kind=kind), a_trigger("Menu", kind=kind))

    assert messages("TRIG004", two("C")) == ['"ANC (catch-all)" and "Menu (catch-all)" start on the same']
    assert messages("TRIG004", two("S")) == []


def test_the_form_of_old_releases_is_read_too_and_a_trigger_is_no_rival_of_itself():
    old: JsonObject = {"trigger_type": "K", "flow": {"name": "Old"}, "keyword": "join"}

    assert messages("TRIG004", triggers(old, a_trigger("ANC", "join"))) == [
        'keyword "join" starts both "Old" and "ANC"'
    ]
    assert messages("TRIG004", triggers(a_trigger("ANC", "join", "JOIN"))) == []


def test_referrals_lose_their_referrer():
    assert len(messages("TRIG006", triggers(a_trigger("ANC", kind="R")))) == 1


def test_triggers_of_flows_that_stay_here_stay_here_too_but_campaigns_do_not():
    lists = {"triggers": [a_trigger("Scratch", "x")], "campaigns": [a_campaign(an_event("Scratch"))]}
    environments = {"production": f"{HEAD}exclude: [Scratch]\n"}
    example = Example((a_flow("Scratch"),), lists, environments=environments)

    assert messages("TRIG007", example, {"flows": {}}) == [
        'flow "Scratch" is left out of production: the event would be dropped'
    ]


def test_the_hidden_flow_of_a_message_is_not_missed():
    assert (
        messages(
            "TRIG007", campaigns(a_campaign(an_event() | {"flow": {"uuid": uid("x"), "name": "Single"}}))
        )
        == []
    )


@pytest.mark.parametrize(
    ("hour", "severity"),
    [
        (7, "error"),
        (8, "info"),
        (16, "info"),
        (17, None),
        (20, None),
        (21, "info"),
        (22, "error"),
        (0, "error"),
        (-1, None),
        ("3", None),
        (None, None),
    ],
)
def test_hours_are_unsuitable_at_night_and_worth_a_word_by_day(hour, severity):
    found = findings("CAMP001", campaigns(a_campaign(an_event() | {"delivery_hour": hour})))

    assert [it.severity for it in found] == ([severity] if severity else [])


def test_the_project_says_which_hours_suit():
    settings = Settings(earliest=5, latest=9, evening=(5, 9))
    example = campaigns(a_campaign(an_event(hour=6)), settings=settings)

    assert messages("CAMP001", example) == []


def test_an_event_some_hours_after_a_date_may_come_at_night():
    event = an_event(hour=-1, unit="H", offset=2)

    assert messages("CAMP001", campaigns(a_campaign(event))) == [
        'message "Your baby is due soon." 2 hours after edd: at any hour, day or night: it counts from the minute of the date'
    ]


def test_a_flow_that_says_nothing_may_run_at_night():
    quiet = a_flow("Sync", a_node("x", an_action("call_webhook", "x", method="GET", url="@globals.u")))
    loud = a_flow("Reminder", a_node("x", send("Hi")))
    entering = a_flow("Sync", a_node("x", an_action("enter_flow", "x", flow={"uuid": loud["uuid"]})))

    def at_night(*flows: JsonObject) -> int:
        return len(messages("CAMP001", campaigns(a_campaign(an_event("Sync", hour=3)), flows=flows)))

    assert (at_night(quiet), at_night(entering, loud), at_night()) == (0, 1, 1)


def test_two_events_meet_across_campaigns_and_units_but_not_across_groups():
    one = a_campaign(an_event("A", days=-7))
    same_day = an_event("B", unit="W", offset=-1)

    assert len(messages("CAMP002", campaigns(one, a_campaign(same_day)))) == 1
    assert messages("CAMP002", campaigns(one, a_campaign(same_day, group="Nurses"))) == []


def test_what_runs_in_the_background_disturbs_nobody():
    events = (an_event("A"), an_event("B", start_mode="P"))

    assert messages("CAMP002", campaigns(a_campaign(*events))) == []


def test_a_flow_that_asks_must_not_interrupt_another_conversation():
    asking = a_flow("Survey", a_node("x", send("Well?"), then="w"), ask("w", When("Other", None)))
    outer = a_flow("Outer", a_node("x", an_action("enter_flow", "x", flow={"uuid": asking["uuid"]})))
    telling = a_flow("Tip", a_node("x", send("Sleep well.")))

    for flow, expected in (("Survey", 1), ("Outer", 1), ("Tip", 0), ("Unknown", 0)):
        campaign = a_campaign(an_event(flow, start_mode="I"))
        assert len(messages("CAMP002", campaigns(campaign, flows=(asking, outer, telling)))) == expected
