"""Workflow commands: what flowops writes is obeyed as meant, and nothing else is obeyed."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from flowops.render.workflow_command import annotation, without_commands, workflow_command

HOSTILE = st.text(st.sampled_from(":#[]%,=\r\n \tA@\ufeff"), max_size=40) | st.text(max_size=60)


def obeyed(text):
    """The lines in which a runner would find a command (actions/runner, ActionCommand.cs).

    .NET's reader drops a byte order mark at the start of what a program prints; here, it counts as white space anywhere.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    return [line for line in lines if _bare(line).startswith("::") or "##[" in line]


def _bare(line):
    while line != (line := line.lstrip().lstrip("\ufeff")):
        pass
    return line


@given(HOSTILE, HOSTILE)
def test_a_command_is_one_line_whose_parts_come_back(message, title):
    text = workflow_command("error", message, {"title": title, "line": 3})

    assert "\n" not in text
    assert "\r" not in text
    found = re.fullmatch(r"::error (?:title=([^:,]*),)?line=3::(.*)", text, re.DOTALL)
    assert found
    unescaped = [part or "" for part in found.groups()]
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        unescaped[0] = unescaped[0].replace(code, character)
        unescaped[1] = unescaped[1].replace(code, character) if code in ("%0D", "%0A") else unescaped[1]
    assert unescaped[0].replace("%25", "%") == title
    assert unescaped[1].replace("%25", "%") == message


@given(HOSTILE)
@example("\ufeff::error::forged")
def test_no_text_forges_a_command(text):
    assert not obeyed(without_commands(text.replace("\r", " ")))


@given(HOSTILE)
def test_a_text_without_commands_stays_as_it_is(text):
    if not obeyed(text) and "\r" not in text:
        assert without_commands(text) == text


@given(HOSTILE, HOSTILE)
def test_an_annotation_is_one_command(title, message):
    assert obeyed(annotation("warning", title, message)) == [annotation("warning", title, message)]


def test_an_empty_property_is_left_out():
    assert workflow_command("notice", "x") == "::notice::x"
    assert annotation("notice", "", "x") == "::notice::x"
