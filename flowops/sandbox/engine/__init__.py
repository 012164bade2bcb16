"""What goflow, the engine inside RapidPro, does with a flow definition: migrate it and refuse it."""

from flowops.sandbox.engine.migration import NotMigrated, migrate
from flowops.sandbox.engine.release import ENGINES, Engine
from flowops.sandbox.engine.validation import validate

__all__ = ["ENGINES", "Engine", "NotMigrated", "migrate", "validate"]
