"""The smaller objects of a workspace that have rules of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

VALUE_TYPES: Mapping[str, str] = {  # of fields, as exports wrote them before there were words for them
    "T": "text",
    "N": "number",
    "D": "datetime",
    "S": "state",
    "I": "district",
    "W": "ward",
}


@dataclass
class Group:
    """A group of contacts; with a query it is a smart one, hidden from the API while it is `initializing`."""

    uuid: str
    name: str
    query: str | None
    created_on: str
    status: str = "ready"
    system: bool = False


@dataclass
class Field:
    """A field that contacts have."""

    key: str
    name: str
    value_type: str
    created_on: str


@dataclass
class Global:
    """A value that flows look up by its key."""

    key: str
    name: str
    value: str
    modified_on: str
