"""What only queries and excluded groups name, which RapidPro's own export leaves out."""

from collections.abc import Iterator

from flowops.model.json import a_text
from flowops.model.kind import GROUP, TRIGGER
from flowops.references import normal_name
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Part, Project
from flowops.rules.reference.undeclared_field import declared
from flowops.rules.rule import Rule
from flowops.rules.sketch import uid

_EXCLUDED = "exclude_groups"


def check(project: Project) -> Iterator[Complaint]:
    """Each field or group of a query, and each excluded group, that is not declared."""
    fields = declared(project)
    for user, reference in project.uses("field"):
        if fields is not None and _is_query(user) and reference.name not in fields:
            yield user.complaint(
                f'field "{reference.name}" is used by the query of group "{user.name}" but is not declared',
                *reference.steps,
                text=f"{user.name}: {reference.name}",
            )
    if project.whole or project.groups:
        yield from _groups(project)


def _groups(project: Project) -> Iterator[Complaint]:
    names = {normal_name("group", it.name) for it in project.groups}
    uuids = {a_text(it.body.get("uuid")).lower() for it in project.groups}
    for user, reference in project.uses("group"):
        query = _is_query(user)
        excluded = _is_trigger(user) and reference.steps[:1] == (_EXCLUDED,)
        known = normal_name("group", reference.name) in names or (reference.uuid or "").lower() in uuids
        if (query or excluded) and not known:
            of_query = f'used by the query of group "{user.name}"'
            use = of_query if query else f"excluded by the trigger of {user.name}"
            message = f'group "{reference.name}" is {use} but is not declared'
            yield user.complaint(message, *reference.steps, text=f"{user.name}: {reference.name}")


def _is_query(user: object) -> bool:
    return isinstance(user, Part) and user.kind is GROUP


def _is_trigger(user: object) -> bool:
    return isinstance(user, Part) and user.kind is TRIGGER


def _smart(*keys: str) -> Example:
    return Example(
        lists={
            "groups": [{"uuid": uid("Due"), "name": "Due soon", "query": "edd > 2026-01-01"}],
            "fields": [{"key": key, "name": key.upper(), "type": "datetime"} for key in keys],
        }
    )


RULE = Rule(
    id="REF010",
    title="a field or group that only a query or an excluded group names, and that is not declared",
    why="The export of RapidPro leaves these out. Its import makes such a field as text and such a group empty and manual,"
    " so the smart group catches nobody, or the trigger starts for those whom it should leave in peace.",
    advice="Export with flowops, which looks them up, or add the field or group to its list.",
    severity="warning",
    check=check,
    bad=_smart(),
    good=_smart("edd"),
)
