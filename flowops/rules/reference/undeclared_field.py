"""A contact field that is not declared, or that RapidPro could not make."""

import re
from collections.abc import Iterator

from flowops.model.json import a_text
from flowops.model.kind import FIELD
from flowops.references import closest
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Part, Project, Use
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action

_KEY = re.compile(r"[a-z][a-z0-9_]{0,35}")
SYSTEM = frozenset({"created_on", "last_seen_on"})  # campaigns may count from them; no list has them
_IN_QUERIES = frozenset({"group"})  # what those name is told by REF010


def declared(project: Project) -> frozenset[str] | None:
    """The keys of the fields that there are; None where nobody can know, as of a single flow."""
    if not project.whole and not project.fields:
        return None
    return SYSTEM | {a_text(it.body.get("key")).lower() for it in project.fields}


def check(project: Project) -> Iterator[Complaint]:
    """Each such field once in each flow, campaign or list of fields."""
    known = declared(project)
    seen: set[tuple[Flow | Part, str]] = set()
    for use in project.uses("field"):
        user, reference = use
        if reference.dynamic or (user, reference.name) in seen or _is_of_query(use):
            continue
        seen.add((user, reference.name))
        if (bad := _bad_key(use)) or known is None or reference.name in known:
            if bad:
                yield user.complaint(bad, *reference.steps, text=reference.name)
            continue
        near = closest(reference.name, known - SYSTEM)
        meant = f'; did you mean "{near[0]}"?' if near else ""
        message = f'field "{reference.name}" is not declared{meant}'
        yield user.complaint(message, *reference.steps, text=reference.name)
    for part in project.fields:
        key = a_text(part.body.get("key"))
        if not _KEY.fullmatch(key):
            yield part.complaint(_said(key), "key")


def _is_of_query(use: Use) -> bool:
    return isinstance(use.user, Part) and use.user.kind.name in _IN_QUERIES


def _bad_key(use: Use) -> str:
    """A key that stands in an expression is one already, and its letter case does not count."""
    reference = use.reference
    return "" if reference.span or _KEY.fullmatch(reference.written) else _said(reference.written)


def _said(key: str) -> str:
    return f'"{key}" can be no key of a field: small letters, digits and _, a letter first, at most 36'


def _sets(key: str) -> Example:
    action = an_action("set_contact_field", "x", field={"key": key, "name": "Due date"}, value="@results.due")
    return Example(
        (a_flow("ANC", a_node("x", action)),),
        {FIELD.key or "": [{"key": "due_date", "name": "Due date", "type": "datetime"}]},
        shown=("nodes", 0, "actions"),
    )


RULE = Rule(
    id="REF009",
    title="a contact field that is not declared, or cannot be",
    why="An import makes a field that it does not know as text: dates in it cannot start campaigns, and numbers in it"
    " cannot be compared in the queries of groups. One with an impossible key is not made at all.",
    advice="Declare it in fields.json with its type, or mend the key.",
    severity="error",
    check=check,
    bad=_sets("duedate"),
    good=_sets("due_date"),
)
