"""JSON without its UUIDs: what stays the same when RapidPro gives every part of a flow a new UUID."""

import re
from dataclasses import dataclass

from flowops import canon
from flowops.model.json import Json

# An import replaces what stands under `uuid` or `…_uuid`, and a list's items that are UUIDs (seen on 7.4.2, 9.0.0 and
# 26.2.2); of a definition's lists only the arguments of this test hold any.
_IN_LISTS = b'"has_group"'
_UNDER_KEYS = re.compile(rb'uuid":"([^"]+)"')
_ANYWHERE = re.compile(rb'(?:uuid":|[\[,])"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"')

BlindKey = tuple[tuple[bytes, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Blind:
    """The UUIDs of a value in the order in which they stood there, and what stood before, between and behind them."""

    pieces: tuple[bytes, ...]
    uuids: tuple[bytes, ...]

    def names(self, other: "Blind") -> dict[bytes, bytes] | None:
        """The other's UUIDs -> the ones that stand here in their places; None where that is not one to one."""
        if len(self.uuids) != len(other.uuids):
            return None
        found = dict(zip(other.uuids, self.uuids, strict=True))
        one_to_one = (
            len(set(found.values())) == len(found) and tuple(map(found.get, other.uuids)) == self.uuids
        )
        return found if one_to_one else None

    @property
    def key(self) -> BlindKey:
        """What two values have in common that are the same but for their UUIDs: equal ones here are equal ones there."""
        seen: dict[bytes, int] = {}
        return self.pieces, tuple([seen.setdefault(uuid, len(seen)) for uuid in self.uuids])


def blind(value: Json) -> Blind:
    """The value without the UUIDs that an import would replace."""
    data = canon.compact(value)
    parts = (_ANYWHERE if _IN_LISTS in data else _UNDER_KEYS).split(data)
    return Blind(tuple(parts[::2]), tuple(parts[1::2]))
