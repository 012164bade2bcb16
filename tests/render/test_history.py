"""The history of an environment as people read it."""

from dataclasses import replace

from flowops.render.history import to_json, to_text
from tests.ledgers import RECEIPT, ended


def plain(text, _colour):
    return text


def test_each_deploy_is_a_line_and_the_last_line_sums_up():
    failed = replace(ended(RECEIPT, "failed"), commit=None, reason="Fix the spelling")
    changed = replace(ended(RECEIPT), actions=({"action": "create"}, {"action": "orphan"}))

    assert to_text("production", [failed, changed], plain).splitlines() == [
        "when (UTC)        id                       status    changed  commit      who                                  reason",
        "2026-07-31 10:15  20260731T101502Z-3f9a2c  failed    0        -           A Developer <developer@example.org>  Fix the spelling",
        "2026-07-31 10:15  20260731T101502Z-3f9a2c  verified  1        aaaaaaaaaa  A Developer <developer@example.org>",
        "production: 2 deploys, the last one 2026-07-31 10:15 UTC, failed",
    ]


def test_one_that_has_not_ended_comes_with_what_to_do():
    *_, pending, summary = to_text("production", [RECEIPT], plain).splitlines()

    assert pending.startswith("20260731T101502Z-3f9a2c has not ended: it is running, or was killed.")
    assert pending.endswith("flowops rollback production --to 20260731T101502Z-3f9a2c")
    assert summary == "production: 1 deploy, the last one 2026-07-31 10:15 UTC, open"


def test_only_the_status_is_coloured():
    painted = []

    def paint(text, colour):
        painted.append((text.strip(), colour))
        return f"<{text}>"

    receipts = [ended(RECEIPT), ended(RECEIPT, "unverified"), ended(RECEIPT, "failed"), RECEIPT]
    lines = to_text("production", receipts, paint).splitlines()

    assert painted[1:] == [
        ("verified", "green"),
        ("unverified", "yellow"),
        ("failed", "red"),
        ("open", "yellow"),
    ]
    assert "  <failed    >  0 " in lines[3]


def test_no_name_breaks_the_table():
    evil = replace(RECEIPT, who="A\nB\x1b[2J\u202e", reason="x" * 500 + "\r\n", environment="e\nf")

    lines = to_text("production", [evil], plain).splitlines()

    assert len(lines) == 4
    assert "A B [2J  " in lines[1]
    assert lines[1].endswith("x…")
    assert "\x1b" not in "".join(lines)


def test_an_environment_without_deploys_says_so():
    assert to_text("production", [], plain) == "production: never deployed with flowops"
    assert to_json([]) == {"format": "flowops/history@1", "deploys": []}


def test_programs_get_the_keys_that_are_promised():
    assert to_json([ended(RECEIPT)])["deploys"] == [
        {
            "id": "20260731T101502Z-3f9a2c",
            "environment": "production",
            "digest": "d1",
            "commit": "a" * 40,
            "who": "A Developer <developer@example.org>",
            "started_at": "2026-07-31T10:15:02Z",
            "finished_at": "2026-07-31T10:16:02Z",
            "status": "verified",
            "reason": None,
        }
    ]
