"""GitHub's own gate: environments with required reviewers, where the plan that one pays for has them."""

from dataclasses import dataclass
from urllib.parse import quote

from flowops.github.client import Client
from flowops.model.json import Json


@dataclass(frozen=True, slots=True)
class Release:
    """Whether GitHub lets people approve deployments to an environment, and who approved this run."""

    required: bool = False
    by: tuple[str, ...] = ()


def release(client: Client, environment: str) -> Release:
    """What GitHub's gate says. Without such an environment, or on a plan without them, there is none. Raises GitHubError."""
    found = client.find(f"environments/{quote(environment, safe='')}")
    if not isinstance(found, dict) or not _asks(found.get("protection_rules")):
        return Release()
    listed = client.pages(f"actions/runs/{client.run.id}/approvals")
    approved = (
        it for it in listed if it.get("state") == "approved" and _names(it.get("environments"), environment)
    )
    people = (it.get("user") for it in approved)
    return Release(True, tuple(str(it["login"]) for it in people if isinstance(it, dict) and it.get("login")))


def _asks(rules: Json) -> bool:
    listed = rules if isinstance(rules, list) else []
    return any(
        isinstance(it, dict) and it.get("type") == "required_reviewers" and it.get("reviewers")
        for it in listed
    )


def _names(environments: Json, name: str) -> bool:
    listed = environments if isinstance(environments, list) else []
    return any(isinstance(it, dict) and it.get("name") == name for it in listed)
