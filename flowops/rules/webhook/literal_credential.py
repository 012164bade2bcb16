"""A credential that stands in a flow, a campaign or a trigger."""

import re
from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text
from flowops.references.template import evaluated
from flowops.rules.complaint import Complaint
from flowops.rules.lines import Steps
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.webhook.call import Call, calls
from flowops.rules.webhook.credential import MARKS, credential
from flowops.rules.webhook.leaves import leaves, raw
from flowops.rules.webhook.sample import JSON_HEADERS, post, reporting

_HEADERS = re.compile(r"(?:proxy-)?authorization|x-.*(?:key|token|secret).*|api-?key", re.IGNORECASE)


def check(project: Project) -> Iterator[Complaint]:
    """Each header for credentials without an expression, and whatever looks like a token anywhere."""
    for flow in project.flows:
        told = set()
        for call in calls(flow, project):
            for name in _literal(call):
                told.add((*call.action.steps, "headers", name))
                yield flow.complaint(
                    f"literal credential in header {name}", *call.action.steps, "headers", name
                )
        for steps, kind in _found(flow.body):
            if steps not in told:
                yield flow.complaint(f"what looks like {kind} stands in the flow", *steps)
    for part in project.parts:
        for steps, kind in _found(part.body):
            yield part.home.complaint(
                f'what looks like {kind} stands in the {part.kind.name} "{part.name}"', steps
            )


def _literal(call: Call) -> Iterator[str]:
    for name, value in call.headers.items():
        text = a_text(value)
        if text.strip() and _HEADERS.fullmatch(name) and not any(evaluated(text)):
            yield name


def _found(body: JsonObject) -> Iterator[tuple[Steps, str]]:
    """Place and kind of what looks like a credential."""
    if MARKS.search(raw(body)):
        yield from ((steps, kind) for steps, text in leaves(body) if (kind := credential(text)))


RULE = Rule(
    id="SEC003",
    title="a credential as it is",
    why="Everybody who can read the repository or the workspace has it, and it stays in the history.",
    advice="Put it into a global whose value is a ${NAME} in each environment, and renew the credential.",
    severity="error",
    check=check,
    bad=reporting(
        post(headers={**JSON_HEADERS, "Authorization": "Token 0123456789abcdef0123456789abcdef01234567"})
    ),
    good=reporting(post()),
    practice="Configuration: use globals",
)
