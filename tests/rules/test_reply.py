"""A reply takes the category that RapidPro's engine gives it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.rules.file import File
from flowops.rules.flow import Flow
from flowops.rules.reply import arguments, outcome, passes
from flowops.rules.sketch import When, a_flow, ask, split, uid
from flowops.rules.words import words


# What goflow 0.285 answers
@pytest.mark.parametrize(
    ("test", "value", "given_", "passed"),
    [
        ("has_any_word", "1=Yes please", ["1 yes"], True),
        ("has_any_word", "YES!", ["1 yes"], True),
        ("has_any_word", "yesterday", ["yes"], False),
        ("has_any_word", "don't", ["don"], False),
        ("has_any_word", "1\N{GRINNING FACE}", ["1"], True),
        ("has_any_word", "ENFLÉS", ["enflés"], True),
        ("has_any_word", "", [""], False),
        ("has_all_words", "the fox is quick", ["quick fox"], True),
        ("has_all_words", "the fox", ["quick fox"], False),
        ("has_phrase", "no thanks, mama", ["no thanks"], True),
        ("has_phrase", "no, no thanks", ["no thanks"], False),
        ("has_phrase", "thanks", [""], True),
        ("has_only_phrase", " No ", ["no"], True),
        ("has_only_phrase", "no way", ["no"], False),
        ("has_only_text", "No", ["no"], False),
        ("has_only_text", "no", ["no"], True),
        ("has_beginning", " Yes please", ["yes"], True),
        ("has_beginning", "é", ["éa"], False),
        ("has_beginning", "yes", [" "], False),
        ("has_text", " \n", [], False),
        ("has_value", "x", [], True),
        ("has_number", "I have 2", [], True),
        ("has_number", "two", [], False),
        ("has_number_eq", "01", ["1"], True),
        ("has_number_eq", "1.0", ["1"], True),
        ("has_number_eq", "1,000", ["1000"], True),
        ("has_number_eq", "+1", ["1"], False),
        ("has_number_eq", "٣", ["3"], True),
        ("has_number_eq", "1²", ["1"], False),
        ("has_number_eq", "1", ["one"], False),
        ("has_number_between", "5", ["1", "5"], True),
        ("has_number_between", "6", ["1", "5"], False),
        ("has_number_between", "1-6", ["-6", "-1"], True),
        ("has_number_lt", "1", ["1"], False),
        ("has_number_lte", "1", ["1"], True),
        ("has_number_gt", "1", ["1"], False),
        ("has_number_gte", "1", ["1"], True),
        ("has_date", "1", [], False),
        ("has_phone", "12", ["KE"], False),
        ("has_email", "yes", [], False),
        ("has_group", "1", ["uuid", "Mothers"], False),
        ("has_any_word", "1", [], False),
        ("has_number_eq", "1", ["1", "2"], False),
    ],
)
def test_the_engine_s_verdicts(test, value, given_, passed):
    assert passes(test, value, tuple(given_)) is passed


@pytest.mark.parametrize(
    ("test", "value", "given_"),
    [
        ("has_pattern", "1", ["^1$"]),
        ("has_time", "1", []),
        ("has_state", "1", []),
        ("has_date", "24-12-2026", []),
        ("has_phone", "0712345678", []),
        ("has_email", "a@b.org", []),
        ("has_any_word", "1", ["@fields.village"]),
        ("has_next_year", "1", []),
    ],
)
def test_what_depends_on_more_than_the_reply_is_not_told(test, value, given_):
    assert passes(test, value, tuple(given_)) is None


@given(st.text(max_size=20))
def test_words_of_any_text_hold_no_space_and_are_in_lower_case(text):
    found = words(text)
    assert all(word and not any(c.isspace() for c in word) for word in found)
    assert words(" ".join(found)) == found


def flow(*nodes, **more):
    body = a_flow("ANC", *nodes, **more)
    return Flow(File("anc.json"), body)


YES = When("Yes", ("has_any_word", ["1 yes"]))
OTHER = When("Other", None)


def taken(it, reply, language=""):
    found = outcome(it, it.nodes[0], reply, language)
    return found.category.name if found.category else None


def test_the_first_case_counts_and_what_no_case_takes_goes_to_the_default():
    it = flow(ask("Q", YES, When("Number", ("has_number", [])), OTHER))
    assert [taken(it, reply) for reply in ("1", "2", "?")] == ["Yes", "Number", "Other"]


def test_an_unknown_case_before_makes_the_rest_unknown():
    it = flow(ask("Q", When("Time", ("has_time", [])), YES, OTHER))
    assert not outcome(it, it.nodes[0], "1").known


def test_the_operand_may_change_the_reply_or_be_something_else():
    lower = flow(split("Q", "@(lower(input.text))", When("Yes", ("has_only_text", ["yes"])), OTHER))
    assert taken(lower, "YES") == "Yes"
    other = flow(split("Q", "@fields.age", YES, OTHER))
    assert not outcome(other, other.nodes[0], "1").known
    held = flow(split("Q", "@results.answer", YES, OTHER))
    assert outcome(held, held.nodes[0], "1", result="answer").case


def test_translated_arguments_replace_those_of_the_base_if_they_are_as_many():
    node = ask("Q", YES, OTHER)
    case = uid("case Q Yes")
    it = flow(
        node,
        localization={
            "swa": {case: {"arguments": ["ndiyo"]}},
            "fra": {case: {"arguments": ["oui", "1"]}},
            "spa": {case: {"arguments": [""]}},
            "lug": {case: "ye"},
        },
    )
    base = ("1 yes",)
    given_ = {
        lang: arguments(it, it.nodes[0].cases[0], lang) for lang in ("", "swa", "fra", "spa", "lug", "x")
    }
    assert given_ == {"": base, "swa": ("ndiyo",), "fra": base, "spa": base, "lug": base, "x": base}
    assert taken(it, "1", "swa") == "Other"
