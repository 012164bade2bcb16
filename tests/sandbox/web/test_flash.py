import pytest

from flowops.sandbox.web.flash import decoded, encoded


def test_messages_come_back_as_they_were() -> None:
    assert decoded(encoded(['Import "successful"; 100 % ✓', "again"])) == [
        'Import "successful"; 100 % ✓',
        "again",
    ]


@pytest.mark.parametrize("cookie", ["", "x", "éé", "bm8ganNvbg==", "eyJhIjoxfQ=="])
def test_other_cookies_hold_no_messages(cookie: str) -> None:
    assert decoded(cookie) == []
