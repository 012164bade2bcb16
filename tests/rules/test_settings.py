"""What `flowops.yaml` may set is what rules measure with."""

from dataclasses import fields

from flowops.environment import CONFIGURATION
from flowops.rules.settings import Settings, settings


def test_every_setting_is_in_the_schema_and_no_other():
    described = CONFIGURATION.trail(("properties", "lint", "properties", "settings"))[-1]["properties"]
    assert isinstance(described, dict)
    assert {it.name for it in fields(Settings)} - {"languages"} == set(described)


def test_what_is_set_replaces_what_holds_without_it():
    assert settings({"max_questions": 3, "words": ["x"]}, ("swa",)) == Settings(
        languages=("swa",), max_questions=3, words=("x",)
    )
