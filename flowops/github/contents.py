"""A file of the repository as of a commit that the checkout of a job, which is shallow, need not have."""

from base64 import b64decode
from urllib.parse import quote

from flowops.errors import GitHubError
from flowops.github.client import Client


def file_at(client: Client, path: str, sha: str) -> bytes | None:
    """What it held; None where there is no such file, or no such commit. Raises GitHubError."""
    answer = client.find(f"contents/{quote(path)}?ref={quote(sha, safe='')}")
    if answer is None:
        return None
    content = answer.get("content") if isinstance(answer, dict) else None
    if not isinstance(content, str):
        raise GitHubError(f"GitHub answered {path} with something else than a file")
    try:
        return b64decode(content)
    except ValueError:
        raise GitHubError(f"GitHub's answer to {path} cannot be read") from None
