"""What a definition holds once goflow has read it: nodes with their actions, router and exits."""

from dataclasses import dataclass

from flowops.sandbox.engine.decoding import Values


@dataclass(frozen=True)
class Exit:
    """A way out of a node; without a destination the flow ends there."""

    uuid: str
    destination: str


@dataclass(frozen=True)
class Action:
    """Something that a node does."""

    type: str
    uuid: str
    values: Values


@dataclass(frozen=True)
class Wait:
    """Where a router waits, and the category that it goes on with when nothing comes, if it has one."""

    type: str
    timeout: str | None


@dataclass(frozen=True)
class Router:
    """How a node picks an exit. `categories` are pairs of UUID and exit, `cases` may hold nulls."""

    type: str
    wait: Wait | None
    categories: tuple[tuple[str, str], ...]
    cases: tuple[Values | None, ...]
    default: str


@dataclass(frozen=True)
class Node:
    """A step of a flow. Old engines let a null through in place of an exit."""

    uuid: str
    actions: tuple[Action, ...]
    router: Router | None
    exits: tuple[Exit | None, ...]


@dataclass(frozen=True)
class Flow:
    """A definition. Old engines let a null through in place of a node."""

    type: str
    nodes: tuple[Node | None, ...]
    localization: Values
    ui_size: int
