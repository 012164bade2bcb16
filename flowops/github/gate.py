"""Whether somebody who may has approved exactly this plan. What is not proved is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowops.errors import NotApproved
from flowops.github.pulls import PullRequest, Review
from flowops.github.releases import Release

_BOT = "[bot]"  # ends the login of every app, and of no person


@dataclass(frozen=True, slots=True)
class Told:
    """What the comment on a pull request said: of which commit, which digest for each environment, and when."""

    head: str
    digests: Mapping[str, str]
    at: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about who approved what.

    digest    of the plan that would be carried out
    expected  the digest that somebody gave by hand; empty where nobody did
    release   what GitHub's own gate says
    pull      the pull request that brought the commit
    reviews   of it, by people who may write
    own       logins whose approval does not count: they made commits of it
    """

    environment: str
    digest: str
    expected: str = ""
    release: Release = field(default_factory=Release)
    pull: PullRequest | None = None
    reviews: tuple[Review, ...] = ()
    own: frozenset[str] = frozenset()
    told: Told | None = None


def approvers(evidence: Evidence) -> tuple[str, ...]:
    """Who approved it. Raises NotApproved, which says what is missing and who can do something about it."""
    check_expected(evidence.environment, evidence.digest, evidence.expected)
    if evidence.release.required:
        return _released(evidence)
    people = _reviewed(evidence)
    if not evidence.expected and not _was_told(evidence, people):
        raise NotApproved(
            f"{evidence.environment} would get another plan than the one that was approved, or the one that was"
            " approved is not known",
            _by_hand(evidence.digest),
        )
    return tuple(sorted(review.login for review in people))


def check_expected(environment: str, digest: str, expected: str) -> None:
    """Whoever names a digest means that plan and no other, protected or not. Raises NotApproved."""
    if expected and expected != digest:
        raise NotApproved(
            f"the digest {expected[:12]} was approved, and what would be done in {environment} now is {digest[:12]}",
            _by_hand(digest),
        )


def _by_hand(digest: str) -> str:
    return f"Look at the plan, then run this workflow by hand with the digest {digest}"


def _released(evidence: Evidence) -> tuple[str, ...]:
    if not evidence.release.by:
        raise NotApproved(
            f"the environment {evidence.environment} has required reviewers, and none of them approved this run",
            "Start it anew and let one of them review the deployment",
        )
    return evidence.release.by


def _reviewed(evidence: Evidence) -> tuple[Review, ...]:
    """The approvals that count."""
    pull = evidence.pull
    if pull is None:
        raise NotApproved(
            "no pull request brought this commit, so nobody has reviewed it",
            "Make the change in a pull request, and let somebody else approve it",
        )
    against = [review.login for review in evidence.reviews if review.state == "CHANGES_REQUESTED"]
    if against:
        raise NotApproved(
            f"{against[0]} asked for changes in #{pull.number}", "Let them look again, or dismiss that review"
        )
    counts = tuple(
        review
        for review in evidence.reviews
        if review.state == "APPROVED"
        and review.commit == pull.head
        and review.login not in (evidence.own | {pull.author})
        and not review.login.endswith(_BOT)
    )
    if not counts:
        raise NotApproved(
            f"nobody but its author has approved #{pull.number} as it was merged ({pull.head[:10]})",
            "Somebody who may write to this repository can still approve it there; then run this job again",
        )
    return counts


def _was_told(evidence: Evidence, people: tuple[Review, ...]) -> bool:
    """Whether the comment showed this very digest, for the commit that was merged, before one of them approved."""
    told, pull = evidence.told, evidence.pull
    return (
        told is not None
        and pull is not None
        and told.head == pull.head
        and told.digests.get(evidence.environment) == evidence.digest
        and any(told.at <= review.at for review in people)
    )
