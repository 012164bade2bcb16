"""What RapidPro's engine refuses, release by release, said offline."""

from flowops.rules.spec.catalogue import SPEC_RULES
from flowops.rules.spec.judging import is_legacy, judge
from flowops.rules.spec.refusal import Refusal
from flowops.rules.spec.release import NEWEST, RELEASES, Release, release_of
from flowops.rules.spec.spec_rule import SpecRule

__all__ = [
    "NEWEST",
    "RELEASES",
    "SPEC_RULES",
    "Refusal",
    "Release",
    "SpecRule",
    "is_legacy",
    "judge",
    "release_of",
]
