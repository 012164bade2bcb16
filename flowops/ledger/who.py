"""Who deploys: the identity that git has, and on whose behalf a workflow runs."""

import os
import time

from flowops.repository.git import Git, GitFailed

# Runners have no identity, and a receipt must not fail for the lack of one
_NOBODY = "flowops <flowops@users.noreply.github.com>"


def identity(git: Git, role: str) -> str:
    """`NAME <ADDRESS> SECONDS ZONE` of the AUTHOR or COMMITTER, as commits say it."""
    try:
        return os.fsdecode(git.run("var", f"GIT_{role}_IDENT")).strip()
    except GitFailed:
        return f"{_NOBODY} {int(time.time())} +0000"


def who(git: Git) -> str:
    """ "A Developer <developer@example.org>"; in GitHub Actions also who started the workflow."""
    name = identity(git, "AUTHOR").rsplit(" ", 2)[0]
    actor = os.environ.get("GITHUB_ACTOR") if os.environ.get("GITHUB_ACTIONS") == "true" else None
    plain = os.fsencode(name).decode(errors="replace")
    return f"{plain} for {actor}" if actor else plain
