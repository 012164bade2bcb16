import pytest

from flowops.sandbox.importing import is_same_site


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://rapidpro.example.org", True),
        ("http://RapidPro.example.org/", True),
        ("https://staging.rapidpro.example.org", False),
        ("https://rapidpro.example.org:8000", False),
        ("rapidpro.example.org", False),
        ("https://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_the_host_of_a_file_decides_whether_it_comes_from_here(written: str | None, expected: bool) -> None:
    assert is_same_site({"site": written}, "https://rapidpro.example.org") is expected


def test_a_file_without_a_site_comes_from_elsewhere() -> None:
    assert not is_same_site({}, "")
