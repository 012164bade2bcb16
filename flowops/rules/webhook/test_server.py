"""A test server in the flows of production."""

import re
from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.webhook.leaves import holders, leaves
from flowops.rules.webhook.others import Others
from flowops.rules.webhook.sample import CHT, URL, post, reporting

_PRODUCTION = re.compile(r"prod|live", re.IGNORECASE)


def check(project: Project) -> Iterator[Complaint]:
    """Each global, and each address in a text, that belongs to a test, where the environment is a production."""
    environment = project.environment
    if environment is None or not (environment.protected or _PRODUCTION.match(environment.name)):
        return
    others = Others(environment, project.environments)
    for flow in project.flows:
        for reference in {it.name: it for it in reversed(flow.references) if it.kind == "global"}.values():
            if message := others.about_global(reference.name):
                yield flow.complaint(message, *reference.steps, text=reference.name)
    yield from _texts(project, others)


def _texts(project: Project, others: Others) -> Iterator[Complaint]:
    for holder in holders(project, (b"://",), others.mark):
        for steps, text in leaves(holder.body):
            if message := others.about_text(text):
                yield holder.complaint(message, *steps)


RULE = Rule(
    id="SEC005",
    title="a test server in production",
    why="Data of real people goes to a test system, and the reports are missing in the real one.",
    advice="Use a global that has a value of its own in each environment; a text can be rewritten under rewrites.",
    severity="error",
    check=check,
    bad=reporting(
        post("@globals.cht_dev_url/api/v2/records"),
        globals={"cht_dev_url": "https://cht.example.org", **CHT},
        protected=True,
        shown=URL,
    ),
    good=reporting(post(), globals=CHT, protected=True, shown=URL),
    practice="Workspaces: staging and production",
    needs="environment",
)
