"""The UUID of a flow, group or contact inside a text."""

import re
from collections.abc import Iterator, Mapping

from flowops.model.json import Json, a_text
from flowops.references.tables import ACTIONS, EVALUATED_QUERY, PLAIN, TEMPLATE
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action, uid

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LENGTH, _HYPHENS = 36, 4
# Type of an action -> the keys under which texts stand that somebody else gets or that the engine evaluates
_KEYS: Mapping[str, tuple[str, ...]] = {
    action: tuple(key for key, role in shape.members.items() if role in (TEMPLATE, PLAIN, EVALUATED_QUERY))
    for action, shape in ACTIONS.items()
}
_MAPPED, _ARGUMENTS = "has_group", "arguments"  # a test in which import does replace the group
_OF_LOCKS = {"flows": "flow", "groups": "group", "campaigns": "campaign", "channels": "channel"}


def check(project: Project) -> Iterator[Complaint]:
    """Each text in which one is known: from the files, or from the lock file of an environment."""
    known = _known(project)
    for flow in project.flows:
        for steps, text in _texts(flow):
            for uuid in dict.fromkeys(found.lower() for found in _UUID.findall(text)):
                if what := known.get(uuid):
                    key = next(str(it) for it in reversed(steps) if isinstance(it, str))
                    message = f"{key} holds the UUID of {what}, which no import replaces"
                    yield flow.complaint(message, *steps)


def _known(project: Project) -> dict[str, str]:
    """UUID -> what people call it."""
    found: dict[str, str] = {}
    for _user, reference in project.uses("contact", "group", "flow", "channel"):
        if reference.uuid and reference.name:
            found[reference.uuid.lower()] = f'{reference.kind} "{reference.name}"'
    for environment, lock in project.locks.items():
        for plural, kind in _OF_LOCKS.items():
            for uuid, name in lock.by_uuid(plural).items():
                found[uuid] = f'{kind} "{name}" of {environment}'
    found.update({a_text(it.body.get("uuid")).lower(): f'group "{it.name}"' for it in project.groups})
    found.update({flow.uuid.lower(): f'flow "{flow.name}"' for flow in project.flows})
    return found


def _texts(flow: Flow) -> Iterator[tuple[Steps, str]]:
    """Those that may hold a UUID."""
    for _node, action in flow.actions:
        for key in _KEYS.get(action.type, ()):
            value = action.body.get(key)
            if value and (not isinstance(value, str) or _may_hold(value)):
                yield from _each(value, (*action.steps, key))
    for node in flow.nodes:
        if node.router:
            yield from _of_router(node)
    for language, items in flow.localization.items():
        for item, translated in items.items():
            for key, value in translated.items() if isinstance(translated, dict) else ():
                if key != _ARGUMENTS:
                    yield from _each(value, ("localization", language, item, key))


def _of_router(node: Node) -> Iterator[tuple[Steps, str]]:
    steps = (*node.steps, "router")
    yield from _each(node.operand, (*steps, "operand"))
    for case in node.cases:
        if case.type != _MAPPED:
            yield from _each(case.body.get(_ARGUMENTS), (*steps, "cases", case.index, _ARGUMENTS))


def _each(value: Json, steps: Steps) -> list[tuple[Steps, str]]:
    """A list, for a workspace has some hundred thousand texts, and hardly any is long enough and has the hyphens."""
    if isinstance(value, str):
        return [(steps, value)] if _may_hold(value) else []
    if isinstance(value, list):
        return [
            ((*steps, step), it) for step, it in enumerate(value) if isinstance(it, str) and _may_hold(it)
        ]
    held = value.items() if isinstance(value, dict) else ()
    return [((*steps, key), it) for key, it in held if isinstance(it, str) and _may_hold(it)]


def _may_hold(text: str) -> bool:
    return len(text) >= _LENGTH and text.count("-") >= _HYPHENS


def _starts(body: str) -> Example:
    call = an_action("call_webhook", "x", method="POST", url="@globals.start_url", body=body)
    return Example((a_flow("ANC", a_node("x", call)), a_flow("Survey")), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="REF013",
    title="the UUID of a flow, group or contact inside a text",
    why="Every workspace has its own UUIDs, and neither import nor flowops replaces them in texts: in production, the"
    " address or body points to what is in staging.",
    advice="Put it into a global, which every environment sets.",
    severity="error",
    check=check,
    bad=_starts(f'{{"flow": "{uid("flow Survey")}"}}'),
    good=_starts('{"flow": "@globals.survey_flow"}'),
    practice="Configuration: use globals",
)
