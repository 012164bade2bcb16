"""What people write to say which references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import references
from flowops.references.pattern import Pattern, parse
from tests.references.samples import documents, says
from tests.sandbox.engine.flows import ASSET


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("globals.cht_url", Pattern("global", "cht_url")),
        ("@globals.cht_url", Pattern("global", "cht_url")),
        ("global:cht_url", Pattern("global", "cht_url")),
        ("globals:cht_*", Pattern("global", "cht_*")),
        ("global:@globals.cht_url", Pattern("global", "cht_url")),
        ("field:@globals.x", Pattern("field", "@globals.x")),
        ("@contact.fields.age", Pattern("field", "age")),
        ("FIELDS.age", Pattern("field", "age")),
        ("@results.next_visit.value", Pattern("result", "next_visit")),
        ("@parent.results.x", Pattern("result", "x")),
        ("@trigger.params.x", Pattern("parameter", "x")),
        ("flow: ANC*", Pattern("flow", "ANC*")),
        ("ANC: first visit", Pattern("", "ANC: first visit")),
        ("ANC v1.2", Pattern("", "ANC v1.2")),
        ("cht_url", Pattern("", "cht_url")),
        ("globals", Pattern("", "globals")),
    ],
)
def test_a_pattern_is_a_name_and_perhaps_a_kind(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text", ["cht_url", "CHT_URL", "cht_*", "*", "cht?url", "global:cht_url", "@globals.Cht_*"]
)
def test_a_pattern_matches_in_any_letter_case_and_with_wildcards(text):
    [_, found] = references.of(says("@globals.CHT_url"))

    assert parse(text).matches(found)


@pytest.mark.parametrize("text", ["cht", "field:cht_url", "cht.url", "[c]ht_url", "?"])
def test_a_pattern_matches_nothing_else(text):
    [_, found] = references.of(says("@globals.CHT_url"))

    assert not parse(text).matches(found)


@pytest.mark.parametrize(
    ("text", "expected"), [("globals.x", True), ("x", False), ("*", True), ("field:x", False)]
)
def test_a_key_that_only_a_run_knows_may_be_any_of_its_kind(text, expected):
    [_, found] = references.of(says("@(json(globals))"))

    assert parse(text).matches(found) is expected


def test_what_has_a_uuid_is_found_by_it():
    [found] = references.of(says("x"))

    assert parse(str(found.uuid)).matches(found)
    assert not parse(ASSET).matches(found)


@given(documents)
def test_everything_is_found_by_its_own_name(document):
    for reference in references.of(document):
        assert Pattern(reference.kind, reference.name or str(reference.uuid)).matches(reference)


@given(st.text())
def test_any_text_is_a_pattern(text):
    assert parse(text).name is not None
