"""What expressions look up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.references.expression import identifier, lookups, spelled
from tests.references.samples import templates


def paths(expression: str) -> list[str]:
    return [".".join(lookup.path) for lookup in lookups(expression)]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("contact.fields.age", ["contact.fields.age"]),
        ('Contact . Fields [ "Age" ] . x', ["contact.fields.age.x"]),
        ("webhook.0.kd_prov", ["webhook.0.kd_prov"]),
        ("globals[key]", ["globals", "key"]),
        ('globals["a" & b].c', ["globals", "b"]),
        ('upper(globals)["k"]', ["globals"]),
        ("foo(x).globals.y", ["x"]),
        ("upper(a.b) & lower(c)", ["a.b", "c"]),
        ("(a.b).c", ["a.b"]),
        ('"globals.x" & "\\"globals.y"', []),
        ("1.5 + a.1", ["a.1"]),
        ("TRUE & null & trueish", ["trueish"]),
        ("results.2nd_visit", ["results", "nd_visit"]),
        ("results.true", ["results"]),
        ("a.0.b", ["a.0.b"]),
        ("a.0.0", ["a"]),  # 0.0 is a decimal
        ("'globals.x'", ["globals.x"]),  # does not parse, but its tokens are clear
        ("a.", ["a"]),
        ("a[", ["a"]),
        ('a["b"', ["a"]),
        ('a["]', ["a"]),
        ("", []),
        ("é.ñandú", ["é.ñandú"]),
        ("½.x", []),
        ("x½.y", []),
    ],
)
def test_look_ups_are_read_as_far_as_they_stand_there_word_for_word(expression, expected):
    assert paths(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("foreach(x.a, (globals) => globals.b)", ["x.a"]),
        ("foreach(a, (x, GLOBALS) => globals.b & x) & globals.c", ["a", "globals.c"]),
        ("foreach(a, (globals) => globals.b, globals.c)", ["a", "globals.c"]),
        ("((globals) => globals.b)(globals.c)", ["globals.c"]),
        ("((x) => (y) => x.a & y.b & z.c)", ["z.c"]),
        ("(globals.a, x) => globals.b", ["globals.a", "x", "globals.b"]),
        ("(x) => (globals[x.y].z)", ["globals"]),
        ("=> globals.a", ["globals.a"]),
    ],
)
def test_an_argument_of_an_anonymous_function_hides_the_context_inside_it(expression, expected):
    assert paths(expression) == expected


@given(st.text(alphabet='a.b["]()=>, 1é&\\') | templates(), st.integers(0, 5))
def test_each_key_stands_where_it_says(expression, start):
    text = "-" * start + expression
    for lookup in lookups(expression, start):
        for key in lookup.keys:
            assert text[key.start : key.start + len(key.written)] == key.written
            assert key.spelling == "dot" or text[key.start - 1] == '"'


@given(st.from_regex(r"[aé]\w{0,2}(\.(\w{1,3}|true|[0-9]{1,2})){0,3}", fullmatch=True), st.integers(0, 5))
def test_an_identifier_is_read_as_the_same_expression(text, start):
    assert identifier(text, start) == next(lookups(text, start), identifier("½", 0))


@pytest.mark.parametrize("key", ["2nd", "true", "NULL", "a b", "", "½", 'a"b'])
def test_not_every_key_can_stand_behind_a_dot(key):
    with pytest.raises(ValueError, match="cannot be looked up with a dot"):
        spelled(key, "dot")

    [lookup] = lookups(f'globals["{spelled(key, "bracket")}"]')
    assert lookup.path == ("globals", key.lower())


@pytest.mark.parametrize("key", ["a", "a_1", "é", "0", "Truth"])
def test_keys_can_stand_behind_a_dot(key):
    assert spelled(key, "dot") == key
