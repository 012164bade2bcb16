"""A fake of the part of GitHub's API that flowops asks, over loopback; it shares no code with the client."""

import json
import re
import threading
from base64 import encodebytes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

TOKEN = "ghs_canary0of0the0token0of0a0run"
BOT = "github-actions[bot]"
OURS, FORK = 1, 2
_SCOPES = ("actions", "contents", "issues", "pull-requests")


@dataclass
class Hub:
    """One repository on GitHub, OWNER/NAME, and what workflows and people have done to it."""

    repository: str = "medic/flows"
    may_create_pulls: bool = True
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    reviews: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    commits: dict[str, str] = field(default_factory=dict)  # sha -> login of its author
    writers: dict[str, str] = field(default_factory=dict)  # login -> permission
    environments: dict[str, dict[str, Any]] = field(default_factory=dict)
    approvals: list[dict[str, Any]] = field(default_factory=list)
    dispatched: list[dict[str, Any]] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)  # what the path holds, status: once each
    tokens: dict[str, dict[str, str]] = field(
        default_factory=lambda: {TOKEN: dict.fromkeys(_SCOPES, "write")}
    )
    tip: Callable[[str], str | None] = lambda _branch: None  # the commit a branch of ours points to
    files: dict[tuple[str, str], str] = field(default_factory=dict)  # path, commit -> text
    compared: Callable[[str, str], str | None] = lambda _base, _head: None  # ahead, behind; None: not known
    url: str = ""
    clock: Iterator[int] = field(default_factory=lambda: count(1))
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def token(self, rights: dict[str, str]) -> str:
        """A token of a job that has these `permissions`."""
        made = f"ghs_canary0of0a0job0{len(self.tokens)}"
        self.tokens[made] = dict(rights)
        return made

    def now(self) -> str:
        """Each moment is a minute later."""
        hours, minutes = divmod(next(self.clock), 60)
        return f"2026-03-01T{hours:02}:{minutes:02}:00Z"

    def pull(self, head: str, base: str = "main", **more: Any) -> dict[str, Any]:
        """A pull request by `author` (of `alice`) from a branch of the repository, or of a fork."""
        number = next(self.numbers)
        self.pulls[number] = {
            "number": number,
            "state": "open",
            "title": "",
            "body": "",
            "user": {"login": more.get("author", "alice"), "type": "User"},
            "head": {"sha": head, "ref": more.get("branch", "topic"), "repo": {"id": more.get("repo", OURS)}},
            "base": {"ref": base, "sha": "", "repo": {"id": OURS}},
            "merged_at": None,
            "merge_commit_sha": None,
        }
        self.commits.setdefault(head, more.get("author", "alice"))
        return self.pulls[number]

    def fresh(self, pull: dict[str, Any]) -> dict[str, Any]:
        """With the last commit of its branch, as long as it is open."""
        if pull["state"] == "open" and (sha := self.tip(pull["head"]["ref"])):
            pull["head"]["sha"] = sha
            self.commits.setdefault(sha, pull["user"]["login"])
        return pull

    def merge(self, pull: dict[str, Any], sha: str) -> None:
        pull |= {"merged_at": self.now(), "merge_commit_sha": sha, "state": "closed"}

    def review(self, pull: dict[str, Any], login: str, state: str = "APPROVED", commit: str = "") -> None:
        self.reviews.setdefault(pull["number"], []).append(
            {
                "user": {"login": login},
                "state": state,
                "commit_id": commit or pull["head"]["sha"],
                "submitted_at": self.now(),
                "body": "",
            }
        )

    def remark(self, number: int, body: str, login: str = "alice") -> dict[str, Any]:
        identity, now = next(self.numbers), self.now()
        self.comments[identity] = {
            "id": identity,
            "issue": number,
            "body": body,
            "user": {"login": login},
            "created_at": now,
            "updated_at": now,
        }
        return self.comments[identity]

    def require_reviewers(self, environment: str, *people: str) -> None:
        rule = {"type": "required_reviewers", "reviewers": [{"reviewer": {"login": it}} for it in people]}
        self.environments[environment] = {"name": environment, "protection_rules": [rule]}

    def approve_run(self, environment: str, login: str, state: str = "approved") -> None:
        self.approvals.append(
            {"state": state, "user": {"login": login}, "environments": [{"name": environment}]}
        )

    def answer(self, request: Request) -> Response:
        self.log.append((request.method, request.path))
        for fault in self.faults:
            if fault[0] in request.path:
                self.faults.remove(fault)
                return _json({"message": "Server Error"}, fault[1])
        rights = self.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if rights is None:
            return _json({"message": "Bad credentials"}, 401)
        prefix = f"/repos/{self.repository}/"
        if request.path.startswith(prefix):
            path = request.path.removeprefix(prefix)
            for method, pattern, scopes, handle in _ROUTES:
                found = re.fullmatch(pattern, path)
                if method == request.method and found:
                    level = ("write",) if method != "GET" else ("read", "write")
                    if scopes and not any(rights.get(scope) in level for scope in scopes.split()):
                        return _json({"message": "Resource not accessible by integration"}, 403)
                    return handle(self, request, *found.groups())
        return _json({"message": "Not Found"}, 404)


def _comments(hub: Hub, request: Request, number: str) -> Response:
    return _paged(request, [it for it in hub.comments.values() if it["issue"] == int(number)])


def _comment(hub: Hub, request: Request, number: str) -> Response:
    body = _body(request)["body"]
    if len(body) > 65_536:
        return _json({"message": "Validation Failed: body is too long (maximum is 65536 characters)"}, 422)
    return _json(hub.remark(int(number), body, BOT), 201)


def _edit_comment(hub: Hub, request: Request, identity: str) -> Response:
    hub.comments[int(identity)] |= {"body": _body(request)["body"], "updated_at": hub.now()}
    return _json(hub.comments[int(identity)])


def _delete_comment(hub: Hub, _request: Request, identity: str) -> Response:
    gone = hub.comments.pop(int(identity), None)
    return Response(status=204) if gone else _json({"message": "Not Found"}, 404)


def _issues(hub: Hub, request: Request) -> Response:
    state, creator = request.args.get("state", "open"), request.args.get("creator")
    mine = [it for it in hub.issues.values() if it["user"]["login"] == creator]
    pulls = [{**it, "pull_request": {}} for it in hub.pulls.values() if it["user"]["login"] == creator]
    return _paged(request, [it for it in [*mine, *pulls] if it["state"] == state])


def _issue(hub: Hub, request: Request) -> Response:
    number = next(hub.numbers)
    hub.issues[number] = {**_body(request), "number": number, "state": "open", "user": {"login": BOT}}
    return _json(hub.issues[number], 201)


def _edit_issue(hub: Hub, request: Request, number: str) -> Response:
    hub.issues[int(number)].update(_body(request))
    return _json(hub.issues[int(number)])


def _pulls(hub: Hub, request: Request) -> Response:
    owner = hub.repository.split("/")[0]
    wanted = request.args.get("head")
    found = [it for it in hub.pulls.values() if it["state"] == request.args.get("state", "open")]
    return _paged(
        request,
        [it for it in found if f"{owner}:{it['head']['ref']}" == wanted and it["head"]["repo"]["id"] == OURS],
    )


def _new_pull(hub: Hub, request: Request) -> Response:
    if not hub.may_create_pulls:
        return _json({"message": "GitHub Actions is not permitted to create or approve pull requests."}, 403)
    asked = _body(request)
    made = hub.pull("", asked["base"], author=BOT, branch=asked["head"])
    made |= {"title": asked["title"], "body": asked["body"]}
    return _json(made, 201)


def _pull(hub: Hub, _request: Request, number: str) -> Response:
    found = hub.pulls.get(int(number))
    return _json(hub.fresh(found)) if found else _json({"message": "Not Found"}, 404)


def _edit_pull(hub: Hub, request: Request, number: str) -> Response:
    hub.pulls[int(number)] |= _body(request)
    return _json(hub.pulls[int(number)])


def _reviews(hub: Hub, request: Request, number: str) -> Response:
    return _paged(request, hub.reviews.get(int(number), []))


def _pulls_of(hub: Hub, request: Request, sha: str) -> Response:
    return _paged(
        request, [it for it in hub.pulls.values() if sha in (it["merge_commit_sha"], it["head"]["sha"])]
    )


def _commits(hub: Hub, request: Request, number: str) -> Response:
    pull = hub.pulls[int(number)]
    shas = [*pull.get("earlier", ()), pull["head"]["sha"]]
    logins = [(sha, hub.commits.get(sha)) for sha in shas]
    return _paged(request, [{"sha": sha, "author": {"login": it} if it else None} for sha, it in logins])


def _contents(hub: Hub, request: Request, path: str) -> Response:
    text = hub.files.get((path, request.args["ref"]))
    if text is None:
        return _json({"message": "Not Found"}, 404)
    return _json({"encoding": "base64", "content": encodebytes(text.encode()).decode()})


def _compare(hub: Hub, _request: Request, base: str, head: str) -> Response:
    status = hub.compared(base, head)
    return _json({"status": status}) if status else _json({"message": "Not Found"}, 404)


def _permission(hub: Hub, _request: Request, login: str) -> Response:
    return _json({"permission": hub.writers.get(login, "none"), "user": {"login": login}})


def _environment(hub: Hub, _request: Request, name: str) -> Response:
    found = hub.environments.get(name)
    return _json(found) if found else _json({"message": "Not Found"}, 404)


def _approvals(hub: Hub, _request: Request, _run: str) -> Response:
    return _json(hub.approvals)


def _dispatch(hub: Hub, request: Request, workflow: str) -> Response:
    hub.dispatched.append({"workflow": workflow, **_body(request)})
    return Response(status=204)


# method, path, which of these permissions of a token suffices (docs.github.com, "Permissions required for
# GitHub Apps"; none is needed for what every token may read), what answers
_ROUTES: list[tuple[str, str, str, Callable[..., Response]]] = [
    ("GET", r"issues/(\d+)/comments", "issues pull-requests", _comments),
    ("POST", r"issues/(\d+)/comments", "issues pull-requests", _comment),
    ("PATCH", r"issues/comments/(\d+)", "issues pull-requests", _edit_comment),
    ("DELETE", r"issues/comments/(\d+)", "issues pull-requests", _delete_comment),
    ("GET", "issues", "issues", _issues),
    ("POST", "issues", "issues", _issue),
    ("PATCH", r"issues/(\d+)", "issues", _edit_issue),
    ("GET", "pulls", "pull-requests", _pulls),
    ("POST", "pulls", "pull-requests", _new_pull),
    ("GET", r"pulls/(\d+)", "pull-requests", _pull),
    ("PATCH", r"pulls/(\d+)", "pull-requests", _edit_pull),
    ("GET", r"pulls/(\d+)/reviews", "pull-requests", _reviews),
    ("GET", r"pulls/(\d+)/commits", "pull-requests", _commits),
    ("GET", r"commits/([0-9a-f]+)/pulls", "pull-requests contents", _pulls_of),
    ("GET", r"contents/(.+)", "contents", _contents),
    ("GET", r"compare/([0-9a-f]+)\.\.\.([0-9a-f]+)", "contents", _compare),
    ("GET", r"collaborators/([^/]+)/permission", "", _permission),
    ("GET", r"environments/([^/]+)", "actions", _environment),
    ("GET", r"actions/runs/(\d+)/approvals", "actions", _approvals),
    ("POST", r"actions/workflows/([^/]+)/dispatches", "actions", _dispatch),
]


def _body(request: Request) -> dict[str, Any]:
    found = json.loads(request.get_data())
    assert isinstance(found, dict)
    return found


def _paged(request: Request, listed: list[Any]) -> Response:
    size, page = (int(request.args.get(key, usual)) for key, usual in (("per_page", "30"), ("page", "1")))
    return _json(listed[(page - 1) * size : page * size])


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status, mimetype="application/json")


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """`Hub.log` has what was asked."""


@contextmanager
def serve(hub: Hub) -> Iterator[Hub]:
    """Serves it on a free port of this machine."""

    @Request.application
    def application(request: Request) -> Response:
        return hub.answer(request)

    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
