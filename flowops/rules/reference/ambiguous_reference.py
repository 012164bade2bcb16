"""One name with several UUIDs, or one UUID with several names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flowops.references import normal_name
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.project import Part, Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action, send, uid

# What RapidPro gives a name only once; channels, contacts and users share names
_UNIQUE = frozenset({"flow", "group", "label", "topic", "template", "classifier", "llm", "optin"})
_SHARED = frozenset({"channel"})


@dataclass(frozen=True, slots=True)
class _Said:
    """That something of this name has this UUID, and where that is said."""

    user: Flow | Part
    steps: Steps
    kind: str
    name: str
    uuid: str
    definition: bool


def check(project: Project) -> Iterator[Complaint]:
    """One complaint for each name or UUID: at the first place that says something else than most do."""
    for said in _scopes(project, _said(project)):
        yield from _several_uuids(said)
        yield from _several_names(said)


def _said(project: Project) -> Iterator[_Said]:
    users: tuple[Flow | Part, ...] = (*project.flows, *project.parts)
    for user in users:
        for it in user.references:
            if it.uuid and it.name and it.kind in _UNIQUE | _SHARED and not it.span:
                yield _Said(user, it.steps, it.kind, it.name, it.uuid.lower(), it.definition)


def _scopes(project: Project, said: Iterable[_Said]) -> Iterable[list[_Said]]:
    """All of a workspace; else what stands in one export or folder, for two may be of two workspaces."""
    found: dict[str, list[_Said]] = {}
    for it in said:
        found.setdefault("" if project.whole else it.user.home.scope, []).append(it)
    return found.values()


def _several_uuids(said: list[_Said]) -> Iterator[Complaint]:
    by_name: dict[tuple[str, str], list[_Said]] = {}
    for it in said:
        if it.kind in _UNIQUE:
            by_name.setdefault((it.kind, normal_name(it.kind, it.name)), []).append(it)
    for same in by_name.values():
        if len({it.uuid for it in same}) > 1:
            odd = _odd_one(same, [it.uuid for it in same])
            several = len({it.uuid for it in same})
            yield odd.user.complaint(f'{odd.kind} "{odd.name}" has {several} UUIDs', *odd.steps)


def _several_names(said: list[_Said]) -> Iterator[Complaint]:
    defined = {(it.kind, it.uuid) for it in said if it.definition}
    by_uuid: dict[tuple[str, str], list[_Said]] = {}
    for it in said:
        if it.definition or (it.kind, it.uuid) not in defined:
            by_uuid.setdefault((it.kind, it.uuid), []).append(it)
    for same in by_uuid.values():
        names = [normal_name(it.kind, it.name) for it in same]
        if len(set(names)) > 1:
            odd = _odd_one(same, names)
            others = sorted({it.name for it in same} - {odd.name})
            known = " and ".join(f'"{name}"' for name in others)
            yield odd.user.complaint(f'{odd.kind} "{odd.name}" has the UUID of {known}', *odd.steps)


def _odd_one(said: list[_Said], values: list[str]) -> _Said:
    """The first that says neither what the object itself says, nor what most say."""
    of_object = [value for it, value in zip(said, values, strict=True) if it.definition]
    usual = of_object[0] if of_object else Counter(values).most_common(1)[0][0]
    return next(it for it, value in zip(said, values, strict=True) if value != usual)


def _adds(group: str, uuid: str) -> Example:
    return Example(
        (
            a_flow(
                "ANC",
                a_node(
                    "Enrol",
                    an_action(
                        "add_contact_groups", "x", groups=[{"uuid": uid("group 1"), "name": "Enrolled"}]
                    ),
                    an_action("remove_contact_groups", "y", groups=[{"uuid": uid(uuid), "name": group}]),
                    send("Welcome!"),
                ),
            ),
        ),
        shown=("nodes", 0, "actions"),
    )


RULE = Rule(
    id="REF003",
    title="one name with several UUIDs, or one UUID with several names",
    why="The same thing cannot be two things: what came from another workspace, or from a merge, points to nothing here,"
    " and RapidPro makes a second object or renames the first.",
    advice="Choose the object again in RapidPro's editor and export, or write the right UUID.",
    severity="error",
    check=check,
    bad=_adds("Enrolled", "group 2"),
    good=_adds("Enrolled", "group 1"),
)
