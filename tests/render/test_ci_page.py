"""Pages that are put together fit, and are never cut in the middle."""

from hypothesis import given
from hypothesis import strategies as st

from flowops.render.ci_page import page

SECTION = st.builds(
    lambda head, body: f"### {head}\n\n{body}", st.text("abcé", max_size=30), st.text(max_size=400)
)


@given(st.lists(SECTION, max_size=12), st.integers(20, 3000))
def test_a_page_is_never_longer_than_it_may_be(sections, budget):
    assert len(page("head", sections, budget, "more").encode()) <= budget


@given(st.lists(SECTION, max_size=5))
def test_what_fits_is_all_there_in_order(sections):
    text = page("head", sections, 100_000)

    at = 0
    for section in sections:
        at = text.index(section.strip(), at)


def test_the_longest_goes_first_and_keeps_its_headline():
    text = page("head", ["### a\n\n" + "x" * 500, "### b\n\nshort"], 200, "See there")

    assert text == "head\n\n### a\n\n_Too long to show here. See there_\n\n### b\n\nshort\n"


def test_what_does_not_even_have_room_for_its_headline_is_counted():
    text = page("head", [f"### {at}" + "x" * 30 for at in range(10)], 150)

    assert text.endswith("… and 7 more\n")
