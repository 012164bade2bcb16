"""What texts refer to, as RapidPro's engine finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import references
from flowops.model.export import Document
from flowops.model.kind import FIELD, FLOW, GROUP
from tests.strategies import json_values


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("no expression", []),
        ("@contact.name", ["contact.name"]),
        ("Hello @contact.", ["contact"]),
        ("@@globals.x", []),
        ("a@@b@globals.x", ["globals.x"]),
        ("bob@globals.org", ["globals.org"]),
        ('@(upper(globals.x) & ")")', ['upper(globals.x) & ")"']),
        ('@("\\")" & globals.y)', ['"\\")" & globals.y']),
        ("@(unterminated globals.x", []),
        ("@ globals.x @", []),
        ("@.@globals.x", ["globals.x"]),
        ("@(1) @(2)", ["1", "2"]),
        ("@fields.a_1.b", ["fields.a_1.b"]),
        ("@", []),
        ("@é.x", ["é.x"]),
    ],
)
def test_expressions_are_found_as_the_engine_finds_them(template, expected):
    assert list(references.expressions(template)) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("globals.cht_url", ["cht_url"]),
        ("GLOBALS.Cht_URL", ["cht_url"]),
        ('globals["cht url"]', ["cht url"]),
        ('upper(globals . a) & globals [ "b" ]', ["a", "b"]),
        ('"globals.x"', []),
        ("results.globals.x", []),
        ("globals[key]", []),
        ("globals", []),
        ("globals.", []),
        ("globals.1", ["1"]),
    ],
)
def test_globals_are_looked_up_by_dot_and_by_bracket(expression, expected):
    assert list(references.lookups(expression, "globals")) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("contact.fields.age", ["age"]),
        ("parent.contact.fields.age", ["age"]),
        ("child.fields.age", ["age"]),
        ("results.fields.age", []),
    ],
)
def test_fields_are_those_of_the_contact_and_of_other_runs(expression, expected):
    assert list(references.lookups(expression, "fields")) == expected


@given(st.text())
def test_any_text_has_expressions_that_stand_in_it(template):
    assert all(expression in template for expression in references.expressions(template))


@given(st.lists(json_values | st.text().map("{} @globals.x".format)))
def test_texts_are_found_whatever_stands_around_them(values):
    document = Document(FLOW, {"nodes": values})

    found = set(references.texts_with(document, "globals"))

    assert {text for text in values if isinstance(text, str) and "@globals.x" in text} <= found


def test_quotes_and_backslashes_do_not_hide_a_text():
    texts = ['"@globals.a"', '\\"@globals.b\\\\', "\\", '@(globals.c & "\\"")']

    assert references.globals_used([Document(FLOW, {"nodes": [*texts]})]) == {"a", "b", "c"}


def test_a_global_that_nobody_made_is_named_as_rapidpro_would():
    flow = Document(FLOW, {"nodes": ["@globals.cht_auth @globals.cht_url"]})

    named = references.globals_named([flow], [{"key": "cht_url", "name": "CHT URL", "value": "secret"}])

    assert [document.body for document in named] == [
        {"key": "cht_auth", "name": "Cht Auth"},
        {"key": "cht_url", "name": "CHT URL"},
    ]


def test_fields_stand_in_texts_in_queries_and_in_references():
    group = Document(GROUP, {"query": 'fields.anc_visits < 4 AND edd != ""'})
    flow = Document(
        FLOW, {"nodes": ["@fields.name_of_chw", {"field": {"key": "facility", "name": "Facility"}}]}
    )

    assert {"anc_visits", "edd"} <= references.fields_used([group])
    assert references.fields_used([flow]) == {"name_of_chw"}
    assert references.fields_referred_to([flow]) == {"facility"}


def test_references_are_recognised_by_their_key():
    flow = Document(FLOW, {"nodes": [{"template": {"uuid": "x"}, "labels": [], "note": '"topic":{'}]})

    assert references.keys_used([flow], ["template", "labels", "topic"]) == {"template", "labels"}


def test_uuids_count_as_whole_texts_only():
    one = "0F0F0F0F-0000-4000-8000-000000000000"
    flow = Document(FLOW, {"nodes": [one, f"x{one}", "no"]})

    assert references.uuids_used([flow]) == {one.lower()}


def test_groups_are_named_in_queries_in_any_case():
    group = Document(GROUP, {"query": 'group = "anc mothers"'})
    field = Document(FIELD, {"key": "x"})

    assert references.names_in_queries([group, field], ["ANC Mothers", "Other"]) == {"ANC Mothers"}
