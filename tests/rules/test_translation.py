"""Whether people get every text in their language, and can reply in it."""

import pytest
from hypothesis import given

from flowops.model.json import JsonObject
from flowops.rules import translation
from flowops.rules.example import Example
from flowops.rules.fixing import fixed
from flowops.rules.lookup import looked_up
from flowops.rules.sent import has_words, sent
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send, uid
from flowops.rules.table import RULES
from tests.rules.hostile import never_raises, projects

OTHER = When("Other", None)


def localized(**languages) -> JsonObject:
    """Language -> name of an action, or "case NAME" -> what is translated."""
    return {
        code: {uid(name if " " in name else f"action {name}"): item for name, item in items.items()}
        for code, items in languages.items()
    }


def found(rule, *nodes, settings=None, flows=(), whole=True, **languages):
    flow = a_flow("ANC", *nodes, localization=localized(**languages))
    example = Example((flow, *flows), settings=settings or Settings(), whole=whole)
    return list(RULES[rule].check(example.project()))


def said(rule, *nodes, **more):
    return [it.message for it in found(rule, *nodes, **more)]


@given(projects(translation.RULES))
def test_no_rule_fails_whatever_a_flow_looks_like(project):
    never_raises(translation.RULES, project)


# Missing translations


@pytest.mark.parametrize("empty", [[""], [], [None], ["Bonjour", 1], {}, None])
def test_what_the_engine_takes_for_no_translation_is_none(empty):
    node = a_node("Hi", send("Hello", "hi"))

    assert said("TRANS001", node, fra={"hi": {"text": empty}}) == ['fra: "Hello" is not translated']


def test_a_bare_text_is_for_another_rule():
    node = a_node("Hi", send("Hello", "hi"))

    assert not said("TRANS001", node, fra={"hi": {"text": "Bonjour"}})
    (complaint,) = found("TRANS008", node, fra={"hi": {"text": "Bonjour", "_ui": "x"}})
    body = fixed(complaint.file.value, complaint.fixes)
    assert not list(RULES["TRANS008"].check(Example((body,)).project()))  # type: ignore[arg-type]


def test_every_language_that_a_flow_is_translated_to_or_sets_is_needed_unless_they_are_named():
    node = a_node("Hi", send("Hello", "hi"))
    french = a_flow("Other", localization={"fra": {}})
    choice = a_flow("Choice", a_node("x", an_action("set_contact_language", "x", language="swa")))
    unknown = a_flow("Unknown", a_node("x", an_action("set_contact_language", "x", language="@results.x")))

    assert said("TRANS001", node, flows=(french, choice, unknown)) == [
        'fra: "Hello" is not translated',
        'swa: "Hello" is not translated',
    ]
    assert said("TRANS001", node, flows=(french,), settings=Settings(languages=("eng", "amh"))) == [
        'amh: "Hello" is not translated'
    ]


def test_flows_that_each_have_one_language_need_no_translations():
    french = a_flow("Other", a_node("x", send("Bonjour")), language="fra")

    assert not said("TRANS001", a_node("Hi", send("Hello")), flows=(french,))


def test_where_nothing_of_a_flow_is_translated_that_is_one_finding():
    nodes = [
        a_node(str(it), send("Hello", f"hi{it}"), then=str(it + 1) if it < 2 else None) for it in range(3)
    ]

    assert said("TRANS001", *nodes, settings=Settings(languages=("fra",))) == [
        "fra: nothing is translated (3 texts)"
    ]
    assert len(said("TRANS001", *nodes, fra={"hi1": {"text": ["Bonjour"]}})) == 2


def test_there_is_nothing_to_translate_in_expressions_and_digits():
    settings = Settings(languages=("fra",))

    assert not said("TRANS001", a_node("x", send("@results.text 12 :-)")), settings=settings)
    assert not said(
        "TRANS001", a_node("x", send("Hello")), a_node("y"), settings=Settings(languages=("eng",))
    )
    assert not has_words("1️⃣ @(upper(contact.name))")
    assert has_words("@globals.x አለ")


def test_quick_replies_are_translated_too_but_what_nobody_gets_need_not_be():
    asked = a_node("Ask", send("Coming?", "ask", quick_replies=["Yes", "1"]))
    lost = a_node("Lost", send("Lost"))

    assert said("TRANS001", asked, lost, fra={"ask": {"text": ["Venez-vous ?"]}}) == [
        'fra: "Yes" is not translated'
    ]


def test_an_email_to_the_programme_may_stay_in_one_language():
    mail = an_action("send_email", "mail", addresses=["a@example.org"], subject="Alert", body="@results")

    (complaint,) = found("TRANS001", a_node("x", mail), settings=Settings(languages=("swa",)))

    assert (complaint.severity, complaint.message) == ("info", 'swa: "Alert" is not translated')


def test_nothing_is_said_of_languages_that_something_sets_or_may_set_elsewhere():
    node = a_node("Hi", send("Hello", "hi"))

    assert said("TRANS002", node, fra={"hi": {"text": ["Bonjour"]}}) == [
        "2 languages, but no flow sets the contact's language"
    ]
    assert not said("TRANS002", node, fra={"hi": {"text": ["Bonjour"]}}, whole=False)
    assert not said("TRANS002", node, fra={})


# Expressions


@pytest.mark.parametrize(
    ("base", "french", "message"),
    [
        ("@contact.name", "Bonjour", "fra lost @contact.name"),
        ("Hello", "@contact.name", "fra has @contact.name besides"),
        (
            "@contact.name @fields.a",
            "@contact.nom @fields.a",
            "fra has @contact.nom instead of @contact.name",
        ),
        ("@contact.name", "@Contact.Name !", None),
        ("@contact.name", '@(title(contact["name"]))', None),
        ("@fields.a @fields.b", "@fields.b, @fields.a, @fields.a", None),
        ('@(if(results.a, "yes", "no"))', '@(if(results.a, "oui", "non"))', None),
        ("@(upper(contact.name))", "@(upper(contact.name)", "fra lost @contact.name"),
        ("a@@b.org", "a@@c.org", None),
        ("@contact.name", "", None),
    ],
)
def test_what_a_translation_looks_up_is_what_its_base_does(base, french, message):
    node = a_node("Hi", send(base, "hi"))

    assert said("TRANS003", node, fra={"hi": {"text": [french]}}) == ([message] if message else [])


def test_quick_replies_are_compared_as_a_whole():
    node = a_node("Hi", send("Who?", "hi", quick_replies=["@fields.a", "@fields.b"]))

    assert not said("TRANS003", node, fra={"hi": {"quick_replies": ["@fields.b", "@fields.a"]}})
    assert said("TRANS003", node, fra={"hi": {"quick_replies": ["@fields.b", "Non"]}}) == [
        "fra lost @fields.a"
    ]


def test_what_is_looked_up_is_known_by_its_path():
    assert tuple(looked_up('@Fields.Age @(contact["name"] & fields.age) @nobody.x')) == (
        "fields.age",
        "contact.name",
    )


# Replies


def asked(text="Coming? Yes or no", *more):
    yes = When("Yes", ("has_any_word", ["yes y"]))
    return a_node("Ask", send(text, "ask"), then="Coming?"), ask("Coming?", yes, *more, OTHER)


SWAHILI = {"ask": {"text": ["Utakuja? Ndiyo au la"]}}


def test_words_of_a_case_are_translated_where_its_prompt_is():
    message = (
        'swa: no translation of "yes y", so a reply in this language matches nothing and falls to "Other"'
    )

    assert said("TRANS004", *asked(), swa=SWAHILI) == [message]
    assert not said("TRANS004", *asked(), swa={**SWAHILI, "case Coming? Yes": {"arguments": ["ndiyo"]}})
    assert said("TRANS004", *asked(), swa={**SWAHILI, "case Coming? Yes": {"arguments": [""]}}) == [message]
    assert not said("TRANS004", *asked(), swa={"ask": {"quick_replies": []}})


def test_digits_are_for_every_language():
    digits = {"ask": {"text": ["Utakuja? 1=Ndiyo, 0=Hapana"]}}
    one = When("One", ("has_any_word", ["1 one"]))

    assert not said("TRANS004", *asked("Coming? 1=Yes, 0=No"), swa=digits)
    assert not said("TRANS004", a_node("Ask", send("?", "ask"), then="Q"), ask("Q", one, OTHER), swa=SWAHILI)


def test_words_that_the_translation_itself_asks_for_need_none():
    assert not said("TRANS004", *asked(), swa={"ask": {"text": ["Utakuja? Jibu YES"]}})
    assert not said("TRANS004", *asked(), swa={"ask": {"text": ["Utakuja?"], "quick_replies": ["Yes"]}})


def test_a_category_that_something_else_leads_to_is_understood():
    yes = [When("Yes", ("has_any_word", ["yes"])), When("Number", ("has_number", []))]
    question = ask("Coming?", *yes, OTHER)
    router = question["router"]
    assert isinstance(router, dict)
    cases = router["cases"]
    assert isinstance(cases, list)
    assert isinstance(cases[1], dict)
    cases[1]["category_uuid"] = uid("category Coming? Yes")

    assert not said("TRANS004", a_node("Ask", send("?", "ask"), then="Coming?"), question, swa=SWAHILI)


def test_translated_words_must_be_as_many_as_the_case_has():
    def count(*words):
        return said("TRANS009", *asked(), fra={"case Coming? Yes": {"arguments": [*words]}})

    assert count("oui", "o") == ["fra: 2 arguments, base: 1: RapidPro ignores the translation"]
    assert not count("oui o")
    assert not count("")


# Leftovers


def test_orphans_are_counted_by_language():
    node = a_node("Hi", send("Hello", "hi"))

    assert said("TRANS006", node, fra={"hi": {}, "gone": {}, "lost": {}}, swa={"gone": {}}) == [
        "fra: 2 orphaned translations",
        "swa: 1 orphaned translation",
    ]


def test_parts_of_message_templates_had_translations_once():
    templating: JsonObject = {
        "uuid": uid("action t"),
        "template": {"uuid": uid("x"), "name": "x"},
        "variables": ["a"],
    }
    node = a_node("Hi", send("Hello", "hi", templating=templating))

    assert not said("TRANS006", node, fra={"t": {"variables": ["b"]}})


def test_an_empty_translation_to_the_own_language_is_none():
    node = a_node("Hi", send("Hello", "hi"))

    assert not said("TRANS007", node, eng={})
    assert said("TRANS007", node, eng={"hi": {"text": ["Hi"]}}) == [
        "translations to eng, the language of the flow itself"
    ]


def test_quick_replies_that_are_added_by_a_translation_are_counted():
    node = a_node("Hi", send("Hello", "hi"))

    assert said("TRANS011", node, fra={"hi": {"quick_replies": ["Oui", "Non"]}}) == [
        "fra: 2 quick replies, base: 0"
    ]


def test_a_further_quick_reply_of_a_translation_has_the_last_of_the_base_beside_it():
    flow = a_flow(
        "ANC",
        a_node("Hi", send("Hello", "hi", quick_replies=["Yes"])),
        localization=localized(fra={"hi": {"quick_replies": ["Oui", "Non"]}}),
    )

    texts = [(it.text, it.base) for it in sent(Example((flow,)).project().flows[0]) if it.translated]

    assert texts == [("Oui", "Yes"), ("Non", "Yes")]
