"""Whether an export comes from the server that it goes to."""

from urllib.parse import urlsplit

from flowops.model.json import JsonObject
from flowops.sandbox.parsing import optional


def is_same_site(export: JsonObject, site: str) -> bool:
    """Whether the file's `site` has the server's host: only then its UUIDs may be those of the server's objects."""
    host = _host(optional(export, "site"))
    return host != "" and host == _host(site)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
