"""What RapidPro's engine refuses, release by release, said offline."""

from flowops.rules.spec.judging import is_legacy, judge
from flowops.rules.spec.refusal import Refusal
from flowops.rules.spec.release import NEWEST, RELEASES, Release, release_of

__all__ = ["NEWEST", "RELEASES", "Refusal", "Release", "is_legacy", "judge", "release_of"]
