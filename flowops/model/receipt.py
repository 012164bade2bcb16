"""What one deploy did: who, when, to which workspace, from which commit, and how it ended."""

import re
import secrets as randomness
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypedDict, cast, get_args

from flowops.errors import FormatError, NewerFormat
from flowops.model.json import Json, JsonObject
from flowops.model.workspace import Workspace

FORMAT = "flowops/receipt@1"
Status = Literal["open", "verified", "unverified", "failed"]
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def new_id(moment: datetime) -> str:
    """A name for the deploy that begins now: sorts by time, and two of one second differ."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{randomness.token_hex(3)}"


def timestamp(moment: datetime) -> str:
    """A moment as receipts write it: ISO 8601 in UTC, whole seconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One deploy.

    id           as `new_id` makes it
    server       the RapidPro release of the workspace, as far as it is known
    digest       of the plan; base_digest: of the workspace as it was planned for
    commit       the commit that was deployed; None where the repository had none
    started_at   and finished_at as `timestamp` writes them; None while it is open
    tool         the version of flowops
    status       open        it may have begun to write, and nobody has recorded how it ended
                 verified    the workspace was read again and is as planned
                 unverified  everything was sent, but the workspace is not as planned, or could not be read again
                 failed      it ended midway; where all was put back, `after` in the ledger equals `before`
    reason       what --reason said
    allowed      guard -> what it had found, for each guard that was waived
    actions      as in a plan, each with its `outcome`
    secrets      global -> keyed digest (`model.digest`) of the value that came from ${NAME}
    problems     what people should know, one line each
    """

    id: str
    environment: str
    workspace: Workspace
    server: str | None
    digest: str
    base_digest: str
    commit: str | None
    who: str
    started_at: str
    tool: str
    finished_at: str | None = None
    status: Status = "open"
    reason: str | None = None
    allowed: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[JsonObject, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has recorded how it ended."""
        return self.status == "open"

    @property
    def changed(self) -> int:
        """How many objects it was to create or update."""
        return sum(action.get("action") in ("create", "update") for action in self.actions)


class _Workspace(TypedDict):
    uuid: str
    name: str
    host: str
    version: str | None


class _Body(TypedDict):
    format: str
    id: str
    environment: str
    workspace: _Workspace
    digest: str
    base_digest: str
    commit: str | None
    who: str
    started_at: str
    finished_at: str | None
    status: Status
    reason: str | None
    allowed: dict[str, str]
    actions: list[JsonObject]
    secrets: dict[str, str]
    problems: list[str]
    tool: str


def to_json(receipt: Receipt) -> JsonObject:
    """The document `flowops/receipt@1`."""
    there = receipt.workspace
    return {
        "format": FORMAT,
        "id": receipt.id,
        "environment": receipt.environment,
        "workspace": {
            "uuid": there.uuid,
            "name": there.name,
            "host": there.host,
            "version": receipt.server,
        },
        "digest": receipt.digest,
        "base_digest": receipt.base_digest,
        "commit": receipt.commit,
        "who": receipt.who,
        "started_at": receipt.started_at,
        "finished_at": receipt.finished_at,
        "status": receipt.status,
        "reason": receipt.reason,
        "allowed": {**receipt.allowed},
        "actions": [*receipt.actions],
        "secrets": {**receipt.secrets},
        "problems": [*receipt.problems],
        "tool": receipt.tool,
    }


def from_json(value: Json, place: str) -> Receipt:
    """The receipt that a document says, exactly; `place` names it in errors. Raises FormatError."""
    found = _checked(value, place)
    there = found["workspace"]
    return Receipt(
        id=found["id"],
        environment=found["environment"],
        workspace=Workspace(there["uuid"], there["name"], there["host"]),
        server=there["version"],
        digest=found["digest"],
        base_digest=found["base_digest"],
        commit=found["commit"],
        who=found["who"],
        started_at=found["started_at"],
        tool=found["tool"],
        finished_at=found["finished_at"],
        status=found["status"],
        reason=found["reason"],
        allowed=found["allowed"],
        actions=tuple(found["actions"]),
        secrets=found["secrets"],
        problems=tuple(found["problems"]),
    )


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_time(value: Json) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _or_none(fits: Callable[[Json], bool]) -> Callable[[Json], bool]:
    return lambda value: value is None or fits(value)


def _is_texts(value: Json) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_list(fits: Callable[[Json], bool]) -> Callable[[Json], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


_PLACE: Mapping[str, Callable[[Json], bool]] = {
    "uuid": _is_text,
    "name": _is_text,
    "host": _is_text,
    "version": _or_none(_is_text),
}
_SHAPES: Mapping[str, Callable[[Json], bool]] = {
    "format": lambda value: value == FORMAT,
    "id": lambda value: isinstance(value, str) and ID.fullmatch(value) is not None,
    "environment": _is_text,
    "workspace": lambda value: (
        isinstance(value, dict)
        and value.keys() == _PLACE.keys()
        and all(fits(value[key]) for key, fits in _PLACE.items())
    ),
    "digest": _is_text,
    "base_digest": _is_text,
    "commit": _or_none(_is_text),
    "who": _is_text,
    "started_at": _is_time,
    "finished_at": _or_none(_is_time),
    "status": lambda value: value in get_args(Status),
    "reason": _or_none(_is_text),
    "allowed": _is_texts,
    "actions": _is_list(lambda item: isinstance(item, dict)),
    "secrets": _is_texts,
    "problems": _is_list(_is_text),
    "tool": _is_text,
}


def _checked(value: Json, place: str) -> _Body:
    """The document, if it has exactly the keys and shapes of a receipt."""
    if not isinstance(value, dict):
        raise FormatError(f"{place} is no receipt: it holds no JSON object")
    said = value.get("format")
    if isinstance(said, str) and said != FORMAT and said.startswith("flowops/receipt@"):
        raise NewerFormat(place, said, FORMAT)
    wrong = sorted(key for key, fits in _SHAPES.items() if key not in value or not fits(value[key]))
    wrong += sorted(value.keys() - _SHAPES.keys())
    if wrong:
        raise FormatError(f"{place} is no receipt: {', '.join(wrong)} is not as flowops writes it")
    if (value["status"] == "open") != (value["finished_at"] is None):
        raise FormatError(f"{place} is no receipt: it is {value['status']}, and finished_at says otherwise")
    return cast(_Body, value)
