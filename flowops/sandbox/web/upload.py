"""The file of an import form, and what the form says about it at once."""

from collections.abc import Mapping

import orjson
from werkzeug import Response

from flowops.model.json import Json, JsonObject
from flowops.sandbox import answers
from flowops.sandbox.web.engine import version_of
from flowops.sandbox.web.visit import Instead, Visit

_NO_FILE = "This field is required."
_EMPTY = "The submitted file is empty."
_NOT_JSON = "This file is not a valid flow definition file."
_TOO_OLD = "This file is no longer valid. Please export a new version and try again."
_TOO_NEW = "This file contains flows with a version that is too new."

_OLDEST = (3,)


class Unfit(Exception):
    """The form refuses the file, in these words."""


def uploaded(visit: Visit) -> JsonObject:
    """The export in the form's file."""
    file = visit.request.files.get(visit.era.import_field)
    if file is None:
        raise Unfit(_NO_FILE)
    data = file.read()
    if not data:
        raise Unfit(_EMPTY)
    try:
        export = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Unfit(_NOT_JSON) from error
    if not isinstance(export, dict):
        raise Instead(broken())  # seen on 7.4.2, 9.0.0 and 26.2.2 for a list
    if _version(export.get("version", 0)) < _OLDEST:
        raise Unfit(_TOO_OLD)
    if visit.era.checks_spec:
        _check_specs(export, _version(visit.sandbox.dialect.spec_version))
    return export


def broken() -> Response:
    """The answer to what RapidPro does not get along with."""
    return answers.plain(answers.SERVER_ERROR, 500)


def _check_specs(export: Mapping[str, Json], own: tuple[int, ...]) -> None:
    flows = export.get("flows", [])
    if not isinstance(flows, list) or not all(isinstance(flow, dict) for flow in flows):
        raise Instead(broken())
    for flow in flows:
        if isinstance(flow, dict) and (spec := flow.get("spec_version")) and _version(spec) > own:
            raise Unfit(_TOO_NEW)


def _version(written: Json) -> tuple[int, ...]:
    found = version_of(written)
    if found is None:
        raise Instead(broken())
    return found
