"""What many shapes of the tables share."""

from collections.abc import Mapping

from flowops.rules.spec.shape import ALWAYS, Field, Limit, Scalar, Shape, Span, Text

COUNTED = 250  # the counts came by 0.238, between RapidPro 10.0 and 10.2
BOUNDED = 285  # many lengths came by 0.285, the others by 0.293, all between RapidPro 26.2 and 26.3
LATE = 293

MESSAGING, BACKGROUND, OFFLINE, VOICE = "messaging", "messaging_background", "messaging_offline", "voice"
ALL = frozenset({MESSAGING, BACKGROUND, OFFLINE, VOICE})
INTERACTIVE = ALL - {BACKGROUND}
ONLINE = ALL - {OFFLINE}
SPOKEN = frozenset({VOICE})

UUID = Text(pattern="element uuid")
OTHER_UUID = Text(pattern="other uuid")  # of what is no part of a flow: never of version 4 only
LONG = Text(Limit(10_000, BOUNDED))
LATE_LONG = Text(Limit(10_000, LATE))
SHORT = Text(Limit(1000, BOUNDED))
LATE_SHORT = Text(Limit(1000, LATE))
TEXT = Text(Limit(10_000, COUNTED))
URL = Text(Limit(8192, BOUNDED))
RESULT = Text(pattern="result name", since=226)
CATEGORY = Text(pattern="result category", since=226)
BOOLEAN = Scalar("boolean")
INTEGER = Scalar("integer")


def action(about: str, flows: frozenset[str], fields: Mapping[str, Field], exists: Span = ALWAYS) -> Shape:
    """An action that may stand in flows of these types, with the keys that all actions have."""
    own = Field(UUID, "Names it in translations", ALWAYS)
    return Shape(about, {"uuid": own, **fields}, flows=flows, exists=exists)
