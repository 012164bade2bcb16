"""The longest way through a graph is right where loops have one way in, and never too long."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flowops.rules.paths import along, forward, longest

_PLACES = "abcdefg"
_ANY = st.dictionaries(
    st.sampled_from(_PLACES), st.lists(st.sampled_from(_PLACES), max_size=3, unique=True).map(tuple)
)


def longest_simple(steps, place, seen=frozenset()):
    """By trying all ways."""
    further = (it for it in steps.get(place, ()) if it not in seen and it != place)
    return 1 + max((longest_simple(steps, it, seen | {place}) for it in further), default=0)


def measured(steps):
    found = forward(["a"], steps)
    return found, longest(found, dict.fromkeys(_PLACES, 1))


@given(_ANY)
def test_every_step_leads_on_and_what_can_be_reached_is_there(steps):
    found, lengths = measured(steps)
    reached, pending = set(), ["a"]
    while pending:
        place = pending.pop()
        if place not in reached:
            reached.add(place)
            pending += steps.get(place, ())
    assert set(found) == reached
    order = list(found)
    assert all(order.index(place) < order.index(it) for place in found for it in found[place])
    assert lengths["a"] <= longest_simple(steps, "a")


@given(_ANY)
def test_the_places_of_a_longest_way_are_as_many_as_its_length(steps):
    found, lengths = measured(steps)
    way = list(along("a", found, lengths))
    assert len(way) == len(set(way)) == lengths["a"]
    assert all(later in steps[earlier] for earlier, later in pairwise(way))


@st.composite
def retrying(draw):
    """Places that lead on only, and some that lead back to one that every way to them comes through."""
    steps = {
        place: tuple(draw(st.lists(st.sampled_from(_PLACES[index + 1 :]), max_size=3, unique=True)))
        for index, place in enumerate(_PLACES[:-1])
    }
    for place in draw(st.lists(st.sampled_from(_PLACES), max_size=3)):
        into = draw(st.sampled_from(_PLACES[: _PLACES.index(place) + 1]))
        if into in gates(steps, place):
            steps[place] = (*steps.get(place, ()), into)
    return steps


def gates(steps, place):
    """Places without which this one cannot be reached."""
    found = set()
    for gate in _PLACES:
        without = {it: tuple(to for to in ways if to != gate) for it, ways in steps.items() if it != gate}
        if gate == "a" or place not in forward(["a"], without):
            found.add(gate)
    return found


@given(retrying())
def test_it_is_exact_where_loops_have_one_way_in(steps):
    _, lengths = measured(steps)
    assert lengths["a"] == longest_simple(steps, "a")


def test_a_long_chain_is_no_matter_of_recursion():
    steps = {str(number): (str(number + 1), "0") for number in range(5000)}
    assert longest(forward(["0"], steps), dict.fromkeys(steps, 1))["0"] == 5000
