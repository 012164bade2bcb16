"""What two texts share, word by word."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.render.difference import is_replaced, lists, pieces, shortened
from tests.render.test_foreign import ENDLESS

texts = st.lists(st.sampled_from(["yes", "no", " ", "\n", ".", "@fields.x", "ndiyo", "मा"]), max_size=30).map(
    "".join
)


@given(texts, texts)
def test_the_pieces_make_up_both_texts(before, after):
    found = pieces(before, after)

    assert "".join(text for sign, text in found if sign != "+") == before
    assert "".join(text for sign, text in found if sign != "-") == after
    assert all(text for _, text in found)
    assert all(one[0] != other[0] for one, other in pairwise(found))


@given(texts, texts)
def test_the_pieces_of_endless_texts_make_them_up_too(before, after):
    middle = "x" * 60_000
    found = pieces(f"a{before}{middle}", f"a{after}{middle}")

    assert "".join(text for sign, text in found if sign != "+") == f"a{before}{middle}"
    assert "".join(text for sign, text in found if sign != "-") == f"a{after}{middle}"


@given(texts)
def test_a_text_differs_from_itself_nowhere(text):
    assert pieces(text, text) == ([(" ", text)] if text else [])


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_the_items_of_a_list_are_lost_and_got(before, after):
    found = lists(before, after)

    assert sorted(before + [item for sign, item in found if sign == "+"]) == sorted(
        after + [item for sign, item in found if sign == "-"]
    )


def test_words_stay_whole():
    assert pieces("Send STOP to leave.", "Send ENDS to leave.") == [
        (" ", "Send "),
        ("-", "STOP"),
        ("+", "ENDS"),
        (" ", " to leave."),
    ]


def test_neighbours_are_one_change():
    before, after = (
        "We will write to you very soon, dear friend",
        "We will call on you very soon, dear friend",
    )

    assert pieces(before, after)[1:3] == [("-", "write to"), ("+", "call on")]


def test_texts_with_little_in_common_are_replaced_as_a_whole():
    found = pieces("Hello there, friend", "Good morning to all, friend")

    assert is_replaced(found)
    assert len(found) == 2


def test_what_stays_is_cut_to_the_words_beside_a_change():
    before = f"{'a ' * 30}old {'b ' * 30}older {'c ' * 30}end"
    after = before.replace("older", "newer").replace("old ", "new ")

    assert "".join(text for _, text in shortened(pieces(before, after))) == (
        "… a a a a a a oldnew b b b b b b … b b b b b b oldernewer c c c c c c …"
    )


def test_of_texts_of_many_words_all_is_replaced_but_their_ends():
    middle = [f"{n}" for n in range(2_000)]
    before, after = " ".join(["same", *middle, "end"]), " ".join(["same", *middle[::-1], "end"])
    found = pieces(f"{'kept ' * 4_000}{before}", f"{'kept ' * 4_000}{after}")

    assert [sign for sign, _ in found] == [" ", "-", "+", " "]


def test_a_long_list_is_told_as_a_whole():
    assert len(lists(["a"] * 2000, ["a"])) == 2001


HOSTILE = {
    "one word": ("a " * 700, f"b {'a ' * 700}c"),
    "two words": ("a b " * 350, "b b a " * 230),
    "reversed": (" ".join(map(str, range(740))), " ".join(map(str, reversed(range(740))))),
    "signs": ("!?" * 700, "?!?" * 480),
    "backticks": ("`" * 1_000_000, "x" + "`" * 1_000_000),
    "words": ("ab " * 330_000, "ba " * 330_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_no_time(name):
    start = time.process_time()

    pieces(*HOSTILE[name])

    assert time.process_time() - start < ENDLESS
