"""The hosts that an environment names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flowops.environment import Environment

_URL = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The host of the RapidPro server, and those that its globals and rewrites name; not those in secrets."""

    server: str
    values: frozenset[str]

    @property
    def named(self) -> frozenset[str]:
        """All of them."""
        return self.values | {self.server}


def hosts_of(environment: Environment) -> Hosts:
    """The hosts that an environment names."""
    values = (host for _, text in declared_texts(environment) for host in hosts_in(text))
    return Hosts(next(hosts_in(environment.host), ""), frozenset(values))


def declared_texts(environment: Environment) -> list[tuple[str, str]]:
    """Where, and the text: values of globals that are no secrets, and what rewrites write."""
    values = [(f"globals: {key}", it) for key, it in environment.globals.items() if isinstance(it, str)]
    return values + [(f"the rewrite of {it.find}", it.replace) for it in environment.rewrites]


def hosts_in(text: str) -> Iterator[str]:
    """The hosts of the addresses that stand in a text, in lower case."""
    for url in _URL.findall(text):
        try:
            host = urlsplit(url).hostname
        except ValueError:  # a bracket that is no IPv6 address
            continue
        if host:
            yield host.lower()
