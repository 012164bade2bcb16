"""How long texts are, and how many SMS they need."""

# ruff: noqa: RUF001 - typographic signs are what this is about

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.references import expressions
from flowops.rules.example import Example
from flowops.rules.length import estimate, is_name, least, longest_value, may_be_long, pieces, plain
from flowops.rules.sms import SUBSTITUTES, foreign, named, size

GSM = st.text(st.sampled_from("aZ09 @£é\n[]{}~|^\\€"), max_size=400)
ANY = st.text(st.sampled_from("aé€[ç’“…😀\u00a0 ôअ"), max_size=250)
TEMPLATES = st.lists(
    st.sampled_from(
        [
            "@contact",
            "@contact.name",
            "@(",
            ")",
            "@",
            "@@",
            "’",
            "…",
            "“",
            ".",
            "a",
            " ",
            '"',
            "@globals.x",
            "ç",
            "–",
        ]
    ),
    max_size=12,
).map("".join)


def parts_of(text, one, each, width):
    """Filled by hand: the law that `size` must hold."""
    widths = [width(character) for character in text]
    if sum(widths) <= one:
        return 1
    parts = [0]
    for it in widths:
        if parts[-1] + it > each:
            parts.append(0)
        parts[-1] += it
    return len(parts)


@given(GSM)
def test_160_characters_are_one_sms_and_153_each_part_of_more(text):
    def width(it):
        return 1 + (it in "^{}[]~|\\€")

    found = size(text)

    assert not found.unicode
    assert found.characters == sum(map(width, text))
    assert found.parts == parts_of(text, 160, 153, width)


@given(ANY.filter(foreign))
def test_one_foreign_character_makes_it_70_and_67_units_of_utf_16(text):
    def width(it):
        return len(it.encode("utf-16-le")) // 2

    found = size(text)

    assert found.unicode
    assert found.characters == len(text.encode("utf-16-le")) // 2
    assert found.parts == parts_of(text, 70, 67, width)


@pytest.mark.parametrize(
    ("text", "characters", "parts", "unicode"),
    [
        ("", 0, 1, False),
        ("x" * 160, 160, 1, False),
        ("x" * 161, 161, 2, False),
        ("x" * 306, 306, 2, False),
        ("x" * 307, 307, 3, False),
        ("x" * 152 + "€" + "x" * 152, 306, 3, False),  # the euro sign is never torn apart
        ("é" * 160, 160, 1, False),
        ("Ç" * 160, 160, 1, False),
        ("ç" * 70, 70, 1, True),
        ("ç" * 71, 71, 2, True),
        ("😀" * 35, 70, 1, True),
        ("😀" * 36, 72, 2, True),
        ("`", 1, 1, True),
        ("\t", 1, 1, True),
    ],
)
def test_what_phones_count(text, characters, parts, unicode):
    assert size(text) == (characters, parts, unicode)


def test_what_makes_a_text_unicode_is_named_once_and_so_that_it_can_be_seen():
    assert foreign("çà vaç ’\u00a0\u2003") == ("ç", "’", "\u00a0", "\u2003")
    assert named(("ç", "\u00a0", "\u2003")) == "ç no-break space U+2003"


def test_every_substitute_can_be_sent():
    assert not any(foreign(substitute) for substitute in SUBSTITUTES.values())
    assert all(foreign(sign) for sign in SUBSTITUTES)
    assert not any(sign.isalpha() for sign in SUBSTITUTES)


@given(TEMPLATES)
def test_plain_signs_are_written_outside_of_expressions_only(template):
    mended = plain(template)

    assert plain(mended) == mended
    literal = "".join(piece.text for piece in pieces(mended) if piece.literal)
    assert not any(sign in literal for sign in SUBSTITUTES)
    if "@(" not in template:  # there, quotes are part of what is evaluated
        assert list(expressions(mended)) == list(expressions(template))


@given(TEMPLATES)
def test_the_least_is_never_more_than_the_estimate_and_what_cannot_be_long_is_not(template):
    project = Example().project()

    assert least(template).characters <= estimate(template, project).characters
    if not may_be_long(template, longest_value(project)):
        assert estimate(template, project).parts == 1


@pytest.mark.parametrize(
    ("expression", "whole"),
    [
        ("@contact.name", True),
        ("@contact", True),
        ("@(title(contact.name))", True),
        ("@Contact.Name", True),
        ("@contact.first_name", False),
        ("@(text_slice(contact.name, 0, 20))", False),
        ("@(word(contact.name, 0))", False),
        ("@contact.fields.name", False),
        ("@parent.contact.name", False),
    ],
)
def test_it_is_known_where_the_whole_name_stands(expression, whole):
    assert any(is_name(piece) for piece in pieces(f"Dear {expression}!")) is whole


def test_an_expression_has_the_length_that_is_assumed_or_known():
    bare = Example().project()
    told = Example(globals={"clinic": "Kibera €", "key": "${KEY}"}).project()

    def length(template, project):
        return estimate(template, project).characters

    assert length("Hi @contact.name", bare) == 3 + 20
    assert length("@globals.clinic", bare) == 12
    assert length("@globals.clinic and @(GLOBALS.Clinic)", told) == 9 + 5 + 9
    assert length("@globals.key", told) == 12
    assert length("a@@b.org @nobody.knows", bare) == len("a@b.org @nobody.knows")
