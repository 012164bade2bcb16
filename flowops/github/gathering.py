"""What the gate goes by, asked of GitHub."""

import json
from collections.abc import Mapping
from contextlib import suppress

from flowops.errors import FormatError
from flowops.github import pulls, sticky
from flowops.github.client import Client
from flowops.github.gate import Evidence, Told
from flowops.github.pulls import PullRequest, Review
from flowops.github.releases import release
from flowops.parse import parse

CHECK = "check"  # the mark of the comment that shows the plans


def told_line(head: str, digests: Mapping[str, str]) -> str:
    """The first line of that comment: what it is about, for the gate to find."""
    return sticky.mark(CHECK, json.dumps({"head": head, "digests": dict(digests)}, sort_keys=True))


def gather(client: Client, environment: str, digest: str, expected: str) -> Evidence:
    """All that GitHub knows about who approved what. Raises GitHubError."""
    gate = release(client, environment)
    if gate.required:
        return Evidence(environment, digest, expected, gate)
    pull = pulls.merged_by(client, client.run.sha, client.run.branch)
    if pull is None:
        return Evidence(environment, digest, expected, gate)
    own = pulls.makers(client, pull.number)
    return Evidence(
        environment, digest, expected, gate, pull, _that_count(client, pull), own, told(client, pull)
    )


def _that_count(client: Client, pull: PullRequest) -> tuple[Review, ...]:
    return tuple(it for it in pulls.reviews(client, pull.number) if pulls.may_write(client, it.login))


def told(client: Client, pull: PullRequest) -> Told | None:
    """What the comment on a pull request said; None where there is none. Raises GitHubError."""
    for comment in sticky.comments(client, pull.number, CHECK):
        with suppress(FormatError):  # people who may write can edit it
            found = parse(sticky.data_of(str(comment.get("body")), CHECK).encode(), "the comment")
            if isinstance(found, dict) and isinstance(digests := found.get("digests"), dict):
                texts = {name: str(digest) for name, digest in digests.items()}
                return Told(str(found.get("head")), texts, str(comment.get("updated_at") or "9999"))
    return None
