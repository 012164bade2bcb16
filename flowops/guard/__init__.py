"""Reasons not to go on: each has a name, gives its figures, and is waived by that name only."""

from flowops.environment.hosts import Hosts, hosts_of
from flowops.guard.checking import admit, check, check_waivers
from flowops.guard.context import Approval, Context, Recorded
from flowops.guard.export import (
    EXPORT_GUARDS,
    empty_export,
    enforce,
    secret_in_export,
    uncommitted_changes,
    wrong_workspace,
)
from flowops.guard.guards import GUARDS, Guard, guards
from flowops.guard.names import check_names

__all__ = [
    "EXPORT_GUARDS",
    "GUARDS",
    "Approval",
    "Context",
    "Guard",
    "Hosts",
    "Recorded",
    "admit",
    "check",
    "check_names",
    "check_waivers",
    "empty_export",
    "enforce",
    "guards",
    "hosts_of",
    "secret_in_export",
    "uncommitted_changes",
    "wrong_workspace",
]
