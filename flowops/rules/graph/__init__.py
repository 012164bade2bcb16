"""How the nodes of a flow hang together, and the form of its file."""

from flowops.rules.graph import unreachable_node
from flowops.rules.rule import Rule

RULES: tuple[Rule, ...] = (unreachable_node.RULE,)
