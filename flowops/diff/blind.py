"""JSON without its UUIDs: what stays the same when RapidPro gives every part of a flow a new UUID."""

import re
from dataclasses import dataclass

from flowops import canon
from flowops.model.json import Json

_KEY = b'uuid":"'
_LENGTH = 36
_HEX = b"0123456789abcdefABCDEF-"
_UUID = rb"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
# An import replaces what stands under `uuid` or `…_uuid`, and a list's items that are UUIDs (seen on 7.4.2, 9.0.0 and
# 26.2.2); of a definition's lists only the arguments of this test hold any.
_IN_LISTS = b'"has_group"'
_ANYWHERE = re.compile(rb'(?:uuid":|\[|,)"(' + _UUID + rb')"')
_UNDER_KEYS = re.compile(rb'uuid":"(' + _UUID + rb')"')

BlindKey = tuple[tuple[bytes, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Blind:
    """The UUIDs of a value in the order in which they stood there, and what stood before, between and behind them."""

    pieces: tuple[bytes, ...]
    uuids: tuple[bytes, ...]

    def matches(self, other: "Blind") -> bool:
        """Whether both are the same but for their UUIDs: equal ones here are equal ones there."""
        return self.pieces == other.pieces and self.has_structure_of(other)

    def has_structure_of(self, other: "Blind") -> bool:
        """Whether the UUIDs of both can be exchanged for each other, one by one."""
        if len(self.uuids) != len(other.uuids):
            return False
        pairs = len(set(zip(self.uuids, other.uuids, strict=True)))
        return pairs == len(set(self.uuids)) == len(set(other.uuids))

    @property
    def key(self) -> BlindKey:
        """What two values have in common where one matches the other."""
        seen: dict[bytes, int] = {}
        return self.pieces, tuple([seen.setdefault(uuid, len(seen)) for uuid in self.uuids])


def blind(value: Json) -> Blind:
    """The value without the UUIDs that an import would replace."""
    data = canon.compact(value)
    if _IN_LISTS in data:
        return _searched(_ANYWHERE, data)
    first, *pieces = data.split(_KEY)
    uuids = [piece[:_LENGTH] for piece in pieces]
    rest = [piece[_LENGTH:] for piece in pieces]
    ends = b"".join([piece[:1] for piece in rest])
    if b"".join(uuids).translate(None, _HEX) or ends != b'"' * len(uuids):
        return _searched(_UNDER_KEYS, data)  # an empty or broken one among them
    return Blind((first, *rest), tuple(uuids))


def _searched(pattern: re.Pattern[bytes], data: bytes) -> Blind:
    parts = pattern.split(data)
    return Blind(tuple(parts[::2]), tuple(parts[1::2]))
