"""What a message offers to reply is found, and what only looks like it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.rules.options import options


def keys(text):
    return "".join(f"{it.reply} " for it in options(text)).strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Will you go? 1=Yes, 0=No", "1 0"),
        ("How was it? 1 = bad, 5 = very good", "1 5"),
        ("Ok? 1=Yes,0=No", "1 0"),
        ("Y=Yes N=No", "Y N"),
        ("1=@globals.one, 2=@(upper(fields.two))", "1 2"),
        ("Je, ulienda? Jibu 1=Ndiyo, 0=Hapana", "1 0"),
        ("Reply 1 for Yes, 2 for No", "1 2"),
        (
            "Reply with 1 for \N{LEFT DOUBLE QUOTATION MARK}Yes\N{RIGHT DOUBLE QUOTATION MARK} or 2 for No",
            "1 2",
        ),
        ("Tuma 1 kwa Ndiyo au 0 kwa Hapana", "1 0"),
        ("If you will go, press 1. If not, press 0.", "1 0"),
        ("Press 1 to continue or 2 to stop", "1 2"),
        ("Danger signs: 1. Bleeding 2. Fits. Are you well? 1=Yes, 0=No", "1 0"),
        ("1. Yes 2. No", "1 2"),
        ("1) Yes\n2) No", "1 2"),
        ("(1) Oui (0) Non", "1 0"),
        ("1-Yes, 2-No", "1 2"),
        ("A: one B: two", "A B"),
        ("1/ Oui 2/ Non", "1 2"),
        ("[1] Yes [2] No", "1 2"),
        ("*1*: Yes *2*: No", "1 2"),
        ("1\ufe0f\u20e3 Yes 0\ufe0f\u20e3 No", "1 0"),
    ],
)
def test_offers_in_many_forms(text, found):
    assert keys(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Come at 10:30 on day 3. Please bring it",
        "Open 8-10 or 5 a.m. to 6 p.m.",
        "See https://x.org/a-b?a=b and www.x.org/1-a",
        "Write to a.b@c.org, or by e-mail",
        'Hello @(format_date(fields.next_visit, "DD-MM-YYYY"))! 0.5=low',
        "Take 2 for pain and vitamin A. Drink a lot",
        "y a-t-il un problème?",
        "Drink 3 to 5 cups",
        "Text 12 to 15019",
        "Eat and/or drink, 24/7, at 60 km/h",
        "Weeks from 1 to 12",
        "Send STOP to leave",
    ],
)
def test_what_is_no_offer(text):
    assert not options(text)


def test_a_list_without_equal_signs_is_not_sure():
    assert [it.sure for it in options("1. Yes 2. No")] == [False, False]
    assert [it.sure for it in options("1=Yes 2=No")] == [True, True]


def test_labels_end_where_the_next_option_begins():
    offered = options("1=Bleeding, 2=Bad headache or blurred sight 3=@fields.x. 0=None, or 9=Other")
    labels = {it.reply: it.label for it in offered}
    assert labels == {
        "1": "Bleeding",
        "2": "Bad headache or blurred sight",
        "3": "\N{HORIZONTAL ELLIPSIS}",
        "0": "None",
        "9": "Other",
    }


@given(st.text(alphabet="12aA=.):- @(\"',\nforto", max_size=40))
def test_whatever_the_text_each_reply_is_offered_once_and_stands_in_it(text):
    found = options(text)
    assert len({it.reply for it in found}) == len(found)
    assert all(it.reply in text and it.reply.isalnum() for it in found)
