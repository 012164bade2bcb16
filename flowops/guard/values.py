"""Values that differ between environments: globals, hosts, rewrites."""

import re
from collections.abc import Iterator, Mapping

from flowops import canon
from flowops.environment import Secret
from flowops.environment.hosts import declared_texts, hosts_of
from flowops.guard.context import Context
from flowops.guard.telling import count, listed, quoted
from flowops.model.kind import CAMPAIGN, FLOW


def blank_global(context: Context) -> Iterator[str]:
    """Flows use a global that has no value, neither in the environment nor in the workspace."""
    blank = [key for key, there in _undeclared(context) if not there]
    if blank:
        uses = listed(f"{key} (in {quoted(context.desired.bound.globals[key], 2)})" for key in blank)
        yield f"{count(len(blank), 'global')} that flows use would have no value: {uses}; write them under globals: in {context.desired.environment.path}"


def credential_in_global(context: Context) -> Iterator[str]:
    """A global would take the token or password of an environment: whoever sees the workspace would have it."""
    environment = context.desired.environment
    opening = context.credentials | {it.variable for it in environment.credentials()}
    for key, value in environment.globals.items():
        if isinstance(value, Secret) and value.variable in opening:
            yield f"the global {key} would hold {value}, which opens a workspace; see globals: in {environment.path}"


def undeclared_global(context: Context) -> Iterator[str]:
    """Flows use a global that the environment does not declare; the workspace has a value for it."""
    kept = [key for key, there in _undeclared(context) if there]
    if kept:
        yield f"{count(len(kept), 'global')} in use, set in the workspace and not declared in {context.desired.environment.path}: {listed(kept)}"


def _undeclared(context: Context) -> Iterator[tuple[str, bool]]:
    """Globals in use without a value in the environment, and whether the workspace has one."""
    rows = context.desired.rows("global", "key")
    for key in context.desired.bound.globals:
        value = context.desired.environment.globals.get(key, "")
        if not isinstance(value, Secret) and not value.strip():
            yield key, bool(str(rows.get(key, {}).get("value") or "").strip())


def foreign_host(context: Context) -> Iterator[str]:
    """A text in a flow, or a value, points to a host of another environment: staging's server in production's flows."""
    own = hosts_of(context.desired.environment)
    servers = {
        hosts.server: name for name, hosts in sorted(context.hosts.items()) if hosts.server != own.server
    }
    for where, text in declared_texts(context.desired.environment):
        yield from _pointing(where, text, servers)
    named = {host: name for name, hosts in sorted(context.hosts.items()) for host in hosts.named - own.named}
    for document in (*context.desired.bound.export.of(FLOW), *context.desired.bound.export.of(CAMPAIGN)):
        if named:
            where = f'{document.kind.name} "{document.name}"'
            yield from _pointing(where, canon.compact(document.body).decode(), named)


def shared_host(context: Context) -> Iterator[str]:
    """A value points to the same host as a value of another environment: it may have been copied and forgotten."""
    named = {host: name for name, hosts in sorted(context.hosts.items()) for host in hosts.values}
    for where, text in declared_texts(context.desired.environment):
        yield from _pointing(where, text, named)


def _pointing(where: str, text: str, hosts: Mapping[str, str]) -> Iterator[str]:
    """Any of the hosts as a whole: not within a longer name."""
    lower = text.lower()
    for host, environment in hosts.items():
        if host in lower and re.search(rf"(?<![\w.-]){re.escape(host)}(?![\w-]|\.\w)", lower):
            yield f"{where} points to {host}, which is a host of environments/{environment}.yaml"


def unused_rewrite(context: Context) -> Iterator[str]:
    """A text that the environment would replace stands in no flow: it was changed or never spelt so."""
    idle = [find for find, times in sorted(context.adapted.rewritten.items()) if not times]
    if idle:
        yield f"{count(len(idle), 'rewrite')} found nothing to replace: {quoted(idle)}"


def unused_setting(context: Context) -> Iterator[str]:
    """A name or pattern under keywords or expires fits no flow: a flow was renamed, or it was never spelt so."""
    if context.adapted.idle:
        yield f"{count(len(context.adapted.idle), 'setting')} of the environment fit no flow: {listed(context.adapted.idle)}"
