"""Which flows a workspace would have after a deploy, as far as files can tell."""

from collections.abc import Mapping

from flowops.environment import Environment, Lock
from flowops.references import Reference, same_name
from flowops.rules.project import Project

_PAIRS = "pairs"  # of a lock file: UUID in git -> UUID in the workspace


def where_it_is_not(project: Project, reference: Reference) -> str:
    """Where the flow that is referred to was looked for in vain, as words; "" where it is somewhere, or may be."""
    found = project.flow({"uuid": reference.uuid, "name": reference.name})
    environment = project.environment
    goes = environment is None or environment.selects(found.name if found else reference.name)
    if found and goes:
        return ""
    if environment and project.lock:
        there = _is_there(reference, environment, project.lock)
        here = "neither here nor in" if goes else "left out of"
        return "" if there else f"{here} {environment.name}"
    return "not in these files" if project.whole and goes else ""


def _is_there(reference: Reference, environment: Environment, lock: Lock) -> bool:
    bound = _bound(reference.name, environment.bindings.get("flows", {}))
    known = lock.by_uuid("flows")
    paired = lock.names.get(_PAIRS, {}).get(reference.uuid or "")
    return (
        (reference.uuid or "").lower() in known
        or (isinstance(paired, str) and paired in known)
        or any(same_name("flow", bound, name) for name in known.values())
    )


def _bound(name: str, bindings: Mapping[str, str]) -> str:
    return next((there for here, there in bindings.items() if same_name("flow", here, name)), name)
