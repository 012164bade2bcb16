"""Whether an expression parses; the verdicts are those of goflow on 120,000 made-up templates, of which these are the kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.references.expression import tokens
from flowops.references.grammar import fault
from tests.references.samples import templates


def told(expression: str):
    return fault(expression, list(tokens(expression)))


@pytest.mark.parametrize(
    "expression",
    [
        "1 + 2.5 * -x ^ (y - 1)",
        'if(results.age.value >= 18, "a \\" b", null)',
        'x.y(1)(2)[3].4["k"]',
        "rand()",
        "foreach(x, (a, B) => a & B)",
        "((a) => (b) => -a)(1)",
        '"a\\"',  # the backslash escapes only where another quote follows
        "contact.名 = TRUE",
        "x\n&\ty",
        "-" * 5_000 + "1",
        "(x) => " * 2_000 + "x",
        "(" * 100 + "1" + ")" * 100,
        "x½",  # the engine takes half of Latin-1 for letters
        "«x»",
    ],
)
def test_what_the_engine_parses_has_no_fault(expression):
    assert told(expression) is None


@pytest.mark.parametrize(
    ("expression", "where", "why"),
    [
        ("results.2nd_visit", 8, 'a name cannot begin with a digit: write ["2nd_visit"] in @(…)'),
        ("2nd", 0, "a name cannot begin with a digit"),
        ("results.true", 8, 'true cannot stand behind a dot: write ["true"] in @(…)'),
        ("if(x = 'a', 1, 2)", 7, 'texts stand in "…"'),
        ("“x”", 0, 'texts stand in "…"'),
        ("a == b", 2, "write = instead of =="),
        ("a !== b", 2, "write != instead of !=="),
        ("a <> b", 2, "write != instead of <>"),
        ("a && b", 2, "write and(a, b) instead of a && b"),
        ("a || b", 2, "write or(a, b) instead of a || b"),
        ("a ? b : c", 2, "write if(a, b, c) instead of a ? b : c"),
        ("!a", 0, "there is no !: compare with = false, or write if(a, false, true)"),
        ("a % 2", 2, "write mod(a, b) instead of a % b"),
        ("{a}", 0, 'write object("key", value) instead of { }'),
        ("x.@y", 2, "there is no @ inside an expression"),
        ('"abc', 0, 'a text is never closed: a " is missing'),
        ("a\u00a0b", 1, "U+00A0 (no-break space) has no meaning in an expression"),
        ("a\x07", 1, "U+0007 has no meaning in an expression"),
        ("a~", 1, "~ has no meaning in an expression"),
        ("upper(a", 7, "a ) is missing at the end"),
        ("a[1", 3, "a ] is missing at the end"),
        ("a[1)", 3, "a ] is missing before )"),
        ("(a, b)", 2, "a ) is missing before the comma"),
        ("a]", 1, "] closes nothing"),
        ("a, b", 1, "a comma stands only between the values of a function"),
        ("f(a,)", 4, "a value is missing before )"),
        ("a +", 3, "a value is missing behind +"),
        ("", 0, "nothing stands in it"),
        ("f(a b)", 4, "an operator is missing before b: texts are joined with &"),
        ('"abc".x', 5, "nothing can be looked up in a text or number"),
        ("1[0]", 1, "nothing can be looked up in a text or number"),
        ("a.", 2, "no name follows the dot"),
        ("a.0.0", 2, "no name follows the dot"),  # 0.0 is a decimal
        ("x => 1", 2, "before => stand names in parentheses: (x) => x"),
        ("(" * 101 + "1" + ")" * 101, 0, "more than 100 brackets inside one another"),
        ('"' + "{" * 101 + '"', 0, "more than 100 brackets inside one another"),
    ],
)
def test_what_it_refuses_is_explained_where_it_stands(expression, where, why):
    found = told(expression)
    assert found
    assert (found.start, found.why) == (where, why)


@given(
    st.text(alphabet="a1.\"'()[]{}=>&|!-+, \\½\u00d7\u00a0é@")
    | templates()
    | st.text(max_size=200).map(lambda text: text * 50)
)
def test_any_text_has_a_verdict_within_it(expression):
    found = told(expression)
    assert found is None or 0 <= found.start <= len(expression)


@given(
    st.sampled_from(["a.b", "f(a, b)", '"x"', "-1", "(x) => x.y"]),
    st.sampled_from(["+", "&", "!=", "^"]),
    st.sampled_from(["c", "(d)", "g()"]),
)
def test_what_parses_can_be_joined_put_in_brackets_and_passed_on(one, operator, other):
    assert told(f"{one} {operator} {other}") is None
    assert told(f"({one})({other})[{one}].key") is None
    assert told(f"{one} {other})")


def test_hostile_lengths_take_no_time():
    for text in ("(" * 20_000, "(x," * 5_000, '"\\' * 10_000, "a." * 10_000, "[" * 90 + "(a," * 5_000):
        assert told(text)
