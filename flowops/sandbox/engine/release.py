"""The goflow releases inside the RapidPro versions that the sandbox speaks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Version = tuple[int, int, int]

_VERSION = re.compile(
    r"v?(\d{1,18})(?:\.(\d{1,18}))?(?:\.(\d{1,18}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?"
)


@dataclass(frozen=True)
class Engine:
    """One goflow release.

    release       its minor version: 226 is goflow 0.226
    spec_version  the newest flow spec that it knows, which is also the one that the server writes
    """

    release: int
    spec_version: str

    def reads(self, version: str) -> bool:
        """Whether it takes flows of this spec: any newer patch too, but no newer minor version."""
        major, minor, _ = parse_version(self.spec_version) or (0, 0, 0)
        asked = parse_version(version)
        return asked is not None and (11, 0, 0) <= asked < (major, minor + 1, 0)


ENGINES: Mapping[str, Engine] = {
    "7.4": Engine(162, "13.1.0"),
    "8.0": Engine(178, "13.1.0"),
    "9.0": Engine(198, "13.2.0"),
    "10.0": Engine(226, "13.6.1"),
    "26.2": Engine(277, "14.4.1"),
}


def parse_version(text: str) -> Version | None:
    """A version as goflow's semver library reads it: `13`, `v13.1` and `13.1.0-rc` are versions too."""
    found = _VERSION.fullmatch(text) if text.isascii() else None
    return (int(found[1]), int(found[2] or 0), int(found[3] or 0)) if found else None
