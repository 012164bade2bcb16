"""The releases of RapidPro's engine that judge flows differently, and which of them a version stands for."""

import re
from dataclasses import dataclass

from flowops.errors import ConfigurationError

Version = tuple[int, int, int]
_VERSION = re.compile(r"v?([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.([0-9]{1,4}))?")
_FIRST_SPEC, _LAST_SPEC = 11, 14  # no RapidPro has ever had one of these as its major version


@dataclass(frozen=True, slots=True)
class Release:
    """One release of the engine, goflow.

    engine    its own version
    minor     what the tables of shapes count in: 293 for 0.293.0
    spec      the flow spec that it migrates every older flow to before it judges it
    below     it reads specs below this one: at first of the same major version, now of the same minor version
    rapidpro  the first RapidPro that ships it; it stands for the versions up to the next row
    """

    engine: str
    minor: int
    spec: Version
    below: Version
    rapidpro: tuple[int, int]

    @property
    def name(self) -> str:
        """As users say it: RapidPro 26.2."""
        return f"RapidPro {self.rapidpro[0]}.{self.rapidpro[1]}"

    @property
    def spec_version(self) -> str:
        return ".".join(map(str, self.spec))


RELEASES = (
    Release("0.163.0", 163, (13, 1, 0), (14, 0, 0), (7, 4)),
    Release("0.178.1", 178, (13, 1, 0), (14, 0, 0), (8, 0)),
    Release("0.198.0", 198, (13, 2, 0), (13, 3, 0), (9, 0)),
    Release("0.219.2", 219, (13, 5, 0), (13, 6, 0), (9, 2)),
    Release("0.226.1", 226, (13, 6, 1), (13, 7, 0), (10, 0)),
    Release("0.250.0", 250, (14, 3, 0), (14, 4, 0), (10, 2)),
    Release("0.262.5", 262, (14, 3, 0), (14, 4, 0), (26, 0)),
    Release("0.277.3", 277, (14, 4, 1), (14, 5, 0), (26, 2)),
    Release("0.293.0", 293, (14, 4, 2), (14, 5, 0), (26, 3)),
)
NEWEST = RELEASES[-1]


def release_of(version: str | None) -> Release:
    """The engine that `version` stands for; the newest for None. Raises ConfigurationError.

    A RapidPro version stands for the engine that it ships. A flow spec version stands for the newest engine of the
    oldest RapidPro that reads it: 13.1.0 for that of RapidPro 8.0, and 13.3.0, which no RapidPro ever wrote, for that of 9.2.
    """
    if version is None:
        return NEWEST
    match = _VERSION.fullmatch(version.strip())
    if not match:
        raise _unknown(version)
    major, minor, patch = (int(part or 0) for part in match.groups())
    found = (
        _of_spec((major, minor, patch))
        if _FIRST_SPEC <= major <= _LAST_SPEC
        else _of_rapidpro((major, minor))
    )
    if not found:
        raise _unknown(version)
    return found


def _of_rapidpro(version: tuple[int, int]) -> Release | None:
    if version > NEWEST.rapidpro or version[0] not in {release.rapidpro[0] for release in RELEASES}:
        return None  # there never was a RapidPro 11 to 25
    return next((release for release in reversed(RELEASES) if release.rapidpro <= version), None)


def _of_spec(version: Version) -> Release | None:
    reading = [release for release in RELEASES if release.spec >= version]
    return next(
        (release for release in reversed(RELEASES) if reading and release.spec == reading[0].spec), None
    )


def _unknown(version: str) -> ConfigurationError:
    known = ", ".join(release.name.removeprefix("RapidPro ") for release in RELEASES)
    specs = ", ".join(dict.fromkeys(release.spec_version for release in RELEASES))
    return ConfigurationError(
        f"{version} is neither a RapidPro version nor a flow spec version that flowops knows",
        f"Name a RapidPro version ({known}) or a flow spec version ({specs})",
    )
