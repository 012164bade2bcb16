"""The extra of a look-up in the CHT, which is often too large to be kept."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.expression.written import about, expressions
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import send
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import get, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each text that reads the extra of a look-up."""
    keys = {call.key for call in calls(flow, project) if call.key and call.looks_up_contacts}
    for spot, found in expressions(flow, lambda it: it.lookups) if keys else ():
        for key in dict.fromkeys(_read(it.path) for it in found.lookups):
            if key in keys:
                yield about(
                    flow, spot, f"@results.{key}.extra is kept only below 10,000 bytes: use @webhook.json"
                )


def _read(path: tuple[str, ...]) -> str:
    """The key of the result whose extra a look-up reads; "" for none."""
    steps = path[1:] if path[:1] == ("run",) else path
    return steps[1] if len(steps) > 2 and steps[0] == "results" and steps[2] == "extra" else ""


RULE = Rule(
    id="HOOK012",
    title="the extra of a look-up in the CHT",
    why="A contact with all its places is often larger than 10,000 bytes; then extra is empty.",
    advice="Read @webhook.json right behind the call.",
    severity="info",
    check=check,
    bad=reporting(get(), send("@results.contact.extra.docs"), shown=("nodes", 2, "actions", 0)),
    good=reporting(get(), send("@webhook.json.docs"), shown=("nodes", 2, "actions", 0)),
)
