"""Names of files that are distinct and portable whatever people call their flows."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

LONGEST = 64  # RapidPro's longest flow name; longer ones exist in old workspaces and are cut
# Windows refuses these with any extension (Microsoft, "Naming files, paths, and namespaces")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)


def slug(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; empty where nothing is left of the name."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def distinct(names: Mapping[str, str], word: str, taken: Iterable[str] = ()) -> dict[str, str]:
    """UUID -> slug for UUID -> name, no two alike and none in `taken`; `word` begins one without a name.

    All that clash get a part of their UUID, not only the later one: the file of a flow must not depend on
    which flow was exported first.
    """
    refused = _RESERVED | frozenset(taken) | {""}
    level = dict.fromkeys(names, 0)
    while True:
        slugs = {uuid: _candidate(names[uuid], uuid, word, level[uuid]) for uuid in names}
        count = Counter(slugs.values())
        clashing = [uuid for uuid, found in slugs.items() if count[found] > 1 or found in refused]
        clashing = [uuid for uuid in clashing if level[uuid] < 3]
        if not clashing:
            return slugs
        for uuid in clashing:
            level[uuid] += 1


def _candidate(name: str, uuid: str, word: str, level: int) -> str:
    base, digits = slug(name), re.sub(r"[^a-z0-9]", "", uuid.lower())
    return (
        base,
        f"{base or word}-{digits[:8]}".strip("-"),
        f"{base or word}-{digits[:32]}".strip("-"),
        f"{word}-{hashlib.sha256(uuid.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}",
    )[level]
