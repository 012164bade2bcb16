"""Guards fail closed, all at once, and are waived by name and with a reason."""

import pytest

from flowops.errors import Blocked, ConfigurationError, Refused, Stale
from flowops.guard import GUARDS, Guard, admit, check, check_waivers
from flowops.model.plan import Finding
from tests.guard.deploys import VALUES, healthy


@pytest.fixture(autouse=True)
def values(monkeypatch):
    for name, value in VALUES.items():
        monkeypatch.setenv(name, value)


def broken(_context):
    """It breaks."""
    raise ValueError("canary-of-a-secret")


def test_a_guard_that_breaks_blocks_whatever_its_severity_and_tells_no_value():
    [finding] = check(healthy(), {"it-breaks": Guard(broken, "warn")})

    assert (finding.guard, finding.severity) == ("it-breaks", "block")
    assert "ValueError" in finding.message
    assert "canary" not in finding.message


def test_findings_are_in_the_order_of_the_table_and_carry_their_severity():
    found = check(healthy(lint=("a",), uncommitted=("flows/a.json",)))

    assert [(it.guard, it.severity) for it in found] == [
        ("uncommitted-changes", "block"),
        ("lint-errors", "block"),
    ]


DRIFT = Finding("drift", "block", "1 object")
BLANK = Finding("blank-global", "block", "2 globals")
BLANK_TOO = Finding("blank-global", "block", "another")
WARNING = Finding("unused-rewrite", "warn", "1 rewrite")


def test_what_blocks_is_told_all_at_once_with_the_options_that_waive_it():
    with pytest.raises(Blocked) as raised:
        admit([DRIFT, BLANK, BLANK_TOO, WARNING])

    assert raised.value.exit_code == 3
    assert isinstance(raised.value, Refused)
    assert raised.value.findings == (
        ("drift", "1 object"),
        ("blank-global", "2 globals"),
        ("blank-global", "another"),
    )
    assert str(raised.value).splitlines() == [
        "drift: 1 object",
        "blank-global: 2 globals",
        "blank-global: another",
        "To do it all the same: --allow drift --allow blank-global --reason TEXT",
    ]


def test_a_waiver_counts_for_its_guard_only():
    with pytest.raises(Blocked) as raised:
        admit([DRIFT, BLANK], ["drift"])

    assert raised.value.findings == (("blank-global", "2 globals"),)


def test_the_waivers_that_were_used_are_told_with_what_they_passed_over():
    found = admit([DRIFT, BLANK, BLANK_TOO, WARNING], ["drift", "blank-global", "lint-errors"])

    assert found == {"drift": "1 object", "blank-global": "2 globals; another"}


def test_warnings_stop_nothing():
    assert admit([WARNING]) == {}
    assert admit([]) == {}


def test_what_is_stale_ends_with_another_code_and_no_waiver_passes_over_it():
    with pytest.raises(Stale) as raised:
        admit([DRIFT, Finding("stale-plan", "block", "it expired")], ["stale-plan", "drift"])

    assert raised.value.exit_code == 4
    assert "it expired. Plan again" in str(raised.value)


def test_a_finding_of_a_guard_that_is_in_no_table_blocks():
    with pytest.raises(Blocked):
        admit([Finding("it-breaks", "block", "x")])


@pytest.mark.parametrize(
    ("allowed", "says"), [(["drfit"], "Did you mean drift?"), (["stale-plan"], "there is no such guard")]
)
def test_a_waiver_of_no_guard_is_an_error(allowed, says):
    with pytest.raises(ConfigurationError) as raised:
        check_waivers(allowed)

    assert raised.value.exit_code == 64
    assert says in str(raised.value)


def test_every_other_guard_can_be_waived():
    check_waivers([name for name, guard in GUARDS.items() if guard.waivable])
    check_waivers([])
