import pytest

from flowops.sandbox.importing.query import fields_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('fields.visits < 4 AND fields.due != ""', ["visits", "due"]),
        ("Visits >= 4 OR (gender = F AND district ~ kig)", ["visits", "gender", "district"]),
        ('name has bob AND language = "eng" AND tel ~ 250 AND urns.tel ~ 1', []),
        ('fields.name = "x = 1"', ["name"]),
        ("tickets > 0", []),
        ("age is 5 AND group != x", ["age"]),
    ],
)
def test_a_query_names_fields_with_and_without_a_prefix(query: str, expected: list[str]) -> None:
    assert list(fields_of(query)) == expected
