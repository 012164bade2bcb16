"""Comments and issues that are there once and are brought up to date.

They are known by a mark at the very start of their text, which is ours: nothing that a flow holds stands there. Only
what the workflows' own account wrote counts, whoever else may write the same mark.
"""

from collections.abc import Iterator

from flowops.github.client import Client
from flowops.github.run import BOT
from flowops.model.json import Json, JsonObject

_MARK = "<!-- flowops:"


def mark(name: str, data: str = "") -> str:
    """The first line of the text: what it is, and what programs are to find in it, which holds no `-->`."""
    return f"{_MARK}{name} {data} -->"


def is_marked(text: Json, name: str) -> bool:
    """Whether a text is the one with this mark."""
    return isinstance(text, str) and text.startswith(f"{_MARK}{name} ")


def data_of(text: str, name: str) -> str:
    """What programs are to find in a marked text."""
    return text.removeprefix(f"{_MARK}{name} ").partition("-->")[0].strip()


def is_ours(it: JsonObject, name: str) -> bool:
    """Whether a comment or an issue is the one with this mark, written by a workflow."""
    user = it.get("user")
    return isinstance(user, dict) and user.get("login") == BOT and is_marked(it.get("body"), name)


def comments(client: Client, number: int, name: str) -> Iterator[JsonObject]:
    """The comments of ours on a pull request, oldest first: one, unless two runs were at it at once."""
    return (it for it in client.pages(f"issues/{number}/comments") if is_ours(it, name))


def comment(client: Client, number: int, name: str, body: str) -> str:
    """Let the pull request have this one comment: "made", "updated" or "unchanged". Raises GitHubError."""
    found = list(comments(client, number, name))
    if not found:
        client.post(f"issues/{number}/comments", {"body": body})
        return "made"
    for extra in found[1:]:
        client.delete(f"issues/comments/{extra['id']}")
    if found[0].get("body") == body:
        return "unchanged"
    client.patch(f"issues/comments/{found[0]['id']}", {"body": body})
    return "updated"


def issue(client: Client, name: str, title: str, body: str | None) -> str:
    """Let there be this one open issue, or, without a body, none: "opened", "updated", "closed" or "unchanged"."""
    listed = client.pages("issues", state="open", creator=BOT)
    found = [it for it in listed if "pull_request" not in it and is_ours(it, name)]
    if body is None:
        for it in found:
            client.patch(f"issues/{it['number']}", {"state": "closed", "state_reason": "completed"})
        return "closed" if found else "unchanged"
    if not found:
        client.post("issues", {"title": title, "body": body})
        return "opened"
    if found[0].get("body") == body:
        return "unchanged"
    client.patch(f"issues/{found[0]['number']}", {"title": title, "body": body})
    return "updated"
