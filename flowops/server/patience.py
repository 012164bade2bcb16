"""How long the client waits for a server, and the asking again of what may pass.

urllib3's own Retry is not used for the waiting: it would sleep an hour without a word when RapidPro throttles,
and it does not see a body that breaks off.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flowops.server.answer import Trouble
from flowops.server.notices import Notices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to ask again; times in seconds.

    tries       requests until a failure that may pass is believed
    wait        before the second try; doubles with each further one
    connect     time-out of a connection
    read        time-out of an answer: a little longer than the usual 60 s of a proxy, which says more
    throttled   longest wait for RapidPro's hourly quota, all told; its window slides over one hour
    sleep       how to wait
    """

    tries: int = 5
    wait: float = 0.5
    connect: float = 10
    read: float = 65
    throttled: float = 3900
    sleep: Callable[[float], None] = time.sleep


def patiently(
    call: Callable[[], T], patience: Patience, notices: Notices, slow_tries: int | None = None
) -> T:
    """What `call` returns, called again while it raises Trouble. Raises the trouble's error when patience ends.

    `slow_tries` is how often what takes too long is waited for, where asking for less is an option.
    """
    waited, attempt = 0.0, 1
    while True:
        try:
            return call()
        except Trouble as trouble:
            wait = trouble.wait(patience.wait, attempt)
            waited += wait if trouble.throttled else 0
            tries = slow_tries if slow_tries and trouble.slow else patience.tries
            if waited > patience.throttled if trouble.throttled else attempt >= tries:
                raise trouble.error from None
            notices.notify(f"{trouble.error.what}; trying again in {wait:g} s")
            patience.sleep(wait)
            attempt += 1
