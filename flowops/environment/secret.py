"""One `${NAME}` of an environment file."""

from dataclasses import dataclass, field

from flowops.environment.redaction import remember
from flowops.environment.variables import value_of
from flowops.errors import UnsetVariable


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A value that only `reveal` shows: variable by name, and which key of which environment wants it."""

    variable: str
    environment: str = field(compare=False)
    key: str = field(compare=False)

    def reveal(self) -> str:
        """The variable's value as of now. Raises UnsetVariable."""
        value = value_of(self.variable)
        if not value:
            raise UnsetVariable(self.variable, self.environment, self.key)
        remember(value)
        return value

    def __str__(self) -> str:
        return f"${{{self.variable}}}"

    def __repr__(self) -> str:
        return f"Secret({self})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)
