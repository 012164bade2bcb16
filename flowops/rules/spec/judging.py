"""The verdict of one release of the engine about one flow."""

from dataclasses import dataclass, replace

from flowops.model.json import Json, JsonObject
from flowops.rules.spec import localization, semver, structure
from flowops.rules.spec.element import Element, Place
from flowops.rules.spec.elements import ELEMENTS
from flowops.rules.spec.migrations import migrate
from flowops.rules.spec.plain import UI_BYTES, UI_SINCE, plainly_fine
from flowops.rules.spec.reading import Reader
from flowops.rules.spec.refusal import Refusal
from flowops.rules.spec.release import Release, Version
from flowops.rules.spec.size import size

_LEGACY = ("action_sets", "rule_sets", "flow_type")
_HEADER = frozenset({"uuid", "name", "spec_version"})
_BODY = frozenset(ELEMENTS["flow"].fields) - _HEADER
_HEADER_PLACE = Place((), within="unable to read flow header: ")


@dataclass(frozen=True, slots=True)
class _Header:
    """What the engine reads first: what is wrong with it, at which spec the flow is, and whether that is too new."""

    refusals: list[Refusal]
    given: Version | None = None
    too_new: bool = False


def judge(definition: Json, release: Release) -> list[Refusal]:
    """Every reason why that release of the engine refuses the flow; none exactly where it accepts it.

    The engine stops at the first one; here all are told, each where it stands in `definition`. Of a flow in the format
    before 13 (see `is_legacy`), which the engine converts first, nothing is judged.
    """
    if isinstance(definition, dict) and plainly_fine(definition, release):
        return []
    return careful(definition, release)


def careful(definition: Json, release: Release) -> list[Refusal]:
    """The same, without the short cut for flows that are plainly fine."""
    if is_legacy(definition, release):
        return []
    header = _header(definition, release)
    if header.too_new or not isinstance(definition, dict):
        return header.refusals
    migrated = migrate(definition, header.given or release.spec, release.spec)
    found = _body(migrated.flow, release)
    return header.refusals + [replace(refusal, steps=migrated.before(refusal.steps)) for refusal in found]


def is_legacy(definition: Json, release: Release) -> bool:
    """Is it in the format before spec 13, of which `judge` says nothing? To import it and export it converts it."""
    if not isinstance(definition, dict) or not any(key in definition for key in _LEGACY):
        return False
    header = _header(definition, release)
    return bool(header.refusals) and not header.too_new


def _header(definition: Json, release: Release) -> _Header:
    reader = Reader(release)
    flow = reader.flow(definition, _HEADER_PLACE, _HEADER)
    version = flow.text("spec_version") if flow else ""
    if not flow or not version:
        return _Header(reader.refusals)
    read = semver.read(version)
    if not read:
        reader.refuse("SPEC003", f"{_HEADER_PLACE.within}Invalid Semantic Version", flow.step("spec_version"))
        return _Header(reader.refusals)
    given, before = read
    if given >= release.below or (before and given > release.spec):
        words = (
            f"spec version {'.'.join(map(str, given))} is newer than this library ({release.spec_version})"
        )
        return _Header([*reader.refusals, Refusal("SPEC003", words, flow.step("spec_version"))], given, True)
    return _Header(reader.refusals, (*given[:2], given[2] - before))


def _body(definition: JsonObject, release: Release) -> list[Refusal]:
    reader = Reader(release)
    flow = reader.flow(definition, Place(()), _BODY)
    if flow is None:
        return reader.refusals
    _ui(reader, flow)
    place = Place(flow.step("localization"), "localization", "invalid localization: ")
    localization.judge(reader, flow.raw.get("localization"), place)
    return reader.refusals + structure.refusals(flow)


def _ui(reader: Reader, flow: Element) -> None:
    layout = flow.raw.get("_ui")
    if reader.minor >= UI_SINCE and (has := size(layout)) > UI_BYTES:
        reader.refuse(
            "SPEC008", f"flow UI can't be larger than {UI_BYTES} bytes (is {has})", flow.step("_ui")
        )
