"""The lock file: names to UUIDs."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment import Lock, lock_bytes, lock_path, parse_lock, read_lock
from flowops.errors import ConfigurationError, FormatError

ONE = "8ad0a5c4-2c3f-4c0e-9f37-0d1b6a3b7c11"
TWO = "9ad0a5c4-2c3f-4c0e-9f37-0d1b6a3b7c11"
UUIDS = st.uuids().map(str)
NAMES = st.text(st.characters(exclude_categories=["Cs"]))
KINDS = st.sampled_from(["flows", "groups", "campaigns", "channels", "labels", "topics"])
FOUND = st.one_of(UUIDS, st.lists(UUIDS, min_size=1, max_size=3).map(tuple))
LOCKS = st.builds(Lock, UUIDS, st.dictionaries(KINDS, st.dictionaries(NAMES, FOUND, max_size=3), max_size=3))


@given(LOCKS)
def test_a_lock_file_says_what_was_written(lock: Lock) -> None:
    assert parse_lock(lock_bytes(lock), "x.lock.json") == lock


@given(LOCKS)
def test_a_lock_file_has_the_same_bytes_whatever_the_order(lock: Lock) -> None:
    turned = {kind: dict(reversed([*names.items()])) for kind, names in reversed([*lock.names.items()])}

    assert lock_bytes(Lock(lock.workspace.upper(), turned)) == lock_bytes(lock)


@given(st.binary() | st.lists(st.none() | st.text()).map(json.dumps).map(str.encode))
def test_any_bytes_are_a_lock_or_a_format_error(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^x\.lock\.json .*Restore it from git"):
        parse_lock(data, "x.lock.json")


def test_the_uuids_of_one_name_are_sorted_and_alone_they_are_one() -> None:
    lock = Lock(ONE, {"channels": {"Test": (TWO, ONE, TWO.upper()), "Alone": (ONE,)}})

    assert lock.names == {"channels": {"Test": (ONE, TWO), "Alone": ONE}}


def test_the_bytes_are_canonical() -> None:
    lock = Lock(ONE, {"groups": {"Mères": TWO}, "channels": {"Test": (TWO, ONE)}})

    assert lock_bytes(lock).decode().splitlines() == [
        "{",
        '  "channels": {',
        '    "Test": [',
        f'      "{ONE}",',
        f'      "{TWO}"',
        "    ]",
        "  },",
        '  "format": "flowops/lock@1",',
        '  "groups": {',
        f'    "Mères": "{TWO}"',
        "  },",
        f'  "workspace": "{ONE}"',
        "}",
    ]


HEAD = f'{{"format": "flowops/lock@1", "workspace": "{ONE}"'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<<<<<<< HEAD\n{}", "is not valid JSON in line 1"),
        ("[" * 100_000, "is not valid JSON in line 1"),
        ("[" * 1020 + "]" * 1020, "is nested too deeply"),
        ("[]", 'is not a lock file with "format": "flowops/lock@1"'),
        ('{"format": "flowops/lock@2"}', 'is not a lock file with "format": "flowops/lock@1"'),
        ('{"format": "flowops/lock@1"}', 'has no UUID for "workspace"'),
        (HEAD.replace(ONE, "x") + "}", 'has no UUID for "workspace"'),
        (HEAD + ', "flows": []}', 'has no names under "flows"'),
        (HEAD + ', "flows": {"A": 1}}', 'has no UUID for "flows: A"'),
        (HEAD + ', "flows": {"A": []}}', 'has no UUID for "flows: A"'),
        (HEAD + f', "flows": {{"A": ["{ONE}", "x"]}}}}', 'has no UUID for "flows: A"'),
        (HEAD + f', "flows": {{"A": "{ONE}", "A": "{TWO}"}}}}', "names one thing twice"),
        (HEAD + f', "flows": {{"\\ud800": "{ONE}"}}}}', "is not valid JSON in line 1"),
    ],
)
def test_a_bad_lock_file_is_named_with_the_way_out(text: str, what: str) -> None:
    with pytest.raises(FormatError) as raised:
        parse_lock(text.encode(), "environments/staging.lock.json")

    assert raised.value.what == f"environments/staging.lock.json {what}"
    assert raised.value.way_out == "Restore it from git, or delete it and let flowops export write it anew"


def test_a_lock_is_read_beside_its_environment(tmp_path: Path) -> None:
    lock = Lock(str(UUID(int=7)), {"flows": {"ANC": ONE}})
    (tmp_path / "environments").mkdir()

    assert read_lock(tmp_path, "staging") is None
    (tmp_path / lock_path("staging")).write_bytes(lock_bytes(lock))
    assert read_lock(tmp_path, "staging") == lock


def test_a_lock_that_is_a_folder_is_a_format_error(tmp_path: Path) -> None:
    (tmp_path / lock_path("staging")).mkdir(parents=True)

    with pytest.raises(FormatError, match=r"staging\.lock\.json cannot be read"):
        read_lock(tmp_path, "staging")


def test_a_lock_is_never_looked_for_outside_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        read_lock(tmp_path, "../staging")
