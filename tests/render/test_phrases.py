"""Edits and marks in the words of a person."""

from typing import Any

import pytest
from hypothesis import given

from flowops.model.change import Change, Edit, Mark
from flowops.render.phrases import Phrase, mark_phrase, own_phrases, phrases
from flowops.render.words import as_json
from tests.render.comparisons import edits, few, marks

ROUTING = [
    (
        Edit("exits/Yes", "changed", "Confirm", "Thank you"),
        '"Yes" now leads to "Thank you" instead of "Confirm"',
    ),
    (
        Edit("exits/Yes", "changed", "Confirm", None),
        '"Yes" now ends the flow instead of leading to "Confirm"',
    ),
    (
        Edit("exits/Yes", "changed", None, "Confirm"),
        '"Yes" now leads to "Confirm" instead of ending the flow',
    ),
    (Edit("exits/Yes/No", "added", None, "Confirm"), '"Yes/No" now leads to "Confirm"'),
    (Edit("exits/Yes", "added", None, None), '"Yes" now ends the flow'),
    (Edit("exits/Yes", "removed", "Confirm", None), '"Yes" no longer leads to "Confirm"'),
    (Edit("exits/Yes", "removed", None, None), '"Yes" no longer leads anywhere'),
    (Edit("exits/", "changed", "A", "B"), 'the node now leads to "B" instead of "A"'),
]


@pytest.mark.parametrize(("edit", "sentence"), ROUTING, ids=[sentence for _, sentence in ROUTING])
def test_where_an_exit_leads_is_a_sentence(edit, sentence):
    assert phrases([edit]) == [Phrase(sentence)]


def changed(path: str, before: Any, after: Any, language: str | None = None) -> Phrase:
    return phrases([Edit(path, "changed", before, after, language)])[0]


VALUES = [
    ("expire_after_minutes", 720, 10080, Phrase("expiry", "12 hours", "7 days")),
    ("expire_after_minutes", 90, 0, Phrase("expiry", "1 hour 30 minutes", "0")),
    ("router/wait/timeout/seconds", 61, None, Phrase("time limit", "1 minute 1 second", None)),
    ("actions/0/terminal", False, True, Phrase("ends this flow", "no", "yes")),
    ("actions/0/all_groups", None, True, Phrase("all groups", None, "yes")),
    ("match_type", "F", "O", Phrase("place of the keyword", "the first word", "the only word")),
    ("match_type", "F", "?", Phrase("place of the keyword", "the first word", '"?"')),
    ("events/0/delivery_hour", -1, 18, Phrase("delivery hour", "-1", "18:00")),
    ("actions/0/text", "Hi", "Ho", Phrase("text", "Hi", "Ho", quoted=True)),
    ("actions/0/text", ["Hi"], ["Ho"], Phrase("text", "Hi", "Ho", quoted=True)),
    ("actions/0/headers/X-Key", None, "k", Phrase("headers X-Key", None, "k", quoted=True)),
    ("actions/0/amounts", 5, "five", Phrase("amounts", "5", '"five"')),
    ("actions/0/quick_replies", ["a", "b"], ["a", "c"], Phrase("quick replies", items=(("-", "b"), ("+", "c")))),
    ("actions/0/groups", [{"name": "A"}], [{"odd": 1}, 5], Phrase("groups", items=(("-", "A"), ("+", '{"odd": 1}'), ("+", "5")))),
    ("actions/0/headers", {"A": "1"}, {"A": 2}, Phrase("headers", items=(("-", "A: 1"), ("+", "A: 2")))),
    ("actions/0", None, {"type": "add_contact_groups", "groups": ["X"]}, Phrase("", items=(("+", "add to group X"),))),
    ("router/cases/0", {"type": "has_any_word", "arguments": ["yes"], "category": "Yes"}, None, Phrase("", items=(("-", 'case: has any word "yes" -> Yes'),))),
    ("router/cases/0", None, {"type": "has_group", "arguments": ["uuid", "A"]}, Phrase("", items=(("+", 'case: has group "A"'),))),
    ("router/categories/0", None, {"name": "Yes"}, Phrase("", items=(("+", "category Yes"),))),
    ("router/wait", {"type": "msg"}, None, Phrase("", items=(("-", "wait for response"),))),
    ("", None, 1, Phrase("value", None, "1")),
    ("actions/0", {"type": "request_optin", "x": 1}, {"type": "request_optin", "x": 2}, Phrase("action", items=(("-", "x: 1"), ("+", "x: 2")))),
    ("events", [{"x": 1, "name": "A"}], [{"x": 2, "name": "A"}], Phrase("events", items=(("-", '{"name": "A", "x": 1}'), ("+", '{"name": "A", "x": 2}')))),
    ("actions/0/groups", [{"name": "A", "x": 1}], [{"name": "A"}], Phrase("groups", items=(("-", '{"name": "A", "x": 1}'), ("+", '{"name": "A"}')))),
]  # fmt: skip


@pytest.mark.parametrize(("path", "before", "after", "phrase"), VALUES)
def test_a_property_and_its_values_have_words(path, before, after, phrase):
    assert changed(path, before, after) == phrase


def test_events_of_a_campaign_say_when_and_what():
    def event(**keys: Any) -> dict[str, Any]:
        return {
            "offset": -1,
            "unit": "W",
            "relative_to": {"key": "edd"},
            "delivery_hour": 18,
            "flow": "A",
        } | keys

    events = [
        event(),
        event(offset=3, unit="D", delivery_hour=-1, flow=None, message={"eng": "Hi"}),
        {"unit": "W"},
    ]

    assert [item for _, item in changed("events", [], events).items] == [
        "1 week before edd at 18:00: flow A",
        '3 days after edd: message "Hi"',
        '{"unit": "W"}',
    ]


def test_a_translation_names_its_language():
    assert changed("actions/0/text", "a", "b", "swa").title == "text (swa)"


def test_several_properties_of_one_name_are_numbered():
    said = phrases(
        [
            Edit("actions/0/text", "changed", "a", "b"),
            Edit("actions/0/text", "changed", "a", "b", "swa"),
            Edit("actions/2/text", "changed", "a", "b"),
            Edit("actions/2/value", "changed", "a", "b"),
        ]
    )

    assert [phrase.title for phrase in said] == ["text 1", "text 1 (swa)", "text 3", "value"]


def test_a_renamed_object_does_not_say_its_name_twice():
    edits = (Edit("name", "changed", "A", "B"), Edit("query", "changed", "a", "b"))

    assert [phrase.title for phrase in own_phrases(Change("group", "renamed", "B", "A", edits))] == ["query"]


MARKS = [
    (
        Mark("actions/0/text", "swa", "stale"),
        "swa translation of text is stale: the text changed, the translation did not",
    ),
    (
        Mark("actions/0/text", "fra", "lost-expression", ("fields.name", "@(upper(x))", "upper(x)")),
        "fra translation lost @fields.name, @(upper(x)), @(upper(x))",
    ),
    (
        Mark("actions/0/quick_replies", "fra", "lost-expression"),
        "fra translation of quick replies lost an expression",
    ),
]


@pytest.mark.parametrize(("mark", "sentence"), MARKS)
def test_a_translation_that_was_left_behind_is_a_sentence(mark, sentence):
    assert mark_phrase(mark) == sentence


@few
@given(edits)
def test_every_edit_has_a_phrase(listed):
    said = phrases(listed)

    assert len(said) == len(listed)
    for edit, phrase in zip(listed, said, strict=True):
        assert phrase.title or phrase.items
        if as_json(edit.before) != as_json(edit.after):
            assert phrase.items or phrase.before != phrase.after or edit.path.startswith("exits")


@few
@given(marks)
def test_every_mark_has_a_sentence(listed):
    assert all(mark_phrase(mark) for mark in listed)
