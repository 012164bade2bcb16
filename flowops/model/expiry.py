"""After how many minutes without an answer RapidPro lets a run of a flow expire."""

from flowops.model.export import version_key

# What the form offers, and what an import keeps (RapidPro 7.1.29 and newer); other types have no time-out
_MESSAGING = (5, 10, 15, 30, 60, 180, 360, 720, 1080, 1440, 2880, 4320, 10080, 20160)
_EXPIRIES = {"messaging": _MESSAGING, "voice": (1, 2, 3, 4, 5, 10, 15)}
_THIRTY_DAYS, _WITHOUT_THIRTY_DAYS = 43200, (10, 1)


def expiries(flow_type: str, release: str | None = None) -> tuple[int, ...]:
    """The minutes that RapidPro of a release offers for flows of a type, in order; () where it asks nobody.

    Of a release that is not known, those of the oldest too.
    """
    offered = _EXPIRIES.get(flow_type, ())
    early = version_key(release or "0")[:2] < _WITHOUT_THIRTY_DAYS
    return (*offered, _THIRTY_DAYS) if offered is _MESSAGING and early else offered


def nearest(minutes: int, offered: tuple[int, ...]) -> tuple[int, ...]:
    """The next smaller and the next larger of what is offered."""
    return (*[it for it in offered if it < minutes][-1:], *[it for it in offered if it > minutes][:1])
