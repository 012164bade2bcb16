"""What the API can write: a module for each kind of object, and the table of them by their endpoint."""

from collections.abc import Mapping

from flowops.sandbox.resources.campaign_events import CAMPAIGN_EVENTS
from flowops.sandbox.resources.campaigns import CAMPAIGNS
from flowops.sandbox.resources.contacts import CONTACTS
from flowops.sandbox.resources.fields import FIELDS
from flowops.sandbox.resources.flow_starts import FLOW_STARTS
from flowops.sandbox.resources.globals import GLOBALS
from flowops.sandbox.resources.groups import GROUPS
from flowops.sandbox.resources.named import LABELS, OPTINS, TOPICS
from flowops.sandbox.resources.resource import Resource

RESOURCES: Mapping[str, Resource] = {
    "globals": GLOBALS,
    "fields": FIELDS,
    "groups": GROUPS,
    "labels": LABELS,
    "topics": TOPICS,
    "optins": OPTINS,
    "campaigns": CAMPAIGNS,
    "campaign_events": CAMPAIGN_EVENTS,
    "flow_starts": FLOW_STARTS,
    "contacts": CONTACTS,
}

__all__ = ["RESOURCES", "Resource"]
