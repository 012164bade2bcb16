"""The run of a workflow that this process is a step of, as the variables GITHUB_* tell."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flowops.environment import is_loopback, remember
from flowops.errors import ConfigurationError
from flowops.model.json import Json, JsonObject
from flowops.parse import parse

BOT = "github-actions[bot]"  # whom the token of a workflow acts as
_LONGEST_EVENT = 30_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """One run, in one repository.

    api, server  addresses without a slash at the end
    repository   OWNER/NAME
    sha, branch  what it runs for; for a pull request the merge of it, and no branch
    event        what GitHub says has happened
    files        where a step may leave things: GITHUB_OUTPUT, GITHUB_STEP_SUMMARY
    """

    api: str
    server: str
    repository: str
    sha: str
    branch: str
    event: JsonObject
    id: str
    actor: str
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """Whose repository it is."""
        return self.repository.partition("/")[0]

    @property
    def url(self) -> str:
        """The page of this run."""
        return f"{self.server}/{self.repository}/actions/runs/{self.id}"

    @property
    def has_secrets(self) -> bool:
        """Whether GitHub gives secrets to it: not where somebody else's fork, or Dependabot, set it off."""
        return self.actor != "dependabot[bot]" and not is_from_elsewhere(self.event.get("pull_request"))


def is_from_elsewhere(pull: Json) -> bool:
    """Whether a pull request, as GitHub describes it, comes from another repository than it leads to."""
    if not isinstance(pull, dict):
        return False
    head, base = (_repository(pull.get(side)) for side in ("head", "base"))
    return head is None or head != base


def _repository(side: Json) -> Json:
    """Its id; None where the fork was deleted."""
    there = side.get("repo") if isinstance(side, dict) else None
    return there.get("id") if isinstance(there, dict) else None


def read_run(environ: Mapping[str, str] | None = None) -> Run:
    """The run that this process is in. Raises ConfigurationError outside of GitHub Actions."""
    told = os.environ if environ is None else environ
    _remember(told)
    missing = [name for name in ("GITHUB_REPOSITORY", "GITHUB_SHA") if not told.get(name)]
    if missing:
        raise ConfigurationError(
            f"{missing[0]} is not set, and flowops ci goes by it", "It is for the steps of a GitHub workflow"
        )
    kind = told.get("GITHUB_REF_TYPE", "branch")
    names = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
    return Run(
        api=_address(told, "GITHUB_API_URL", "https://api.github.com"),
        server=_address(told, "GITHUB_SERVER_URL", "https://github.com"),
        repository=told["GITHUB_REPOSITORY"],
        sha=told["GITHUB_SHA"],
        branch=told.get("GITHUB_REF_NAME", "") if kind == "branch" else "",
        event=_event(told.get("GITHUB_EVENT_PATH")),
        id=told.get("GITHUB_RUN_ID", ""),
        actor=told.get("GITHUB_ACTOR", ""),
        files={name: Path(told[name]) for name in names if told.get(name)},
    )


def token(environ: Mapping[str, str] | None = None) -> str:
    """The token of this run. Raises ConfigurationError where the step was not given one."""
    told = os.environ if environ is None else environ
    found = told.get("GITHUB_TOKEN", "").strip()
    if not found:
        raise ConfigurationError(
            "GITHUB_TOKEN is not set, and this command asks GitHub",
            "Give it to the step: env: GITHUB_TOKEN: ${{ github.token }}",
        )
    remember(found)
    return found


def _remember(told: Mapping[str, str]) -> None:
    """No output ever shows it."""
    if told.get("GITHUB_TOKEN"):
        remember(told["GITHUB_TOKEN"].strip())


def _address(told: Mapping[str, str], name: str, usual: str) -> str:
    text = (told.get(name) or usual).rstrip("/")
    parts = urlsplit(text)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise ConfigurationError(
            f"{name} is no https address, so no token is sent there", f"Usually it is {usual}"
        )
    return text


def _event(place: str | None) -> JsonObject:
    if not place:
        return {}
    try:
        data = Path(place).read_bytes()[:_LONGEST_EVENT]
    except OSError as error:
        raise ConfigurationError(
            f"GITHUB_EVENT_PATH cannot be read: {error.strerror}", "GitHub itself writes that file"
        ) from None
    event = parse(data, "the event")
    return event if isinstance(event, dict) else {}
