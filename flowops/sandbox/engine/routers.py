"""Reading a router: its categories, its cases and the wait before it."""

from collections.abc import Mapping

from flowops.model.json import Json
from flowops.sandbox.engine.decoding import Malformed
from flowops.sandbox.engine.elements import Router, Wait
from flowops.sandbox.engine.reading import items, read, read_type, text
from flowops.sandbox.engine.references import ID
from flowops.sandbox.engine.schema import NUMBER, TEXT, TEXTS, Field, Listed, Raw, Struct, named

_CATEGORY_UUID = named("flows.CategoryUUID")
_CATEGORY = Struct(
    "routers.categoryEnvelope",
    (
        Field("uuid", _CATEGORY_UUID, ID),
        Field("name", TEXT, "required@226 result_category@226"),
        Field("exit_uuid", named("flows.ExitUUID"), ID),
    ),
)
_CASE = Struct(  # goflow has rules for these too, but never applies them
    "routers.Case",
    (
        Field("uuid", named("uuids.UUID")),
        Field("type", TEXT),
        Field("arguments", TEXTS),
        Field("category_uuid", _CATEGORY_UUID),
    ),
)
_ROUTER = (
    Field("type", TEXT, "required", "baseEnvelope"),
    Field("wait", Raw(), "", "baseEnvelope"),
    Field("result_name", TEXT, "omitempty@226 result_name@226", "baseEnvelope"),
    Field("categories", Listed(Raw()), "required min=1", "baseEnvelope"),
)
_ROUTERS: Mapping[str, Struct] = {
    "random": Struct("routers.baseEnvelope", tuple(Field(row.name, row.kind, row.rules) for row in _ROUTER)),
    "switch": Struct(
        "routers.switchEnvelope",
        (
            *_ROUTER,
            Field("operand", TEXT, "required max=10000@285"),
            Field("cases", Listed(_CASE)),
            Field("default_category_uuid", _CATEGORY_UUID, "omitempty uuid4@-243 uuid@243"),
        ),
    ),
}
_TIMEOUT = Struct(
    "waits.Timeout", (Field("seconds", NUMBER, "required"), Field("category_uuid", _CATEGORY_UUID, ID))
)
_WAIT = (
    Field("type", TEXT, "required", "baseEnvelope"),
    Field("timeout", _TIMEOUT, "", "baseEnvelope"),
)
_WAITS: Mapping[str, Struct] = {
    "dial": Struct(
        "waits.dialEnvelope",
        (
            *_WAIT,
            Field("phone", TEXT, "required max=1000@285"),
            Field("dial_limit_seconds", NUMBER, since=178),
            Field("call_limit_seconds", NUMBER, since=178),
        ),
    ),
    "msg": Struct("waits.msgEnvelope", (*_WAIT, Field("hint", Raw()))),
}
_HINT = (Field("type", TEXT, "required", "baseHint"),)
_HINTS: Mapping[str, Struct] = {
    "audio": Struct("hints.Audio", _HINT),
    "digits": Struct(
        "hints.Digits", (*_HINT, Field("count", NUMBER), Field("terminated_by", TEXT, "max=8@285"))
    ),
    "image": Struct("hints.Image", _HINT),
    "location": Struct("hints.Location", _HINT),
    "video": Struct("hints.Video", _HINT),
}


def read_router(value: Json, release: int) -> Router:
    """The router of a node; a null is not the same as none."""
    name, struct = read_type(value, _ROUTERS, release)
    values = read(struct, value, release)
    categories = tuple(_category(item, release) for item in items(values, "categories"))
    wait = _wait(values["wait"], release) if "wait" in values else None
    cases = tuple(item if isinstance(item, dict) else None for item in items(values, "cases"))
    return Router(name, wait, categories, cases, text(values, "default_category_uuid"))


def _category(value: Json, release: int) -> tuple[str, str]:
    try:
        values = read(_CATEGORY, value, release)
    except Malformed as error:
        raise Malformed(f"unable to read category: {error}") from error
    return text(values, "uuid"), text(values, "exit_uuid")


def _wait(value: Json, release: int) -> Wait:
    try:
        name, struct = read_type(value, _WAITS, release)
        values = read(struct, value, release)
        if "hint" in values:
            _read_hint(values["hint"], release)
    except Malformed as error:
        raise Malformed(f"unable to read wait: {error}") from error
    timeout = values.get("timeout") if name == "msg" else None
    return Wait(name, text(timeout, "category_uuid") if isinstance(timeout, dict) else None)


def _read_hint(value: Json, release: int) -> None:
    try:
        _, struct = read_type(value, _HINTS, release)
        read(struct, value, release)
    except Malformed as error:
        raise Malformed(f"unable to read hint: {error}") from error
