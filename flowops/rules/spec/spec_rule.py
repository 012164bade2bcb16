"""What is known of one of the rules about what the engine refuses."""

from dataclasses import dataclass

from flowops.model.json import JsonObject
from flowops.rules.spec.sample import SAMPLE, Damage, damaged


@dataclass(frozen=True, slots=True)
class SpecRule:
    """One reason to refuse a flow.

    id       "SPEC011": stable, never used for anything else
    title    what is wrong, as a phrase without a full stop
    why      what it comes to, in a sentence or two
    advice   what to do about it, in one sentence
    since    the first RapidPro that refuses it. Towards an older one the rule is absent, since that one runs the flow
    damages  what makes a bad example of `SAMPLE`, the good one
    """

    id: str
    title: str
    why: str
    advice: str
    since: str
    damages: tuple[Damage, ...]

    @property
    def bad(self) -> JsonObject:
        """A flow that this rule alone complains about."""
        return damaged(self.damages)

    @property
    def good(self) -> JsonObject:
        """The same flow, valid."""
        return SAMPLE
