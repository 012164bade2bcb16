"""Whether an engine takes a definition, and in which words it does not."""

from flowops.model.json import JsonObject
from flowops.sandbox.engine.checks import check_flow
from flowops.sandbox.engine.decoding import Malformed
from flowops.sandbox.engine.definition import read_flow, read_header
from flowops.sandbox.engine.migration import is_legacy, migrated
from flowops.sandbox.engine.reading import Crashed
from flowops.sandbox.engine.release import Engine, Version, parse_version

_NEVER: Version = (0, 0, 0)


def validate(definition: JsonObject, engine: Engine) -> str | None:
    """The text with which this engine refuses the definition, or None; the server puts words of its own before."""
    try:
        _read(definition, engine)
    except (Malformed, Crashed) as error:
        return str(error)
    except RecursionError:
        return "exceeded max depth"
    return None


def _read(definition: JsonObject, engine: Engine) -> None:
    version = _version(definition, engine)
    newest = parse_version(engine.spec_version) or _NEVER
    if version < newest:
        definition = migrated(definition, version, newest)
    elif not engine.reads(".".join(map(str, version))):
        raise Malformed(
            f"spec version {'.'.join(map(str, version))} is newer than this library ({engine.spec_version})"
        )
    check_flow(read_flow(definition, engine.release), engine.release)


def _version(definition: JsonObject, engine: Engine) -> Version:
    try:
        return parse_version(read_header(definition, engine.release)) or _NEVER
    except Malformed as error:
        if is_legacy(definition):
            raise Malformed(
                "error migrating what appears to be a legacy definition: unable to read legacy flow"
            ) from error
        raise Malformed(f"unable to read flow header: {error}") from error
