from flowops.sandbox.web.lockout import Lockout


def test_it_is_full_until_the_oldest_event_is_long_enough_ago() -> None:
    now = 0.0
    lockout = Lockout(2, 10, lambda: now)
    lockout.count("a")
    now = 6
    lockout.count("a")

    assert lockout.full("a")
    assert not lockout.full("b")
    now = 10
    assert not lockout.full("a")


def test_what_is_forgotten_counts_no_more() -> None:
    lockout = Lockout(1, 10)
    lockout.count("a")
    lockout.forget("a")
    lockout.forget("nobody")

    assert not lockout.full("a")


def test_nothing_is_kept_of_who_only_asks_or_whose_events_are_over() -> None:
    now = 0.0
    lockout = Lockout(1, 10, lambda: now)
    lockout.count("a")
    now = 10

    assert not lockout.full("a")
    assert not lockout.full("b")
    assert not lockout._events
