"""What the rules about globals, environments and channels say beyond their examples."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from flowops.model.json import JsonObject
from flowops.model.live import Live
from flowops.rules import environment
from flowops.rules.example import Example
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send
from flowops.rules.table import RULES
from tests.rules.hostile import never_raises, projects
from tests.rules.said import findings, messages

HEAD = "host: https://rapidpro.example.org\ntoken: ${TOKEN}\n"
UUID = "8ad0a5c4-2c3f-4c0e-9f37-0d1b6a3b7c11"


def says(text: str, name: str = "ANC") -> JsonObject:
    return a_flow(name, a_node("x", send(text)))


def into(*flows: JsonObject, more: str = "", whole: bool = True) -> Example:
    return Example(flows, environments={"production": HEAD + more}, whole=whole)


@given(projects(environment.RULES))
def test_no_rule_about_environments_raises_whatever_a_flow_holds(project):
    never_raises(environment.RULES, project)


def test_a_global_without_a_value_is_told_once_a_flow_and_where_it_is_used():
    flows = (says("@globals.x and @(upper(globals.X))"), says("@globals.x", "Scratch"))

    [found] = findings("GLOB001", into(*flows, more="exclude: [Scratch]\n"))

    assert (found.message, found.flow, found.text) == ("x has no value for production", "ANC", "x")


def test_a_secret_is_a_value_although_nobody_knows_it():
    example = into(says("@globals.x"), more="globals: {x: '${X}'}\n")

    assert messages("GLOB001", example) == messages("GLOB003", example) == []


def test_an_unused_global_is_told_at_its_line():
    [found] = findings("GLOB003", into(says("Hi"), more='globals:\n  z: "1"\n'))

    assert (found.file, found.line) == ("environments/production.yaml", 4)


@pytest.mark.parametrize(
    ("flow", "more", "whole"),
    [
        (says("@(globals[results.key])"), "", True),
        (says("Hi"), "", False),
        (says("https://a"), 'rewrites: [{find: "https://a", replace: "@globals.z"}]\n', True),
    ],
)
def test_a_global_may_be_used_where_lint_cannot_see_it(flow, more, whole):
    assert messages("GLOB003", into(flow, more=f'globals: {{z: "1"}}\n{more}', whole=whole)) == []


@pytest.mark.parametrize(
    ("key", "fine"),
    [("x", True), ("X", True), ("_x", False), ("é", False), ("a" * 36, True), ("a" * 37, False)],
)
def test_a_key_that_no_global_can_have_is_told(key, fine):
    assert (messages("GLOB004", Example((says(f"@globals.{key}"),))) == []) is fine


def test_names_and_values_of_globals_are_those_that_rapidpro_keeps():
    names: list[JsonObject] = [{"key": "a", "name": "CHT's URL"}, {"key": "b", "name": "CHT-URL_2 x"}]
    example = Example(
        lists={"globals": names}, environments={"production": f'{HEAD}globals: {{a: " x", b: "x"}}\n'}
    )

    assert [it.partition(" as the")[0] for it in messages("GLOB004", example)] == [
        'RapidPro refuses "CHT\'s URL"',
        "a begins or ends with white space, which RapidPro takes away",
    ]


def test_a_value_with_white_space_is_not_shown():
    example = into(more='globals: {a: " hush "}\n')

    assert "hush" not in str(findings("GLOB004", example))


def test_two_environments_of_one_workspace_are_told_at_the_line_of_the_second():
    text = f"host: https://x.example.org\ntoken: ${{T%s}}\nworkspace: {UUID}\n"
    example = Example(environments={"staging": text % 1, "production": text % 2})

    [found] = findings("ENV001", example)

    assert (found.message, found.file, found.line) == (
        "production and staging are the same workspace",
        "environments/staging.yaml",
        3,
    )


def asks(*messages: str, **more: object) -> JsonObject:
    whens = (When("Yes", ("has_any_word", ["yes"])), When("Other", None))
    question = ask("Wait", *whens)
    return a_flow("ANC", a_node("Ask", *(send(text) for text in messages), then="Wait"), question, **more)  # type: ignore[arg-type]


def on_short_code(flow: JsonObject) -> list[str]:
    return messages("CHAN004", Example((flow,), settings=Settings(short_code_keyword="mama")))


def test_one_message_of_a_question_is_enough_to_name_the_keyword():
    assert on_short_code(asks("Hi", "Reply MAMA YES")) == []
    assert len(on_short_code(asks("Hi", "Reply MAMAYES"))) == 1


def test_each_translation_must_name_it():
    flow = asks("Reply MAMA YES")
    uuid = str(flow["nodes"][0]["actions"][0]["uuid"])  # type: ignore[index, call-overload]
    flow["localization"] = {"swa": {uuid: {"text": ["Jibu NDIYO"]}}, "fra": {uuid: {"text": [""]}}}

    assert on_short_code(flow) == ['swa: no message of this question says to begin the reply with "mama"']


def test_what_was_said_before_the_last_reply_is_no_prompt():
    first = ask("First", When("Other", None, then="Second"))
    second = ask("Second", When("Other", None))
    flow = a_flow("ANC", a_node("Ask", send("Reply MAMA"), then="First"), first, second)

    assert (
        on_short_code(flow) == []
    )  # the second question has no message of its own: the first may stand for it


def test_a_loop_of_messages_ends():
    flow = a_flow(
        "ANC",
        a_node("A", send("Hi"), then="Wait"),
        ask("Wait", When("Yes", ("has_text", []), then="B"), When("Other", None, then="A")),
        a_node("B", send("Again"), an_action("set_contact_language", "n", language="eng"), then="Wait"),
    )

    assert len(on_short_code(flow)) == 1


NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def said_of(channel, rule):
    project = Example(globals={}, live=Live(("eng",), (channel,), NOW)).project()
    return [(it.severity or RULES[rule].severity, it.message) for it in RULES[rule].check(project)]


@pytest.mark.parametrize(
    ("seen", "severity"),
    [
        ("2026-01-05T11:30:00Z", None),
        ("2026-01-05T11:29:59Z", "warning"),
        ("2026-01-05T10:30:00Z", "warning"),
        ("2026-01-05T10:29:59.123456Z", "error"),
        ("2026-01-05T10:29:59", "error"),
        (None, None),
        ("yesterday", None),
    ],
)
def test_a_phone_is_silent_after_half_an_hour_and_lost_after_an_hour_and_a_half(seen, severity):
    found = said_of({"name": "Clinic", "last_seen": seen}, "CHAN001")
    assert [it for it, _ in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("level", "said"), [(19, 1), (20, 0), (0, 1), (-1, 0), (None, 0), (True, 0), ("5", 0), (5.5, 1)]
)
def test_a_phone_is_weak_below_a_fifth_of_its_power(level, said):
    assert len(said_of({"name": "Clinic", "device": {"power_level": level}}, "CHAN002")) == said
    assert not said_of({"name": "Clinic", "device": None}, "CHAN002")
