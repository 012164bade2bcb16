"""How the imports of the RapidPro versions differ: one row each, by the name of the dialect."""

from collections.abc import Mapping
from dataclasses import dataclass

_VOICE = (1, 2, 3, 4, 5, 10, 15)
_MESSAGING = (5, 10, 15, 30, 60, 180, 360, 720, 1080, 1440, 2880, 4320, 10080, 20160)


@dataclass(frozen=True)
class Rules:
    """What an import does in one RapidPro version.

    by_type    a flow is looked up by name and type (True), or by name alone and overwritten (False)
    unchanged  a flow that the import leaves as it was gets a new revision all the same
    expiries   the minutes that a flow of each type may wait, and the default; other types have no list
    created    the references that are created where nothing has their UUID or name: kind -> assets
    resolved   the references that dangle then; what is in neither column is not tracked: random
    skipped    the trigger types that are passed over; those that the dialect does not export fail the import
    bound      the trigger types that are passed over where the file gives no channel
    """

    by_type: bool
    unchanged: bool
    expiries: Mapping[str, tuple[tuple[int, ...], int]]
    created: Mapping[str, str]
    resolved: Mapping[str, str]
    skipped: str
    bound: str


_LABELS = {"label": "labels", "topic": "topics"}
_OPTINS = {**_LABELS, "optin": "optins"}
_FOUND = {"channel": "channels", "template": "templates"}
_CLASSIFIERS = {**_FOUND, "classifier": "classifiers"}

_V7_4 = Rules(
    by_type=False,  # a voice flow over a messaging flow of the same name, seen on 7.4.2
    unchanged=True,
    expiries={"messaging": ((*_MESSAGING, 43200), 10080), "voice": (_VOICE, 5)},
    created=_LABELS,
    resolved={**_CLASSIFIERS, "ticketer": "ticketers"},
    skipped="S",
    bound="N",
)
_V9_0 = Rules(
    by_type=True,
    unchanged=True,  # seen on 9.0.0, for flows without nodes
    expiries={"messaging": ((*_MESSAGING, 43200), 10080), "voice": (_VOICE, 5)},
    created=_OPTINS,
    resolved=_CLASSIFIERS,
    skipped="S",
    bound="",
)
_V26_2 = Rules(
    by_type=True,
    unchanged=False,
    expiries={"messaging": (_MESSAGING, 4320), "voice": (_VOICE, 5)},
    created=_OPTINS,
    resolved={**_FOUND, "llm": "llms"},
    skipped="S",
    bound="",
)

RULES: Mapping[str, Rules] = {"7.4": _V7_4, "8.0": _V7_4, "9.0": _V9_0, "10.0": _V9_0, "26.2": _V26_2}
