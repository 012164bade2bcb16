"""The 40 rules about what the engine refuses, by their ids."""

from collections.abc import Mapping

from flowops.rules.spec.refused_links import REFUSED_LINKS
from flowops.rules.spec.refused_shapes import REFUSED_SHAPES
from flowops.rules.spec.refused_values import REFUSED_VALUES
from flowops.rules.spec.spec_rule import SpecRule

SPEC_RULES: Mapping[str, SpecRule] = {
    rule.id: rule for rule in (*REFUSED_SHAPES, *REFUSED_LINKS, *REFUSED_VALUES)
}
