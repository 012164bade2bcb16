"""What refers to what, and rewriting it."""

from flowops.references.find import of, result_key
from flowops.references.names import closest, normal_name, same_name
from flowops.references.reference import Members, Reference, Replacement
from flowops.references.rewriting import rewrite
from flowops.references.template import expressions
from flowops.references.texts import Rewritten, rewrite_texts
from flowops.references.used import (
    fields_referred_to,
    fields_used,
    globals_named,
    globals_used,
    keys_used,
    lookups,
    names_in_queries,
    texts_with,
    uuids_used,
)

__all__ = [
    "Members",
    "Reference",
    "Replacement",
    "Rewritten",
    "closest",
    "expressions",
    "fields_referred_to",
    "fields_used",
    "globals_named",
    "globals_used",
    "keys_used",
    "lookups",
    "names_in_queries",
    "normal_name",
    "of",
    "result_key",
    "rewrite",
    "rewrite_texts",
    "same_name",
    "texts_with",
    "uuids_used",
]
