"""What messages say, and what they cost."""

# ruff: noqa: RUF001 - typographic signs are what this is about

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.model.json import JsonObject
from flowops.rules import text
from flowops.rules.example import Example
from flowops.rules.fixing import fixed
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_campaign, a_flow, a_node, an_action, ask, send, split, uid
from flowops.rules.table import RULES
from tests.rules.hostile import never_raises, projects

KEYWORD: Mapping[str, list[JsonObject]] = {
    "triggers": [{"trigger_type": "K", "keyword": "anc", "flow": {"uuid": uid("flow ANC"), "name": "ANC"}}]
}


def found(rule, example):
    return list(RULES[rule].check(example.project()))


def said(rule, *nodes, lists=None, settings=None, language="eng", globals=None, **translations):
    """What a rule says about a flow of these nodes; translations by name of the action."""
    localization: JsonObject = {
        code: {uid(f"action {name}"): item for name, item in items.items()}
        for code, items in translations.items()
    }
    flow = a_flow("ANC", *nodes, localization=localization, language=language)
    example = Example((flow,), lists or {}, settings=settings or Settings(), globals=globals)
    return [it.message for it in found(rule, example)]


@given(projects(text.RULES))
def test_no_rule_fails_whatever_a_flow_looks_like(project):
    never_raises(text.RULES, project)


# Leftovers


@pytest.mark.parametrize(
    ("text", "language", "message"),
    [
        ("TODO ask the clinic", "eng", 'leftover "TODO"'),
        ("todo: ask", "fra", 'leftover "todo:"'),
        ("Está TODO bien", "spa", None),
        ("What todo", "eng", None),
        ("FIXME", "spa", 'leftover "FIXME"'),
        ("Call XXXX now", "eng", 'leftover "XXXX"'),
        ("Lorem ipsum dolor", "eng", 'leftover "Lorem ipsum"'),
        ("asdfgh", "eng", 'leftover "asdfgh"'),
        ("welcome_message|en", "eng", 'leftover "welcome_message|en"'),
        ("Yes | no", "eng", None),
        (" \n ", "eng", "the text is only white space"),
        ("Your test messages are free", "eng", None),
    ],
)
def test_notes_and_keys_are_left_over_but_not_words_of_a_language(text, language, message):
    assert said("TEXT001", a_node("x", send(text, "x")), language=language) == ([message] if message else [])


def test_what_is_left_over_in_a_translation_or_a_quick_reply_is_found_there():
    node = a_node("x", send("Coming?", "x", quick_replies=["Yes", "xxx"]))

    complaints = found(
        "TEXT001",
        Example((a_flow("ANC", node, localization={"fra": {uid("action x"): {"text": ["TODO"]}}}),)),
    )

    assert [it.steps for it in complaints] == [
        ("localization", "fra", uid("action x"), "text", 0),
        ("nodes", 0, "actions", 0, "quick_replies", 1),
    ]


def test_what_nobody_gets_may_be_left_over():
    assert not said("TEXT001", a_node("x", send("Hi", "x")), a_node("lost", send("TODO", "lost")))


# The first message


def test_every_first_message_needs_a_signature_in_every_language():
    settings = Settings(signatures=("MoH",))
    nodes = [
        split(
            "Language?",
            "@contact.language",
            When("fra", ("has_text", []), "Bonjour"),
            When("Other", None, "Hello"),
        ),
        a_node("Bonjour", send("Bonjour. moh", "b"), then="More"),
        a_node("Hello", send("Hello. MoH", "h"), then="More"),
        a_node("More", send("More", "m")),
    ]

    assert not said("TEXT002", *nodes, settings=settings)
    assert said("TEXT002", *nodes, settings=settings, swa={"h": {"text": ["Habari"]}}) == [
        "swa: nobody signs the first message"
    ]
    assert not said("TEXT002", *nodes)


def test_the_first_message_may_stand_in_a_flow_that_is_entered():
    enter = an_action("enter_flow", "enter", flow={"uuid": uid("flow Sub"), "name": "Sub"})
    flows = (a_flow("ANC", a_node("Enter", enter)), a_flow("Sub", a_node("Hi", send("Hi", "hi"))))

    complaints = found("TEXT002", Example(flows, KEYWORD, settings=Settings(signatures=("MoH",))))

    assert [(it.flow, it.node) for it in complaints] == [("Sub", "Hi")]


def test_who_wrote_first_is_not_called_by_name():
    node = a_node("Hi", send("Your visit is due.", "hi"))

    assert said("TEXT005", node, lists=a_campaign("ANC"))
    assert said("TEXT005", node)  # by the CHT
    assert not said("TEXT005", node, lists=KEYWORD)


@pytest.mark.parametrize(
    "expression",
    [
        "@contact",
        "@fields.edd",
        "@trigger.params.name",
        "@(upper(contact.name))",
        "@urns.tel",
        "@legacy_extra.name",
    ],
)
def test_whatever_is_known_of_a_person_makes_a_message_personal(expression):
    assert not said("TEXT005", a_node("Hi", send(f"Hi {expression}", "hi")))


@pytest.mark.parametrize("expression", ["@globals.clinic", "@(today())", "@contacts.name", "@results.fields"])
def test_what_is_the_same_for_everybody_does_not(expression):
    assert said("TEXT005", a_node("Hi", send(f"Hi {expression}", "hi")))


def test_a_keyword_may_lead_to_a_flow_through_another():
    enter = an_action("enter_flow", "enter", flow={"uuid": uid("flow Visit"), "name": "Visit"})
    flows = (a_flow("ANC", a_node("Menu", enter)), a_flow("Visit", a_node("Hi", send("Hi"))))

    assert [it.flow for it in found("TEXT004", Example(flows, a_campaign("Visit")))] == ["Visit"]
    assert not found("TEXT004", Example(flows, {**a_campaign("Visit"), **KEYWORD}))


def test_words_to_avoid_are_whole_words_in_any_case():
    settings = Settings(words=("HIV", "death"))

    assert said("TEXT003", a_node("x", send("hiv, Death, HIV, deaths, shivers", "x")), settings=settings) == [
        '"hiv" is on the list of words to avoid',
        '"death" is on the list of words to avoid',
    ]


# SMS


def test_the_length_is_told_with_what_expressions_may_add():
    assert said("SMS001", a_node("x", send("x" * 150 + "@contact.name", "x"))) == [
        "eng text: 150 to 170 characters, 1 to 2 SMS"
    ]
    assert said("SMS001", a_node("x", send("x" * 161, "x"))) == ["eng text: 161 characters, 2 SMS"]
    assert not said("SMS001", a_node("x", send("x" * 140 + "@contact.name", "x")))


def test_letters_that_make_a_message_unicode_are_named_and_not_replaced():
    node = a_node("x", send("ô" + "x" * 80, "x"))

    assert said("SMS001", node) == ["eng text: 81 characters, in Unicode because of ô, 2 SMS"]
    assert not said("SMS002", node)


def test_a_global_that_is_known_has_its_real_length():
    node = a_node("x", send("x" * 100 + "@globals.clinic", "x"))

    assert not said("SMS001", node)
    assert said("SMS001", node, globals={"clinic": "y" * 61}) == [
        "eng text: 100 to 161 characters, 1 to 2 SMS"
    ]
    assert said("SMS001", node, globals={"clinic": "ç"}) == [
        "eng text: 100 to 101 characters, in Unicode because of a global, 1 to 2 SMS"
    ]


def test_many_sms_are_an_error_where_even_the_least_is_too_many():
    def severities(text):
        return [
            it.severity for it in found("SMS001", Example((a_flow("ANC", a_node("x", send(text, "x"))),)))
        ]

    assert severities("x" * 459) == ["warning"]
    assert severities("x" * 460) == ["error"]
    assert severities("x" * 450 + "@contact") == ["warning"]


def test_what_is_spoken_or_mailed_is_no_sms():
    long = "x" * 500
    mail = an_action("send_email", "mail", addresses=["a@example.org"], subject="Hi", body=long)

    assert not said("SMS001", a_node("x", mail, send("Hi", "x", quick_replies=["y" * 200])))


@given(
    st.lists(
        st.sampled_from(["’", "“", "…", "–", "\u00a0", "a", "x" * 30, "@contact.name", "ç"]), max_size=14
    )
)
def test_a_repair_saves_sms_and_leaves_nothing_to_repair(parts):
    (flow,) = Example((a_flow("ANC", a_node("x", send("".join(["Hi", *parts]), "x"))),)).project().flows
    body: Any = flow.body
    for _ in range(2):
        complaints = found("SMS002", Example((body,)))
        body = fixed(body, [fix for it in complaints for fix in it.fixes])

    assert not found("SMS002", Example((body,)))
    assert ("ç" in json.dumps(body, ensure_ascii=False)) == ("ç" in parts)


def test_signs_that_cost_nothing_may_stay():
    assert not said("SMS002", a_node("x", send("Don’t", "x")))
    assert not said("SMS002", a_node("x", send("’" + "ç" * 80, "x")))
    assert said("SMS002", a_node("x", send("’… " + "x" * 80, "x"))) == ["’ … make this 2 SMS instead of 1"]


def test_a_repair_leaves_expressions_as_they_are():
    template = 'Don’t @(if(results.a, “b”, "c’")) @contact’s' + "x" * 80

    (complaint,) = found("SMS002", Example((a_flow("ANC", a_node("x", send(template, "x"))),)))

    assert complaint.fixes[0].value == template.replace("Don’t", "Don't").replace("@contact’s", "@contact's")


def test_a_translation_has_to_fit_where_its_base_does():
    node = a_node("x", send("x" * 100, "x"))

    assert said("SMS003", node, fra={"x": {"text": ["ê" * 71]}}) == ["fra: 2 SMS, base: 1"]
    assert not said("SMS003", node, fra={"x": {"text": ["é" * 160]}})


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (120, None),
        (121, "a name of more than 39 characters makes this 2 SMS: "
         "use @contact.first_name or @(text_slice(contact.name, 0, 39))"),
        (160, "any name makes this 2 SMS: shorten the text"),
        (161, None),
    ],
)  # fmt: skip
def test_room_for_a_name_is_told(length, message):
    assert said("SMS004", a_node("x", send("x" * length + "@contact.name", "x"))) == (
        [message] if message else []
    )


def test_the_markup_of_a_quick_reply_is_not_counted():
    def cut(reply):
        return said("SMS005", a_node("x", send("Where?", "x", quick_replies=[reply])))

    assert cut("x" * 65) == ["the quick reply is cut to 64 characters"]
    assert not cut("x" * 64)
    assert not cut("<location>" + "x" * 64)
    assert not cut("x" * 64 + "<extra>" + "y" * 100)
    assert not cut("@(if(results.a, results.b, results.c))" + "x" * 60)


def test_a_message_that_rapidpro_cannot_keep_is_told():
    message = "the message is longer than the 4096 characters that RapidPro keeps"

    assert said("SMS005", a_node("x", send("x" * 4097, "x"))) == [message]
    assert not said("SMS005", a_node("x", send("x" * 4096, "x")))
    assert said("SMS005", a_node("x", send("x", "x")), fra={"x": {"text": ["y" * 4097]}}) == [
        f"fra: {message}"
    ]


def test_a_question_without_a_message_is_no_first_message():
    assert not said("TEXT005", ask("Ok?", When("Other", None)), lists=a_campaign("ANC"))
