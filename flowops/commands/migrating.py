"""What git holds, migrated by the flow engine where it is installed."""

from __future__ import annotations

from dataclasses import dataclass, field

from flowops.commands.console import Console
from flowops.engine.engine import Engine
from flowops.environment import Environment
from flowops.model.export import Export
from flowops.plan.migration import Migrated, migrated, older
from flowops.render.words import count


@dataclass
class Migrator:
    """Migrates one export, once for each spec version that is asked for."""

    console: Console
    export: Export
    environment: Environment
    _found: dict[str, Migrated] = field(default_factory=dict)

    def to(self, spec: str | None) -> Migrated:
        """The export with older flows in this spec version. Raises EngineError, ConfigurationError."""
        if spec is None or not any(older(self.export, self.environment, spec)):
            return Migrated(self.export)
        if spec not in self._found:
            self._found[spec] = self._migrated(spec)
        return self._found[spec]

    def _migrated(self, spec: str) -> Migrated:
        engine = Engine.installed()
        if engine is None:
            return Migrated(self.export)
        with engine:
            found = migrated(self.export, self.environment, spec, engine.migrate)
        self.console.detail(
            f"flowops-engine migrated {count(len(found.was), 'flow')} to specification {spec}"
        )
        return found
