from base64 import b32encode

import pytest

from flowops.sandbox.web.totp import code, right

SECRET = b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("moment", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_digits_are_those_of_the_standard(moment: float, digits: str) -> None:
    assert code(SECRET, moment) == digits


def test_a_secret_needs_no_padding_and_no_capitals() -> None:
    assert code("mfrgg", 59) == code("MFRGG===", 59)


@pytest.mark.parametrize(
    ("moment", "late", "good"), [(59, 0, True), (60, 0, False), (60, 1, True), (90, 1, False)]
)
def test_digits_are_good_for_their_step_and_as_much_later_as_is_allowed(
    moment: float, late: int, good: bool
) -> None:
    assert right(SECRET, "287082", moment, late) is good


def test_what_is_no_digits_is_wrong() -> None:
    assert not right(SECRET, "ütf-8", 59)
