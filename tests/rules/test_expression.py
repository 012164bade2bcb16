"""What is said about expressions, beyond the examples of the rules."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.references.reading import written
from flowops.rules import expression
from flowops.rules.example import Example
from flowops.rules.expression.re2 import refusal
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send
from flowops.rules.table import RULES
from tests.references.samples import templates
from tests.rules.hostile import never_raises, projects


def said(rule: str, *flows, **more) -> list[str]:
    return [it.message for it in RULES[rule].check(Example(flows, **more).project())]


def about(rule: str, text: str, **more) -> list[str]:
    return said(rule, a_flow("Flow", a_node("Node", send(text))), **more)


def saving(*names: str):
    return a_node("Save", *(an_action("set_run_result", it, name=it, value="x", category="") for it in names))


@given(projects(expression.RULES))
def test_no_rule_ever_raises(project):
    never_raises(expression.RULES, project)


@given(templates() | st.text(alphabet="@(.contact\"results\\)'= x"))
def test_what_does_not_parse_is_told_by_exactly_one_rule(text):
    flow = a_flow("Flow", a_node("Node", send(f"x{text}")))
    faults = [it for it in written(f"x{text}") if it.evaluated and it.fault]
    assert len(said("EXPR001", flow) + said("EXPR005", flow)) == len(faults)


def test_a_fault_in_a_long_expression_is_shown_with_what_is_around_it():
    text = "@(" + "upper(contact.name) & " * 6 + "a == b)"
    [message] = about("EXPR001", text)
    assert message == "'…per(contact.name) & a == b)' does not parse: write = instead of =="


def test_translations_are_told_by_their_language():
    node: Any = a_node("Node", send("Hello @contact.name"))
    uuid = node["actions"][0]["uuid"]
    flow = a_flow("Flow", node, localization={"swa": {uuid: {"text": ["Habari @(contact.name"]}}})
    [complaint] = RULES["EXPR002"].check(Example((flow,)).project())
    assert complaint.message == 'swa: "@(contact.name" is taken as it stands: a ) is missing'
    assert complaint.steps == ("localization", "swa", uuid, "text", 0)
    assert complaint.node == "Hello @contact.name"


@pytest.mark.parametrize("text", ["@(", "x @(a &", '@("a)', "@(a) and @(b", "@@(@("])
def test_an_open_parenthesis_is_found_behind_closed_ones(text):
    assert about("EXPR002", text)


@pytest.mark.parametrize("text", ["@@(", "@(a)", '@(")")', "(@)", "@"])
def test_what_is_closed_or_no_expression_is_left_alone(text):
    assert not about("EXPR002", text)


@pytest.mark.parametrize(
    "text", ["bob@contact.com", "the.bob+x@globals.example.org", "bob_@urn.ke é@fields.co.tz"]
)
def test_addresses_are_told_where_the_engine_evaluates_them(text):
    evaluated = [it for it in text.split() if "@urn." not in it]
    assert len(about("EXPR003", text)) == len(evaluated)


@pytest.mark.parametrize(
    "text",
    [
        "Dear@contact.first_name",
        "Dr.@contact.name",
        "case@contact.id",
        "write to bob@example.org",
        "bob@@contact.com",
        "to @contact.com",
        "x@(contact.com)",
        "+254@fields.number",
    ],
)
def test_texts_that_only_lack_a_space_are_no_addresses(text):
    assert not about("EXPR003", text)


def test_a_key_that_something_has_is_no_domain():
    flow = a_flow("Flow", saving("ke"), a_node("Node", send("no.@results.ke x@results.ke")))
    assert not said("EXPR003", flow)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hi @contacts.name", "; did you mean '@contact.name'?"),
        ("Step @step.value", ""),
        ("@extra.x", ""),
    ],
)
def test_names_that_nobody_knows_are_told(text, meant):
    [message] = about("EXPR004", text)
    assert message.endswith(f"is taken as it stands{meant}")


@pytest.mark.parametrize(
    "text", ["bob@example.org", "@unicef", "bob_@example.org", "@@example.org", "x.@a.b"]
)
def test_e_mail_addresses_and_handles_are_left_alone(text):
    assert not about("EXPR004", text)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("@(UPPER(contact.name))", []),
        ("@(foreach(results, (upper) => upper.value))", []),
        ("@(foreach(results, (f) => f(1)))", []),
        ("@(foreach(results, upper))", []),
        ('@(has_phrase(input.text, "x"))', []),
        ("@(contact.upper(1))", []),
        ("@(nope(1))", ["unknown function 'nope'"]),
        ("@(lenght(contact.name) & lenght(1))", ["unknown function 'lenght'"]),
        ("@(contacts.name)", ["expressions know no 'contacts'; did you mean 'contact'?"]),
        ("@(uper(", []),
        ("@(uper('x'))", []),  # it does not parse: first things first
    ],
)
def test_functions_and_names_are_known(text, messages):
    assert about("EXPR006", text) == messages


def test_a_function_may_be_younger_than_the_server():
    assert not about("EXPR006", "@(filter(results, (x) => true))")
    assert about("EXPR006", "@(filter(results, (x) => true))", release="8.0") == [
        "the function 'filter' exists since RapidPro 9.0, not in RapidPro 8.0"
    ]


def test_results_are_one_where_their_keys_are():
    assert said("EXPR007", a_flow("Flow", saving("Age", "age", "AGE", "Age?"))) == [
        'results "Age" and "age" are both @results.age',
        'results "Age" and "AGE" are both @results.age',
    ]
    assert said("EXPR007", a_flow("Flow", saving("?!", "Null"))) == [
        'result "?!" has no letter or digit: its key is "_"',
        '@results.null does not parse: result "Null" needs another name',
    ]


def test_fields_are_one_where_their_keys_are():
    fields = [{"key": key, "name": key, "type": "text"} for key in ("edd", "EDD", "true")]
    assert said("EXPR007", lists={"fields": fields}) == [
        'fields "edd" and "EDD" are both @fields.edd',
        "@fields.true does not parse: the field needs another key",
    ]


def entering(name: str, kind: str = "enter_flow", **more):
    target = {"uuid": a_flow(name)["uuid"], "name": name}
    recipients: dict[str, Any] = {"groups": [], "contacts": []} if kind == "start_session" else {}
    return an_action(kind, f"to {name}", flow=target, **recipients, **more)


def test_a_sub_flow_has_results_of_its_own():
    child = a_flow(
        "Child", saving("Mood"), a_node("Node", send("@parent.results.age @parent.results.ages @results.age"))
    )
    parent = a_flow(
        "Parent",
        saving("Age"),
        a_node("Enter", entering("Child"), send("@child.results.mood @child.results.mod")),
    )
    assert said("EXPR008", child, parent) == [
        'nothing saves the result "ages" of @parent.results; did you mean "age"?',
        'nothing saves the result "age" of @results: write @parent.results.age',
        'nothing saves the result "mod" of @child.results; did you mean "mood"?',
    ]


def test_a_started_flow_sees_its_parent_too():
    child = a_flow("Child", a_node("Node", send("@parent.results.age @parent.results.nope")))
    parent = a_flow("Parent", saving("Age"), a_node("Start", entering("Child", "start_session")))
    assert len(said("EXPR008", child, parent)) == 1


def test_what_is_in_no_file_may_save_anything():
    child = a_flow("Child", a_node("Node", send("@parent.results.age")))
    assert not said("EXPR008", child)
    parent = a_flow(
        "Parent",
        saving("Age"),
        a_node("Enter", entering("Elsewhere"), entering("Child"), send("@child.results.x")),
    )
    assert not said("EXPR008", parent, child)
    assert not said(
        "EXPR008", child | {"nodes": [a_node("Node", send("@parent.results.x"))]}, parent, whole=False
    )


@pytest.mark.parametrize(
    "text", ["@(json(results))", "@results", '@(results["2nd"])', "@(results[contact.name])"]
)
def test_only_keys_that_are_known_are_looked_for(text):
    assert len(about("EXPR008", text)) == text.count("2nd")


def test_patterns_are_checked_in_each_translation():
    asked: Any = ask("Code", When("A", ("has_pattern", ["^a+$"])), When("Other", None))
    case = asked["router"]["cases"][0]["uuid"]
    flow = a_flow("Flow", asked, localization={"swa": {case: {"arguments": ["a{2,1}"]}}})
    assert said("EXPR009", flow) == [
        "swa: 'a{2,1}' is no valid pattern: {2,1} is no range: it goes backwards"
    ]
    templated = ask("Code", When("A", ("has_pattern", ["(?=@results.x"])), When("Other", None))
    assert not said("EXPR009", a_flow("Flow", templated))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"^[A-Z]{2}\d+$", ""),
        (r"(?i)(?P<n>a)|(?<m>b)(?:c)\p{Greek}\pL[[:alpha:]\d-]\Q(*\E*", ""),
        (r"a{,2}{ x{01} [^]a] \x{1F600}\x41\07\_\.", ""),
        (r"a??b*?c+?d{2,3}?", ""),
        ("(?i)a|b(?s-i:c)", ""),
        ("a(?=b)", "look-ahead (?=…) is not supported"),
        ("a(?!b)", "look-ahead (?!…) is not supported"),
        ("(?<=a)b", "look-behind (?<=…) is not supported"),
        ("(?<!a)b", "look-behind (?<!…) is not supported"),
        ("(?>a)", "atomic groups (?>…) are not supported"),
        ("(a)?(?(1)b|c)", "conditions (?(…)…) are not supported"),
        ("(?P<a>.)(?P=a)", "back-references are not supported"),
        ("(?#x)", "comments (?#…) are not supported"),
        ("(?x)a", "(?x begins no group that is known"),
        (r"(.)\1", r"back-references (\1) are not supported"),
        (r"\k<a>", r"back-references (\k) are not supported"),
        (r"a\Z", r"\Z is not supported"),
        (r"[\b]", r"\b is not supported inside [ ]"),
        ("\\", "a backslash stands at the end"),
        ("a++", "possessive repetition (+) is not supported"),
        ("a{2}{3}", "a repetition of a repetition ({3}) is not supported"),
        ("*a", "nothing stands before * that could be repeated"),
        ("a|*", "nothing stands before * that could be repeated"),
        ("(a", "a ) is missing"),
        ("a)", "a ) closes nothing"),
        ("[a", "a ] is missing"),
        ("[a-", "a ] is missing"),
        ("[z-a]", "z-a is no range: it goes backwards"),
        ("[[:foo:]]", "[:foo:] is no class of characters"),
        ("a{1001}", "nothing can be repeated more than 1000 times"),
        ("a{99999999999}", "nothing can be repeated more than 1000 times"),
    ],
)
def test_patterns_are_judged_as_re2_judges_them(pattern, why):
    assert refusal(pattern) == why


@given(st.text(alphabet="ab()[]{}*+?|\\^$-:,<>=!PQE1pé", max_size=30) | st.text())
def test_any_pattern_has_a_verdict(pattern):
    assert isinstance(refusal(pattern), str)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("@(globals[x])", 1),
        ("@(json(fields))", 1),
        ("@globals.x", 0),
        ("@(json(results))", 0),
        ("@trigger.params", 0),
    ],
)
def test_what_is_bound_to_a_workspace_should_be_named(text, number):
    assert len(about("EXPR010", text)) == number


def test_what_older_editors_write_themselves_is_no_warning():
    flow = a_flow(
        "Flow", a_node("Node", send("@legacy_extra.x @child.run.status @child.run.status @contact.idx"))
    )
    found = [
        (it.severity, it.message.partition(" ")[0])
        for it in RULES["EXPR011"].check(Example((flow,)).project())
    ]
    assert found == [(None, "@legacy_extra"), ("info", "@child.run.status"), ("info", "@child.run.status")]


def test_locals_are_known_from_rapidpro_10_2_on():
    assert about("EXPR012", "@(locals.x)", release="10.0") == [
        "'@(locals.x)': RapidPro 10.0 knows no locals, which exist since RapidPro 10.2"
    ]
    assert not about("EXPR012", "@locals.x", release="10.2")
    assert not about("EXPR012", "@locals.x")
