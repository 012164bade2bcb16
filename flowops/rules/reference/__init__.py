"""What flows refer to, and what an import would make of names and settings."""

from flowops.rules.reference import (
    ambiguous_reference,
    cleaned_name,
    deprecated_action,
    expiry,
    flow_of_other_type,
    left_out_by_export,
    legacy_recipient,
    literal_uuid,
    missing_flow,
    named_contact,
    no_recipient,
    same_name,
    stale_name,
    undeclared_field,
)
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    missing_flow.RULE,
    stale_name.RULE,
    ambiguous_reference.RULE,
    named_contact.RULE,
    flow_of_other_type.RULE,
    undeclared_field.RULE,
    left_out_by_export.RULE,
    no_recipient.RULE,
    legacy_recipient.RULE,
    literal_uuid.RULE,
    deprecated_action.RULE,
    cleaned_name.RULE,
    same_name.RULE,
    expiry.RULE,
)
