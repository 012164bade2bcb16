"""Flow spec versions, as the engine's library for versions reads them."""

import re

from flowops.rules.spec.release import Version

_LABELS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_VERSION = re.compile(rf"v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(-{_LABELS})?(?:\+{_LABELS})?")
_LARGEST = 2**63 - 1


def read(text: str) -> tuple[Version, bool] | None:
    """The version, and whether it is one before the release of that number ("14.0.0-beta"); None if it is none at all."""
    match = _VERSION.fullmatch(text)
    if not match or len(text) > 256:
        return None
    major, minor, patch = (int(part or 0) for part in match.groups()[:3])
    return None if max(major, minor, patch) > _LARGEST else ((major, minor, patch), bool(match[4]))
