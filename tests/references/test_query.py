"""What contact queries refer to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.references import query
from tests.references.samples import names


def found(text: str, *, evaluated: bool = False) -> list[tuple[str, str]]:
    return [(use.kind, use.name) for use in query.uses(text, evaluated=evaluated)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('fields.anc_visits < 4 AND EDD != ""', [("field", "anc_visits"), ("field", "edd")]),
        ("FIELDS.Age = 3", [("field", "age")]),
        ("age HAS 3 OR (age IS 4)", [("field", "age"), ("field", "age")]),
        ('group = "New Mothers"', [("group", "New Mothers")]),
        ("group=mothers", [("group", "mothers")]),
        ('flow = "A" AND history != "B"', [("flow", "A"), ("flow", "B")]),
        ('group = "say \\"hi\\""', [("group", 'say "hi"')]),
        ('group = ""', []),
        ('name = "x" tel = 12 urns.tel ~ 123 urn = 2 created_on > 1 last_seen_on > 1', []),
        ("other.x = 1", []),
        ("bob", []),
        ('"age = 3"', []),
        ("age = ", []),
        ("= 3", []),
        ("age = (3)", []),
        ("", []),
    ],
)
def test_conditions_name_fields_groups_and_flows(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("age = @fields.x", [("field", "age")]),
        ('group = "@fields.x" AND age = 1', [("field", "age")]),
        ('group = @(if(x, "a = 1", "b")) AND age = 1', [("field", "age")]),
        ("@fields.x = 1", []),
    ],
)
def test_an_expression_is_no_name(text, expected):
    assert found(text, evaluated=True) == expected


@given(names)
def test_a_name_that_was_written_is_read_again(name):
    for literal in ('"x"', "x"):
        assert found(f"group = {query.spelled(name, literal)}") == [("group", name)]


@pytest.mark.parametrize("word", ["and", "OR", "has", "a b", ""])
def test_words_of_the_language_are_quoted(word):
    assert query.spelled(word, "x") == f'"{word}"'


def test_a_bare_name_stays_bare():
    assert query.spelled("mothers", "fathers") == "mothers"
    assert query.spelled("mothers", '"fathers"') == '"mothers"'


@given(st.text(alphabet='ab=."\\ ()<has', max_size=20))
def test_each_use_stands_where_it_says(text):
    for use in query.uses(text, evaluated=False):
        assert text[slice(*use.span)] == use.written
