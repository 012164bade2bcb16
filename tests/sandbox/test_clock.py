import pytest

from flowops.sandbox.clock import Clock, moment


def test_no_two_moments_are_the_same() -> None:
    clock = Clock()
    moments = [clock.now() for _ in range(1000)]

    assert moments == sorted(set(moments))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-22T09:31:11.416985Z", "2026-11-22T09:31:11.416985Z"),
        ("2026-11-22T11:31:11+02:00", "2026-11-22T09:31:11.000000Z"),
        ("2026-11-22", "2026-11-22T00:00:00.000000Z"),
        ("yesterday", None),
        ("2026-11-22T11:31:11 02:00", None),
    ],
)
def test_a_date_as_people_write_it(text: str, expected: str | None) -> None:
    assert moment(text) == expected
