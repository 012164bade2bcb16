"""An e-mail address that RapidPro takes for an expression."""

import re
from collections.abc import Iterator

from flowops.references.reading import Written
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, expressions
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send

_LONGEST = 65  # characters before the @ of an address, and the @
_LOCAL = re.compile(r"[\w.+%-]*\w\Z")
_DOMAIN = re.compile(
    r"[a-z]+\.(?:[a-z0-9]+\.)?(?:com|org|net|edu|gov|int|info|biz|health|africa|ngo|app|dev|coop|online|[a-z]{2})",
    re.IGNORECASE,
)
# Two letters that look like a country and are a key
_KEYS = frozenset({"contact.id", "contact.urn", "run.id"})


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each name behind an @ that looks like the domain of an address, unless it is the key of something."""
    for spot, found in expressions(flow, _is_domain):
        text = str(spot.value)
        before = text[found.start - 2 : found.start - 1]
        if not (before.isalnum() or before == "_"):
            continue
        if _is_key(found, flow, project):
            continue
        local = _LOCAL.search(text[max(0, found.start - _LONGEST) : found.start - 1])
        address = f"{local[0] if local else before}@{found.text}"
        meant = address.replace("@", "@@")
        yield about(flow, spot, f"'{address}' is evaluated: write '{meant}'")


def _is_domain(found: Written) -> bool:
    return found.evaluated and not found.enclosed and _DOMAIN.fullmatch(found.text) is not None


def _is_key(found: Written, flow: Flow, project: Project) -> bool:
    root, _, key = found.text.lower().partition(".")
    made = (*flow.references, *(it for part in (*project.globals, *project.fields) for it in part.references))
    return (
        found.text.lower() in _KEYS or any(it.definition and it.name == key for it in made) or root == "urns"
    )


RULE = Rule(
    id="EXPR003",
    title="an e-mail address that is taken for an expression",
    why="RapidPro evaluates @contact, @globals, @results and other names in the middle of an address, too: it breaks.",
    advice="Write @@ for an @ that is only an @.",
    severity="error",
    check=check,
    bad=Example(
        (a_flow("Help", a_node("Help", send("Questions? Write to bob@contact.com"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Help", a_node("Help", send("Questions? Write to bob@@contact.com"))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
