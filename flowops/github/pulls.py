"""Pull requests: which one brought a commit, who has reviewed it, and the one that an export keeps open."""

from dataclasses import dataclass
from urllib.parse import quote

from flowops.errors import GitHubError
from flowops.github.client import Client
from flowops.github.run import is_from_elsewhere
from flowops.model.json import Json, JsonObject

_MOST_COMMITS = 250  # GitHub lists no more of one pull request
_WRITES = ("admin", "maintain", "write")


@dataclass(frozen=True, slots=True)
class PullRequest:
    """`head` is its last commit, `author` the login of who opened it; `elsewhere` says that it comes from a fork."""

    number: int
    author: str
    head: str
    branch: str
    base: str
    merged: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What one person said last about a pull request, of which commit, and when (UTC, ISO 8601)."""

    login: str
    state: str
    commit: str
    at: str


def read_pull(it: JsonObject) -> PullRequest:
    """A pull request as GitHub describes it, in an event or in an answer."""
    head, base = _part(it, "head"), _part(it, "base")
    number = it.get("number")
    return PullRequest(
        number if isinstance(number, int) else 0,
        _login(it),
        str(head.get("sha") or ""),
        str(head.get("ref") or ""),
        str(base.get("ref") or ""),
        bool(it.get("merged_at")),
        is_from_elsewhere(it),
    )


def pull(client: Client, number: int) -> PullRequest:
    """The pull request of this number. Raises GitHubError."""
    return read_pull(_object(client.get(f"pulls/{number}")))


def merged_by(client: Client, sha: str, branch: str) -> PullRequest | None:
    """The pull request that brought a commit into a branch; None for one that was pushed. Raises GitHubError."""
    found = [read_pull(it) for it in client.pages(f"commits/{sha}/pulls")]
    return next((it for it in found if it.merged and it.base == branch), None)


def reviews(client: Client, number: int) -> tuple[Review, ...]:
    """The last word of everybody who reviewed; a remark is not one. Raises GitHubError."""
    last: dict[str, Review] = {}
    for it in client.pages(f"pulls/{number}/reviews"):
        state = str(it.get("state") or "")
        if state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED"):
            login = _login(it)
            last[login] = Review(
                login, state, str(it.get("commit_id") or ""), str(it.get("submitted_at") or "")
            )
    return tuple(last.values())


def may_write(client: Client, login: str) -> bool:
    """Whether this person may push to the repository: anybody may approve, and it counts only then."""
    if not login:
        return False
    answer = client.find(f"collaborators/{quote(login, safe='')}/permission")
    return isinstance(answer, dict) and answer.get("permission") in _WRITES


def is_behind(client: Client, sha: str, deployed: str) -> bool:
    """Whether a commit is one of those before another; not where GitHub does not know it. Raises GitHubError."""
    answer = client.find(f"compare/{quote(deployed, safe='')}...{quote(sha, safe='')}")
    return isinstance(answer, dict) and answer.get("status") == "behind"


def makers(client: Client, number: int) -> frozenset[str]:
    """The logins of all who made commits of a pull request, as far as GitHub knows them. Raises GitHubError."""
    listed = [*client.pages(f"pulls/{number}/commits")]
    if len(listed) >= _MOST_COMMITS:
        raise GitHubError(
            f"#{number} has too many commits to say who made them", "Make smaller pull requests"
        )
    return frozenset(login for it in listed if (login := str(_part(it, "author").get("login") or "")))


def open_pull(client: Client, branch: str) -> PullRequest | None:
    """The open pull request from a branch of this repository. Raises GitHubError."""
    listed = client.pages("pulls", state="open", head=f"{client.run.owner}:{branch}")
    return next((found for it in listed if (found := read_pull(it)).branch == branch), None)


def propose(client: Client, branch: str, base: str, title: str, body: str) -> tuple[int, str]:
    """Let there be one open pull request from `branch`: its number, and "opened" or "updated". Raises GitHubError."""
    found = open_pull(client, branch)
    if found:
        client.patch(f"pulls/{found.number}", {"title": title, "body": body})
        return found.number, "updated"
    made = client.post("pulls", {"head": branch, "base": base, "title": title, "body": body})
    return read_pull(made).number, "opened"


def _part(it: JsonObject, key: str) -> JsonObject:
    return _object(it.get(key))


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _login(it: JsonObject) -> str:
    return str(_part(it, "user").get("login") or "")
