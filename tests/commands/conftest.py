"""What tests of commands have besides."""

from tests.github.fixtures import hub, step

__all__ = ["hub", "step"]
