import pytest

from flowops.sandbox.importing.names import cleaned, named, unique


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ANC", "ANC"),
        ("  ANC\n", "ANC"),
        ('the "best" one', "the 'best' one"),
        ("a\\b", "a/b"),
        ("a\0b", "ab"),
        ("x" * 70, "x" * 64),
    ],
)
def test_what_is_not_allowed_in_a_name_is_taken_out(name: str, expected: str) -> None:
    assert cleaned(name) == expected


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("ANC", set(), "ANC"),
        ("ANC", {"anc"}, "ANC 2"),
        ("ANC", {"anc", "anc 2"}, "ANC 3"),
        ("x" * 64, {"x" * 64}, "x" * 62 + " 2"),
    ],
)
def test_a_taken_name_gets_a_number(name: str, taken: set[str], expected: str) -> None:
    assert unique(name, taken) == expected


def test_names_are_found_in_any_letter_case() -> None:
    assert named(["anc", "PNC"], "ANC", str) == "anc"
    assert named(["anc"], "other", str) is None
