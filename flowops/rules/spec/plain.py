"""Is a flow plainly fine for a release? The quick way through the rules that all flows have to pass."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from flowops.model.json import JsonObject
from flowops.rules.spec import localization, semver
from flowops.rules.spec.compiled import Check, Compiler, Gathered
from flowops.rules.spec.connected import Flow, connected
from flowops.rules.spec.languages import codes
from flowops.rules.spec.release import Release, Version
from flowops.rules.spec.size import size

UI_SINCE, UI_BYTES = 293, 262_144
_REWRITING: Version = (13, 6, 1)  # the last migration that can lengthen or trim texts
_SPLITTING: Version = (14, 3, 0)  # the last that moves what was not looked at before to where it is
_JOINED = localization.LENGTH // (
    localization.VALUES + 1
)  # ten of them, joined by 14.3.1, are still short enough

Translations = Mapping[str, Mapping[str, Mapping[str, list[str]]]]
_SHAPE = b"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\n"
_ANY = bytes.maketrans(b"0123456789abcdefABCDEF", b"x" * 22)
_SMALL = bytes.maketrans(b"0123456789abcdef", b"x" * 16)
_VERSION, _VARIANT = 14, 19  # where a UUID's version and variant stand


def plainly_fine(flow: JsonObject, release: Release) -> bool:
    """True only where the engine certainly accepts the flow; else, look carefully."""
    try:
        return _fine(flow, release)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False  # something is not of the type that it should be


def _fine(flow: JsonObject, release: Release) -> bool:
    given = _version(cast(str, flow["spec_version"]))
    if given is None or given > release.spec:
        return False
    checks = _flow(release.minor, given < _REWRITING, given < _SPLITTING <= release.spec)
    gathered = Gathered()
    if not checks(flow, gathered) or (release.minor >= UI_SINCE and size(flow.get("_ui")) > UI_BYTES):
        return False
    if not _uuids(gathered, release.minor):
        return False
    texts = flow.get("localization")
    return connected(cast(Flow, flow)) and (texts is None or _translations(cast(Translations, texts)))


@cache
def _version(text: str) -> Version | None:
    read = semver.read(text)
    return read[0] if read and not read[1] else None


@cache
def _flow(minor: int, rewritten: bool, split: bool) -> Check:
    unsure = frozenset({"open_ticket", "transfer_airtime"}) if split else frozenset[str]()
    return Compiler(minor, 0.4 if rewritten else 1, unsure).shape("flow")


def _uuids(gathered: Gathered, minor: int) -> bool:
    if minor >= 285:
        return _formed(gathered.elements + gathered.others, _ANY)
    elements = _formed(gathered.elements, _SMALL) and (minor >= 250 or _numbered(gathered.elements, b"4"))
    return elements and _formed(gathered.others, _SMALL)


def _formed(uuids: list[str], digits: bytes) -> bool:
    """Are these all UUIDs, of these digits? One look at all of them, in C."""
    return "\n".join((*uuids, "")).encode().translate(digits) == _SHAPE * len(uuids)


def _numbered(uuids: Iterable[str], versions: bytes) -> bool:
    joined = "".join(uuids).encode()
    return not joined[_VERSION::36].strip(versions) and not joined[_VARIANT::36].strip(b"89ab")


def _translations(texts: Translations) -> bool:
    items: list[str] = []
    for language, translated in texts.items():
        if language not in codes():
            return False
        items += translated
        for properties in translated.values():
            if len(properties) > localization.PROPERTIES or not _short(properties):
                return False
    return _formed(items, _SMALL) and _numbered(items, b"1234567")


def _short(properties: Mapping[str, list[str]]) -> bool:
    for name, values in properties.items():
        if not name.isascii() or not 0 < len(name) <= localization.NAME or type(values) is not list:
            return False
        if len(values) > localization.VALUES or max(map(len, values), default=0) > _JOINED:
            return False
        if not all(type(value) is str for value in values):
            return False
    return True
