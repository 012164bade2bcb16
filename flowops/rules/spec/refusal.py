"""One reason why the engine refuses a flow."""

from dataclasses import dataclass

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the engine would say, and where.

    rule     the id of the row of SPEC_RULES
    message  in the engine's words, with its wrapping
    steps    keys and positions that lead to the place, in the definition as it was given (not as it was migrated)
    """

    rule: str
    message: str
    steps: Steps
