"""A credential that stands in a flow, a campaign or a trigger."""

import re
from collections.abc import Iterator

from flowops.model.json import a_text
from flowops.references.template import evaluated
from flowops.rules.complaint import Complaint
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.webhook.call import Call, calls
from flowops.rules.webhook.credential import MARKS, WORDS, credential
from flowops.rules.webhook.leaves import holders, leaves
from flowops.rules.webhook.sample import JSON_HEADERS, post, reporting

_HEADERS = re.compile(r"(?:proxy-)?authorization|x-.*(?:key|token|secret).*|api-?key", re.IGNORECASE)


def check(project: Project) -> Iterator[Complaint]:
    """Each header for credentials without an expression, and whatever looks like a token anywhere."""
    headers = list(_headers(project))
    yield from headers
    told = {(it.file, it.steps) for it in headers}
    for holder in holders(project, WORDS, MARKS):
        for steps, text in leaves(holder.body):
            if kind := credential(text):
                complaint = holder.complaint(f"what looks like {kind} stands here", *steps)
                if (complaint.file, complaint.steps) not in told:
                    yield complaint


def _headers(project: Project) -> Iterator[Complaint]:
    for flow in project.flows:
        for call in calls(flow, project):
            for name in _literal(call):
                yield flow.complaint(
                    f"literal credential in header {name}", *call.action.steps, "headers", name
                )


def _literal(call: Call) -> Iterator[str]:
    for name, value in call.headers.items():
        text = a_text(value)
        if text.strip() and _HEADERS.fullmatch(name) and not any(evaluated(text)):
            yield name


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
