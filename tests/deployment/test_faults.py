"""Every request of a deploy fails in every way: no object is lost, none is made twice, and the receipt says what is true."""

import pytest

from flowops.errors import FlowopsError
from flowops.ledger.ledger import Ledger

REQUESTS = 49  # of the deploy of the second release into 26.2, as its own test counts
FAULTS = ["status:502", "reset", "reset-after", "truncate"]
OTHERS = [f"status:{code}" for code in (400, 403, 404, 409, 413, 429, 500, 503, 504)]


def attempt(made):
    try:
        return made.deploy().status
    except FlowopsError as error:
        return type(error).__name__


def check(made, status):
    """The receipt is true, a second deploy completes, and nothing is there twice or lost."""
    made.sandbox.faults.clear()
    receipts = Ledger.at(made.root, "production", lambda _: None).receipts()
    done = status == "verified" or bool(receipts and receipts[0].status == "verified")
    again = made.deploy().status
    assert again in (
        ("nothing-to-do",) if done else ("verified", "nothing-to-do")
    )  # the latter plans and writes nothing
    assert made.names() == ["Ask", "Help", "Register", "Remind"]
    assert made.stranded() == 0
    assert again == "nothing-to-do" or made.plan().writes == ()
    assert Ledger.at(made.root, "production", lambda _: None).pending() is None


def test_the_matrix_covers_every_request(world):
    made = world()
    made.sandbox.log.clear()

    assert made.deploy().status == "verified"

    assert len(made.sandbox.log) == REQUESTS


@pytest.mark.parametrize("number", range(REQUESTS))
def test_a_request_that_fails_loses_nothing_and_doubles_nothing(number, world):
    made = world()
    made.wait()
    made.fault(FAULTS[number % len(FAULTS)], skip=number)

    check(made, attempt(made))


@pytest.mark.parametrize("kind", [*OTHERS, "hang"])
@pytest.mark.parametrize("number", [16, 27, 39])
def test_every_other_fault_is_survived_too(kind, number, world):
    made = world()
    made.wait()
    made.fault(kind, skip=number)

    check(made, attempt(made))
