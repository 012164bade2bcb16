"""The guards of a deploy: one literal table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flowops.guard import campaigns, extent, flows, objects, permission, references, triggers, values
from flowops.guard.context import Context
from flowops.model.plan import Severity

Look = Callable[[Context], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Guard:
    """A reason not to deploy.

    look       says what it found, one message for each finding; its docstring is the explanation
    severity   "block" stops a deploy, "warn" is shown
    waivable   whether `--allow` may pass over it; what is stale has to be planned again, which ends with 4 and not with 3
    """

    look: Look
    severity: Severity
    waivable: bool = True

    @property
    def explanation(self) -> str:
        """One sentence: what it stands against."""
        return " ".join((self.look.__doc__ or "").split())


GUARDS: Final[Mapping[str, Guard]] = {
    "wrong-workspace": Guard(permission.wrong_workspace, "block"),
    "stale-plan": Guard(permission.stale_plan, "block", waivable=False),
    "open-deploy": Guard(permission.open_deploy, "block"),
    "protected-environment": Guard(permission.protected_environment, "block"),
    "uncommitted-changes": Guard(permission.uncommitted_changes, "block"),
    "lint-errors": Guard(permission.lint_errors, "block"),
    "lint-errors-aside": Guard(permission.lint_errors_aside, "warn"),
    "empty-source": Guard(extent.empty_source, "block"),
    "too-many-changes": Guard(extent.too_many_changes, "block"),
    "stranded-contacts": Guard(extent.stranded_contacts, "block"),
    "drift": Guard(extent.drift, "block"),
    "drift-aside": Guard(extent.drift_aside, "warn"),
    "unresolved-reference": Guard(references.unresolved_reference, "block"),
    "dangling-reference": Guard(references.dangling_reference, "warn"),
    "untracked-reference": Guard(references.untracked_reference, "block"),
    "unknown-resthook": Guard(references.unknown_resthook, "warn"),
    "blank-global": Guard(values.blank_global, "block"),
    "credential-in-global": Guard(values.credential_in_global, "block"),
    "undeclared-global": Guard(values.undeclared_global, "warn"),
    "foreign-host": Guard(values.foreign_host, "block"),
    "shared-host": Guard(values.shared_host, "warn"),
    "unused-rewrite": Guard(values.unused_rewrite, "warn"),
    "unused-setting": Guard(values.unused_setting, "warn"),
    "name-collision": Guard(flows.name_collision, "block"),
    "illegal-name": Guard(flows.illegal_name, "block"),
    "newer-spec": Guard(flows.newer_spec, "block"),
    "archived-flow": Guard(flows.archived_flow, "block"),
    "archived-campaign": Guard(flows.archived_campaign, "block"),
    "unsupported-expiry": Guard(flows.unsupported_expiry, "block"),
    "field-type-change": Guard(objects.field_type_change, "block"),
    "group-query-change": Guard(objects.group_query_change, "warn"),
    "object-limits": Guard(objects.object_limits, "block"),
    "campaign-events": Guard(campaigns.campaign_events, "warn"),
    "campaign-messages": Guard(campaigns.campaign_messages, "warn"),
    "campaign-start-mode": Guard(campaigns.campaign_start_mode, "block"),
    "trigger-conflict": Guard(triggers.trigger_conflict, "block"),
    "trigger-loss": Guard(triggers.trigger_loss, "block"),
    "trigger-change": Guard(triggers.trigger_change, "warn"),
    "unread-triggers": Guard(triggers.unread_triggers, "warn"),
}


def guards() -> dict[str, tuple[Severity, str]]:
    """Name -> severity and explanation of every guard of a deploy."""
    return {name: (guard.severity, guard.explanation) for name, guard in GUARDS.items()}
