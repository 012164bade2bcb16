"""Imports as RapidPro does them: `run` puts an export into a workspace, all of it or nothing."""

from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.importer import run
from flowops.sandbox.importing.site import is_same_site

__all__ = ["ImportFailed", "is_same_site", "run"]
