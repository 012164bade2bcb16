"""Which flows belong to an environment."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment import Environment, Secret


def selecting(include: tuple[str, ...] = ("*",), exclude: tuple[str, ...] = ()) -> Environment:
    token = Secret("TOKEN", "staging", "token")
    return Environment("staging", Path(), "https://x.example.org", token, include=include, exclude=exclude)


@given(st.text())
def test_everything_is_selected_unless_the_file_says_otherwise(name: str) -> None:
    assert selecting().selects(name)
    assert not selecting(include=()).selects(name)
    assert not selecting(exclude=("*",)).selects(name)


@given(st.text(st.characters(max_codepoint=127)))
def test_case_does_not_count(name: str) -> None:
    environment = selecting(("*a*",), ("*B",))

    assert environment.selects(name.upper()) == environment.selects(name.lower()) == environment.selects(name)


@pytest.mark.parametrize(
    ("include", "exclude", "name", "expected"),
    [
        (("ANC *",), (), "anc reminder", True),
        (("ANC *",), (), "PNC reminder", False),
        (("ANC *", "PNC *"), (), "PNC reminder", True),
        (("*",), ("Scratch *",), "SCRATCH pad", False),
        (("Visit ?",), (), "Visit 3", True),
        (("Mère*",), (), "MÈRE 1", True),
    ],
)
def test_include_and_exclude_are_patterns(
    include: tuple[str, ...], exclude: tuple[str, ...], name: str, expected: bool
) -> None:
    assert selecting(include, exclude).selects(name) is expected
