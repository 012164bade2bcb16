"""A body that is sent without saying that it is JSON."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import AUTH, post, reporting

_JSON = "application/json"
_METHODS = ("POST", "PUT")
_BEGINNINGS = ("{", "[", "@(json(")


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each POST or PUT with a body of no type, or with one of JSON and of another type."""
    for call in calls(flow, project):
        if call.method not in _METHODS or not call.body.strip():
            continue
        given = call.header("Content-Type")
        if given is None or not given.strip():
            what = "the CHT answers 500" if call.to_cht else "the other server may not read the body"
            message = f'without "Content-Type: {_JSON}" {what}'
            if _is_json(call.body):
                yield call.about_header(message, "Content-Type", _JSON)
            else:
                yield call.complaint(message, "headers")
        elif _is_json(call.body) and "@" not in given and "json" not in given.lower():
            yield call.complaint(f'a body of JSON is sent as "{given}"', "headers")


def _is_json(body: str) -> bool:
    return body.lstrip().lower().startswith(_BEGINNINGS)


RULE = Rule(
    id="HOOK003",
    title='a body without "Content-Type: application/json"',
    why="The CHT, and many other servers, refuse a body whose type they are not told.",
    advice="Add the header Content-Type: application/json, or that of the body.",
    severity="error",
    check=check,
    bad=reporting(post(headers={**AUTH, "Accept": "application/json"})),
    good=reporting(post()),
    fixable=True,
)
