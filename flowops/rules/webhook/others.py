"""What in an environment for production belongs to a test."""

import re
from collections.abc import Iterable

from flowops.environment import Environment
from flowops.environment.hosts import hosts_in, hosts_of

_LABEL = re.compile(r"(?:dev|test|staging)(?:-\w+|\d+)?", re.ASCII)  # as cht-conf knows them
_NAME = re.compile(r"(?:\A|_)(?:dev|staging)(?:_|\Z)")


class Others:
    """The environment that is looked at, and the hosts of all the others."""

    def __init__(self, environment: Environment, environments: Iterable[Environment]) -> None:
        self.environment = environment
        own = hosts_of(environment).named
        self._hosts = {
            host: it.name
            for it in environments
            if it.name != environment.name
            for host in hosts_of(it).named - own
        }

    def about_global(self, key: str) -> str:
        """Why a global does not belong here; "" where it does."""
        if _NAME.search(key):
            return f'"@globals.{key}" is used in {self.environment.name}'
        value = self.environment.globals.get(key)
        why = self._of(value) if isinstance(value, str) else ""
        return f"{key}: {why}" if why else ""

    def about_text(self, text: str) -> str:
        """Why a text does not belong here, as it is rewritten for this environment; "" where it does."""
        return self._of(self._rewritten(text)) if "://" in text else ""

    @property
    def mark(self) -> re.Pattern[bytes]:
        """What the bytes of a flow hold in which something may not belong here."""
        hosts = b"|".join(re.escape(it.encode()) for it in sorted(self._hosts))
        return re.compile(
            rb"://[^/\s\"]*(?:\b(?:dev|test|staging)" + (b"|" + hosts if hosts else b"") + b")", re.IGNORECASE
        )

    def _of(self, text: str) -> str:
        return next((why for host in hosts_in(text) if (why := self._why(host))), "")

    def _why(self, host: str) -> str:
        if host in self._hosts:
            return f"{host} is a host of {self._hosts[host]}, in {self.environment.name}"
        if any(map(_LABEL.fullmatch, host.split("."))):
            return f"{host} looks like a test server, in {self.environment.name}"
        return ""

    def _rewritten(self, text: str) -> str:
        for rewrite in sorted(self.environment.rewrites, key=lambda it: -len(it.find)):
            text = text.replace(rewrite.find, rewrite.replace)
        return text
