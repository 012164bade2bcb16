"""A global that RapidPro could not make as it is written."""

import re
from collections.abc import Iterator

from flowops.model.json import a_text
from flowops.rules.complaint import Complaint
from flowops.rules.environment.used import globals_used
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sheet import sheet
from flowops.rules.sketch import a_flow, a_node, send

_KEY = re.compile(r"[a-z][a-z0-9_]{0,35}")
_NAME = re.compile(r"[A-Za-z0-9_\- ]{1,36}")


def check(project: Project) -> Iterator[Complaint]:
    """Keys that are looked up, names in globals.json, and values of the environment, which RapidPro trims."""
    for user, reference in globals_used(project):
        if not _KEY.fullmatch(reference.name):
            message = f'no global can have the key "{reference.written}": small letters, digits and _, a letter first, at most 36'
            yield user.complaint(message, *reference.steps, text=reference.name)
    for part in project.globals:
        name = a_text(part.body.get("name"))
        if name and not _NAME.fullmatch(name):
            message = f'RapidPro refuses "{name}" as the name of a global: letters, digits, space, _ and -, at most 36'
            yield part.complaint(message, "name")
    environment = project.environment
    for key, value in environment.globals.items() if environment else ():
        if environment and isinstance(value, str) and value != value.strip():
            message = f"{key} begins or ends with white space, which RapidPro takes away"
            yield sheet(environment).complaint(message, ("globals", key))


def _says(text: str) -> Example:
    return Example((a_flow("ANC", a_node("x", send(text))),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="GLOB004",
    title="a global that RapidPro could not make as it is written",
    why="RapidPro makes the key of a global from its name: what cannot be a key is never found, and the contact gets an"
    " empty text in its place.",
    advice="Look up the key that RapidPro shows in the list of globals.",
    severity="error",
    check=check,
    bad=_says('Call @(globals["Help line"])'),
    good=_says("Call @globals.help_line"),
)
