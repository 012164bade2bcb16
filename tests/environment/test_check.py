"""What is wrong with a file, in one line a problem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment.check import checked
from flowops.environment.scalar import meaning
from flowops.errors import EnvironmentInvalid

HEAD = "host: https://x.example.org\ntoken: ${TOKEN}\n"
WRITE_TOKEN = "write ${NAME}, for example ${RAPIDPRO_STAGING_TOKEN}, and put the token into that variable"
ONLY_WHOLE = "only a whole ${NAME} is possible here, because this file is in git"
WRITE_HOST = "write the server's address, for example https://rapidpro.example.org"
WRITE_PASSWORD = (
    "write ${NAME}, for example ${RAPIDPRO_STAGING_PASSWORD}, and put the password into that variable"
)
NOT_HERE = (
    "${ is not possible here; write the text itself; "
    "only token, login.password, login.totp and the values of globals take ${NAME}"
)
WRITE_UUID = "write the UUID that /api/v2/workspace.json shows, 36 characters such as 8ad0a5c4-2c3f-4c0e-9f37-0d1b6a3b7c11"
COLON = (
    "a colon stands where none can be; look at this line and the one above: "
    "write key: value, keys lined up, and values with special characters in double quotes"
)
BRACKETS = 'the list or mapping in brackets does not end well; close it, and write ${NAME} as "${NAME}"'
QUOTE = "write the value in double quotes"
HALF = "holds an escape that stands for no character; write the character itself"


def problems(text: str) -> list[str]:
    try:
        checked(text, "e.yaml")
    except EnvironmentInvalid as invalid:
        return list(invalid.problems)
    return []


YAML_PIECES = st.sampled_from([
    "host: https://x.org\n", "token: ${T}\n", "globals:\n", "  a: ", "- ", "{", "}", "[", "]", ": ", ",", '"', "'", "\n",
    "\t", " ", "#", "&a ", "*a", "!t ", "|\n", ">-\n", "---\n", "...\n", "%YAML 1.1\n", "? ", "<<: ", "~", "0x1", "\\u",
    "\\UFFFFFFFF", "\\ud800", "\0", "\x85", "\u2028", "\ufeff", "é", "@", "`", "keywords:\n", "bindings:\n",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(YAML_PIECES, max_size=30).map("".join), st.text().map(HEAD.__add__)))
def test_any_text_is_data_or_problems_of_one_line_each(text: str) -> None:
    for problem in problems(text):
        assert problem.startswith("e.yaml")
        assert len(problem.splitlines()) == 1
        assert "; " in problem


@given(st.text(min_size=1), st.sampled_from(["token", "login", "host", "workspace", "protected", "guards"]))
def test_a_value_that_may_be_a_secret_is_never_shown(text: str, key: str) -> None:
    secret = f"s3cr3t_{text}"  # no server has _ in its name: nothing of this is an address
    told = "\n".join(problems(HEAD.replace(f"{key}:", "x:") + f"{key}: {secret}\n"))

    assert "s3cr3t" not in told


@given(st.text("0123456789+-_.:eExyntruofasl~", min_size=1, max_size=8))
def test_a_global_is_the_text_that_stands_there_or_must_be_quoted(text: str) -> None:
    told = problems(f"{HEAD}globals:\n  pin: {text}\n")
    quoted = problems(f'{HEAD}globals:\n  pin: "{text}"\n')

    assert quoted == []
    if meaning(text):
        expected = f'without quotes is read by some tools as {meaning(text)}; write "{text}"'
        assert told == [f"e.yaml:4: globals.pin: {expected}"]


@pytest.mark.parametrize(
    "place",
    [
        "token: {}",
        "login: {{password: {}}}",
        "login:\n  email: a@b.org\n  password: {}\n  totp: {}",
        "host: {}",
    ],
)
@pytest.mark.parametrize("text", [
    "s3cr3t", '"s3cr3t"', "[s3cr3t]", "{s3cr3t: s3cr3t}", "&s3cr3t x", "*s3cr3t", "!s3cr3t x", "!s3cr3t!x y", "@s3cr3t",
    "s3cr3t: s3cr3t", '"s3cr3t', '"s3cr3t\\q"', "s3cr3t\ts", "|\n    s3cr3t", "%s3cr3t", "${s3cr3t", "${A}s3cr3t",
    "https://s3cr3t@x.org", "https://x.org?s3cr3t", "s3cr3t.example", "`s3cr3t`", "{{s3cr3t}}",
])  # fmt: skip
def test_no_way_of_writing_shows_what_stands_in_a_secret_place(place: str, text: str) -> None:
    told = "\n".join(problems(place.format(text, text) + "\n"))

    assert told
    assert "s3cr3t" not in told.replace("write https://s3cr3t.example", "")


SYNTAX = [
    ("", f"1: host: is missing; {WRITE_HOST}"),
    ("hello", "1: is not a section of lines key: value; write at least two lines, host: and token:"),
    ("- a", "1: is a list, not a section of lines key: value; write at least two lines, host: and token:"),
    (HEAD + "include: [*]", f"3: * without quotes begins an alias, which is not supported; {QUOTE}"),
    (HEAD + "include: [*ANC]", f"3: * without quotes begins an alias, which is not supported; {QUOTE}"),
    (HEAD + "exclude: &a [x]", f"3: & without quotes begins an anchor, which is not supported; {QUOTE}"),
    (HEAD + "exclude: [& b]", f"3: & without quotes begins an anchor, which is not supported; {QUOTE}"),
    (HEAD + "globals:\n  a: !!str 1", f"4: ! without quotes begins a tag, which is not supported; {QUOTE}"),
    (HEAD + "globals: !x {}", f"3: ! without quotes begins a tag, which is not supported; {QUOTE}"),
    (HEAD + "globals: !x!y {}", f"3: ! without quotes begins a tag, which is not supported; {QUOTE}"),
    (HEAD + "<<: {}", "3: merge keys (<<) are not supported; write the keys themselves"),
    (HEAD + "---\na: b", "3: a second document begins here; keep one document and remove the line ---"),
    (HEAD + "globals:\n\ta: b", "4: a tab stands here, which YAML does not accept; write spaces"),
    (HEAD + "globals:\n  a: @b", "4: a value begins with a special character; write it in double quotes"),
    (HEAD + "globals:\n  a: b: c", f"4: {COLON}"),
    (HEAD + "foo\nexclude: []", "3: this line is no key with a value; write key: value"),
    (HEAD + "globals:\n  foo\n\nexclude:\n- x\nfoo", "8: this line is no key with a value; write key: value"),
    (
        HEAD + "globals:\n    a: b\n  c: d",
        "5: this line is indented differently from those above; line the keys up",
    ),
    (HEAD + 'globals:\n  a: "b\n  c: d', '4: a quote is opened but never closed; end the text with "'),
    (HEAD + 'globals:\n  a: "b\n---\n', '4: a quote is opened but never closed; end the text with "'),
    (
        HEAD + 'globals:\n  a: "C:\\path"',
        "4: a backslash stands in double quotes; write \\\\ for each backslash",
    ),
    (HEAD + "globals: {a: ${X}}", f"3: {BRACKETS}"),
    (HEAD + "exclude: [a", f"3: {BRACKETS}"),
    (
        HEAD + "globals: {{ X }}",
        '3: a key must be one text; write key: value; write ${NAME} inside {…} or […] as "${NAME}"',
    ),
    (
        HEAD + "globals:\n  a: |2x\n",
        "4: is not valid YAML; write key: value, keys lined up, and values with special characters in double quotes",
    ),
    (HEAD + "globals: " + "[" * 50, "3: is nested too deeply; write at most three levels"),
    (HEAD + "globals: {a: \x01}", "3: holds a control character; remove it; it is often invisible"),
    (HEAD + 'globals: {a: "\\ud800"}', f"3: {HALF}"),
    (HEAD + 'globals: {"\\ud800": a}', f"3: {HALF}"),
    (
        HEAD + "<<<<<<< HEAD\n",
        "3: marks of a merge conflict stand here; decide for one side and remove the marks",
    ),
    (HEAD + "host: x", "3: the same key is already in line 1; keep one of the two"),
]

VALUES = [
    ("host: https://x.org", f"1: token: is missing; {WRITE_TOKEN}"),
    ("host:\ntoken: ${T}", f"1: host: is empty; {WRITE_HOST}"),
    ("token: ${T}\nhost: x.org", "2: host: has no https:// in front; write https://x.org"),
    ("token: ${T}\nhost: 10", f"2: host: is not the address of a server; {WRITE_HOST}"),
    ("token: ${T}\nhost: ${HOST}", f"2: host: {NOT_HERE}"),
    ("host: https://x.org\ntoken: abc", f"2: token: {ONLY_WHOLE}; {WRITE_TOKEN}"),
    ("host: https://x.org\ntoken: 123", f"2: token: {ONLY_WHOLE}; {WRITE_TOKEN}"),
    ("host: https://x.org\ntoken: [${T]", f"2: {BRACKETS}"),
    ("host: https://x.org\ntoken: ${1A}", f"2: token: {ONLY_WHOLE}; {WRITE_TOKEN}"),
    ("host: https://x.org\ntoken: |\n  ${T}\n", f"2: token: {ONLY_WHOLE}; {WRITE_TOKEN}"),
    ("host: https://x.org\ntoken: Token ${T}", f"2: token: {ONLY_WHOLE}; {WRITE_TOKEN}"),
    ("host: https://x.org\ntoken:", f"2: token: is empty; {WRITE_TOKEN}"),
    (HEAD + "hots: x", "3: hots: is not known; did you mean host?"),
    (HEAD + "Exclude: []", "3: Exclude: is not known; did you mean exclude?"),
    (HEAD + '"a\\nb": x', '3: "a\\nb": is not known; possible here: bindings, exclude, expires, globals, guards, host, include, keywords, login, protected, rewrites, token, workspace'),
    (HEAD + "workspace: 8ad0", f"3: workspace: is not a UUID; {WRITE_UUID}"),
    (HEAD + "workspace: 1234", f"3: workspace: is not a UUID; {WRITE_UUID}"),
    (HEAD + "login: x", "3: login: is not a section of lines key: value; write the lines email: and password: below it, indented"),
    (HEAD + "login: {email: a@b.org}", f"3: login.password: is missing; {WRITE_PASSWORD}"),
    (HEAD + "login:\n  password: ${P}\n  email: bob", "5: login.email: is not an e-mail address; write the address that logs in, for example deployer@example.org"),
    (HEAD + "protected: yes", "3: protected: is not true or false; write true"),
    (HEAD + "protected: Off", "3: protected: is not true or false; write false"),
    (HEAD + 'protected: "true"', "3: protected: is not true or false; write true"),
    (HEAD + "protected: 1", "3: protected: is not true or false; write true or false"),
    (HEAD + "protected:", "3: protected: is empty; write true or false"),
    (HEAD + "include:", '3: include: is empty; write a list of flow names, for example ["*"] for all flows'),
    (HEAD + "exclude: x", '3: exclude: is not a list; write a list of flow names, for example ["Scratch *"]'),
    (HEAD + "exclude: {a: b}", '3: exclude: is a section, not a list; write a list of flow names, for example ["Scratch *"]'),
    (HEAD + 'exclude: [""]', "3: exclude[0]: is empty; write a name in double quotes"),
    (HEAD + "exclude: [[a]]", "3: exclude[0]: is a list, not one text; write a name in double quotes"),
    (HEAD + "globals: null", '3: globals: is not a section of lines key: value; write one line for each global below it, indented, for example cht_url: "https://cht.example.org"'),
    (HEAD + "globals:\n  a:", "4: globals.a: is empty; write the value in double quotes, or ${NAME}"),
    (HEAD + 'globals:\n  a: " "', "4: globals.a: is blank, which RapidPro refuses; write the value, or remove the line"),
    (HEAD + "globals:\n  a: x ${B}", "4: globals.a: ${ stands in a text; put the whole value into one variable and write only ${NAME}"),
    (HEAD + "globals:\n  a: " + "x" * 10_001, "4: globals.a: is longer than 10000 characters; write the value in double quotes, or ${NAME}"),
    (HEAD + "globals:\n  a: " + "1" * 61, "4: globals.a: is not one text; write the value in double quotes, or ${NAME}"),
    (HEAD + "globals:\n  Url: x", "4: globals.Url: the key is not possible for a global; write at most 36 lower-case letters, digits and _, a letter first, for example cht_url"),
    (HEAD + f"globals:\n  {'a' * 37}: x", f"4: globals.{'a' * 37}: the key is longer than 36 characters; write at most 36 lower-case letters, digits and _, a letter first, for example cht_url"),
    (HEAD + "globals:\n  on: x", '4: globals.on: the key without quotes is read by some tools as true or false; write "on"'),
    (HEAD + "bindings: {chanels: {}}", "3: bindings.chanels: is not known; did you mean channels?"),
    (HEAD + 'bindings: {groups: {1: "x"}}', '3: bindings.groups.1: the key without quotes is read by some tools as a number; write "1"'),
    (HEAD + "bindings: {groups: {A B: no}}", '3: bindings.groups."A B": without quotes is read by some tools as true or false; write "no"'),
    (HEAD + 'bindings: {groups: {A: "${B}"}}', f"3: bindings.groups.A: {NOT_HERE}"),
    (HEAD + 'bindings: {groups: {"${A}": B}}', f'3: bindings.groups."${{A}}": the key {NOT_HERE}'),
    (HEAD + "rewrites:\n  - find: a", '4: rewrites[0].replace: is missing; write the new text in double quotes, or "" to remove the text'),
    (HEAD + 'rewrites:\n  - find: ""\n    replace: ""', "4: rewrites[0].find: is empty; write the text to look for in double quotes"),
    (HEAD + "rewrites:\n  find: a", "3: rewrites: is a section, not a list; write a list, each entry with find: and replace:"),
    (HEAD + "expires: {A: 1h}", "3: expires.A: is not a whole number; write whole minutes in digits, for example 10080 for a week"),
    (HEAD + "expires: {A: 1.0}", "3: expires.A: is not a whole number; write whole minutes in digits, for example 10080 for a week"),
    (HEAD + "expires: {A: -1}", "3: expires.A: is less than 0; write whole minutes in digits, for example 10080 for a week"),
    (HEAD + 'expires: {A: "30"}', "3: expires.A: is not a plain whole number; write 30"),
    (HEAD + "keywords: {A: anc}", "3: keywords.A: is not a list; write a list, for example [anc, mama]"),
    (HEAD + "keywords: {A: [no]}", '3: keywords.A[0]: without quotes is read by some tools as true or false; write "no"'),
    (HEAD + "keywords: {A: [a b]}", "3: keywords.A[0]: is not one word; write one word of at most 16 characters, for example anc"),
    (HEAD + f"keywords: {{A: [{'a' * 17}]}}", "3: keywords.A[0]: is longer than 16 characters; write one word of at most 16 characters, for example anc"),
    (HEAD + "guards: {max_changed: 1}", "3: guards.max_changed: is not known; did you mean max_changed_percent?"),
    (HEAD + "guards: {max_changed_percent: 101}", "3: guards.max_changed_percent: is more than 100; write a whole number from 0 to 100, for example 30"),
    (HEAD + "guards: {min_objects: 1_000}", "3: guards.min_objects: is not a plain whole number; write 1000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), SYNTAX + VALUES)
def test_a_problem_says_where_what_and_what_to_write(text: str, problem: str) -> None:
    assert problems(text)[0] == f"e.yaml:{problem}"


def test_the_escape_of_no_character_has_no_line() -> None:
    assert problems(HEAD + 'globals: {a: "\\UFFFFFFFF"}') == [f"e.yaml: {HALF}"]


def test_all_problems_come_at_once_by_line_and_place() -> None:
    text = "token: x\nguards: {min_objects: x, max_strande: 1}\nhost: x\nhost: http://x.org\nexclude: &a [1, no]\n"
    told = [problem.split("; ")[0] for problem in problems(text)]

    assert told == [
        f"e.yaml:1: token: {ONLY_WHOLE}",
        "e.yaml:2: guards.min_objects: is not a whole number",
        "e.yaml:2: guards.max_strande: is not known",
        "e.yaml:4: the same key is already in line 3",
        "e.yaml:5: & without quotes begins an anchor, which is not supported",
    ]
