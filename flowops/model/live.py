"""What only a live workspace tells."""

from dataclasses import dataclass
from datetime import datetime

from flowops.model.json import JsonObject


@dataclass(frozen=True, slots=True)
class Live:
    """A workspace when lint looked.

    languages  codes of the flow languages that contacts can get
    channels   as `channels.json` lists them
    now        with a time zone
    """

    languages: tuple[str, ...]
    channels: tuple[JsonObject, ...]
    now: datetime
