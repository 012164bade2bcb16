"""What happens to triggers: new ones are imported; an import leaves existing ones as they are, so a person changes them.

Triggers are compared keyword by keyword. So a keyword that is added to a trigger is a new trigger with this keyword alone,
which an import does make, and it makes no difference whether a release keeps one trigger for each keyword (up to 8.2) or one
for all.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from flowops.diff.plain import of_key
from flowops.diff.trigger import trigger_form
from flowops.model.export import Document, version_key
from flowops.model.json import Json, JsonObject
from flowops.model.kind import TRIGGER, flow_of
from flowops.model.plan import Action
from flowops.plan.desired import Desired

# No import makes these: schedules; USSD triggers, which no release has any more; opt-ins and opt-outs, from 26.3 on
_NOT_IMPORTED = {"S": "schedules", "U": "USSD triggers"}
_OPT_INS = {"I": "opt-in triggers", "O": "opt-out triggers"}
_WITHOUT_OPT_INS = (26, 3)
_CHANNELS_BY_NAME = (9,)  # before, a channel stands in a trigger as its bare UUID


@dataclass(frozen=True, slots=True)
class Part:
    """A trigger, or one keyword of it; flows, groups and channels are UUIDs."""

    body: JsonObject
    type: str
    flow: str
    channel: str
    groups: frozenset[str]
    keyword: str

    @property
    def name(self) -> str:
        """What people call it."""
        return Document(TRIGGER, self.body).name

    def others(self) -> dict[str, Json]:
        """What it says besides."""
        apart = ("flow", "channel", "groups", "keywords", "trigger_type")
        said = {key: of_key(key, value) for key, value in self.body.items() if key not in apart}
        return {key: value for key, value in said.items() if value is not None}

    def differences(self, other: "Part") -> list[str]:
        """The keys under which two of them say something else."""
        ours, theirs = self.others(), other.others()
        found = [key for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)]
        same = {"channel": self.channel == other.channel, "groups": self.groups == other.groups}
        return [key for key, is_same in same.items() if not is_same] + found


def parts(documents: Iterable[Document]) -> list[Part]:
    """Triggers in any release's form, keyword by keyword."""
    return [part for document in documents for part in _parts(trigger_form(document.body))]


def _parts(body: JsonObject) -> Iterator[Part]:
    words = body.get("keywords")
    for word in words if isinstance(words, list) and words else [""]:
        own = body | {"keywords": [word]} if word else body
        groups = body.get("groups")
        listed = groups if isinstance(groups, list) else []
        uuids = frozenset(_uuid(group) for group in listed)
        yield Part(
            own,
            str(body.get("trigger_type")),
            _uuid(body.get("flow")),
            _uuid(body.get("channel")),
            uuids,
            str(word),
        )


def _uuid(value: Json) -> str:
    return str(value.get("uuid")) if isinstance(value, dict) else str(value or "")


@dataclass(slots=True)
class _Found:
    pairs: list[tuple[Part, Part]] = field(default_factory=list)
    left: list[Part] = field(default_factory=list)
    new: list[Part] = field(default_factory=list)


# From the surest on; what pairs at a later one has been changed
_LADDER: tuple[Callable[[Part], Hashable], ...] = (
    lambda it: (
        it.type,
        it.flow,
        it.channel,
        it.groups,
        it.keyword.casefold(),
        repr(sorted(it.others().items())),
    ),
    lambda it: (it.type, it.flow, it.channel, it.groups, it.keyword.casefold()),
    lambda it: (it.type, it.flow, it.keyword.casefold()),
)


def _paired(before: list[Part], after: list[Part]) -> _Found:
    found = _Found(left=before, new=after)
    for key in _LADDER:
        waiting: dict[Hashable, list[Part]] = {}
        for part in found.left:
            waiting.setdefault(key(part), []).append(part)
        new = []
        for part in found.new:
            if same := waiting.get(key(part)):
                found.pairs.append((same.pop(0), part))
            else:
                new.append(part)
        found.left, found.new = [it for of in waiting.values() for it in of], new
    return found


def trigger_actions(desired: Desired) -> Iterator[Action]:
    """New triggers; changed ones for a person; what the workspace alone has is left alone."""
    if TRIGGER.name in desired.target.export.unread:
        return
    found = _paired(parts(desired.target.export.of(TRIGGER)), parts(desired.bound.export.of(TRIGGER)))
    for body in _joined(found.new):
        yield _new(body, desired.target.release)
    for old, new in found.pairs:
        if edits := old.differences(new):
            yield _manual(
                new.body, f"change {', '.join(edits)}: Triggers, {new.name}; an import leaves it as it is"
            )
    for part in found.left:
        if part.flow not in desired.archived:
            yield Action("trigger", part.name, "orphan", "manual", "in the workspace, not in git")


def _joined(found: Iterable[Part]) -> list[JsonObject]:
    """One trigger for all keywords that start the same under the same conditions."""
    joined: dict[Hashable, JsonObject] = {}
    for part in found:
        key = (part.type, part.flow, part.channel, part.groups, repr(sorted(part.others().items())))
        if (known := joined.get(key)) and part.keyword:
            listed = known["keywords"]
            joined[key] = known | {"keywords": [*(listed if isinstance(listed, list) else ()), part.keyword]}
        else:
            joined[key] = part.body
    return list(joined.values())


def _new(body: JsonObject, release: str | None) -> Action:
    without = version_key(release or "0") >= _WITHOUT_OPT_INS
    refused = _NOT_IMPORTED | (_OPT_INS if without else {})
    if what := refused.get(str(body.get("trigger_type"))):
        return _manual(body, f"make it: Triggers, New trigger; {what} cannot be imported")
    sent = _in_form_of(body, release)
    return Action(
        "trigger", Document(TRIGGER, body).name, "create", "import", f"new, starts {flow_of(body)}", body=sent
    )


def _in_form_of(body: JsonObject, release: str | None) -> JsonObject:
    """With its channel as the release writes it."""
    channel = body.get("channel")
    if not channel or release is None:
        return body
    by_name = version_key(release) >= _CHANNELS_BY_NAME
    if by_name == isinstance(channel, dict):
        return body
    return body | {"channel": {"uuid": channel, "name": ""} if by_name else _uuid(channel)}


def _manual(body: JsonObject, summary: str) -> Action:
    return Action("trigger", Document(TRIGGER, body).name, "manual", "manual", summary, body=body)
