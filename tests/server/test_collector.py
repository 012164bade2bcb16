"""The garbage collector is out of the way only as long as it should be."""

import gc
from contextlib import suppress

from flowops.server.collector import without_collector


def test_the_collector_is_back_after_a_failure():
    states = []
    with suppress(ValueError), without_collector():
        states.append(gc.isenabled())
        raise ValueError

    assert states == [False]

    assert gc.isenabled()
