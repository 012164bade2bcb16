"""What RapidPro's regular expressions (RE2, as Go has it) surely refuse: they are not those of JavaScript, Perl or Python.

Source: the parser of Go 1.26's regexp/syntax. Which names stand behind \\p, whether two groups have one
name and how much repetitions of repetitions come to is not looked at.
"""

import re

_FLAGS = re.compile(r"\?(?:[imsU]*|[imsU]*-[imsU]+)([:)])")
_NAME = re.compile(r"\?P?<(\w+)>", re.ASCII)
_REPEAT = re.compile(r"\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}", re.ASCII)
_ESCAPE = re.compile(
    r"\\(?:x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|0[0-7]{0,2}|[1-7][0-7]{1,2}|[afnrtv]|[^\w\x80-\U0010ffff]|_)",
    re.ASCII,
)
_CLASS = re.compile(r"\\[dDsSwW]|\\[pP](?:\{\^?[\w -]+\}|[A-Za-z])", re.ASCII)
_POSITION = re.compile(r"\\[AbBz]")
_POSIX = re.compile(r"\[:(\^?)(.*?):\]", re.DOTALL)
_POSIX_NAMES = frozenset(
    [
        "alnum",
        "alpha",
        "ascii",
        "blank",
        "cntrl",
        "digit",
        "graph",
        "lower",
        "print",
        "punct",
        "space",
        "upper",
        "word",
        "xdigit",
    ]
)
_MOST = 1000

_GROUPS = {
    "?=": "look-ahead (?=…) is not supported",
    "?!": "look-ahead (?!…) is not supported",
    "?<=": "look-behind (?<=…) is not supported",
    "?<!": "look-behind (?<!…) is not supported",
    "?>": "atomic groups (?>…) are not supported",
    "?(": "conditions (?(…)…) are not supported",
    "?P=": "back-references are not supported",
    "?#": "comments (?#…) are not supported",
}


class _Refused(Exception):
    """Why."""


def refusal(pattern: str) -> str:
    """Why RE2 refuses a pattern; "" where it does not, or where that is not sure."""
    try:
        _Scanner(pattern).scan()
    except _Refused as refused:
        return str(refused)
    return ""


class _Scanner:
    """Reads a pattern from left to right.

    open       how many groups
    repeatable whether something stands before this place that can be repeated
    repeated   whether that is a repetition itself
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.open = 0
        self.repeatable = False
        self.repeated = False

    def scan(self) -> None:
        """Raises _Refused."""
        while self.place < len(self.pattern):
            character = self.pattern[self.place]
            if character in "*+?" or (character == "{" and _REPEAT.match(self.pattern, self.place)):
                self._repeat(character)
                continue
            self.repeated = False
            match character:
                case "(":
                    self._group()
                case ")":
                    self._end_of_group()
                case "|":
                    self.place += 1
                    self.repeatable = False
                case "[":
                    self._characters()
                case "\\":
                    self._escape()
                case _:
                    self._item(self.place + 1)
        if self.open:
            raise _Refused("a ) is missing")

    def _item(self, end: int) -> None:
        self.place, self.repeatable = end, True

    def _repeat(self, character: str) -> None:
        end = self.place + 1
        if character == "{" and (found := _REPEAT.match(self.pattern, self.place)):
            end = found.end()
            _check_count(found[1], found[3])
        shown = self.pattern[self.place : end]
        lazy = self.pattern[end : end + 1] == "?"
        if self.repeated:
            kind = "possessive repetition" if character == "+" else "a repetition of a repetition"
            raise _Refused(f"{kind} ({shown}) is not supported")
        if not self.repeatable:
            raise _Refused(f"nothing stands before {shown} that could be repeated")
        self.place, self.repeated = end + lazy, True

    def _group(self) -> None:
        start = self.place + 1
        if found := _FLAGS.match(self.pattern, start):
            self.place = found.end()
            if found[1] == ")":  # flags alone are no group, and nothing that could be repeated
                return
        elif found := _NAME.match(self.pattern, start):
            self.place = found.end()
        elif self.pattern.startswith("?", start):
            raise _Refused(self._no_group(start))
        else:
            self.place = start
        self.open += 1
        self.repeatable = False

    def _no_group(self, start: int) -> str:
        why = next((it for mark, it in _GROUPS.items() if self.pattern.startswith(mark, start)), None)
        return why or f"({self.pattern[start : start + 2]} begins no group that is known"

    def _end_of_group(self) -> None:
        if not self.open:
            raise _Refused("a ) closes nothing")
        self.open -= 1
        self._item(self.place + 1)

    def _escape(self) -> None:
        if self.pattern.startswith("\\Q", self.place):
            end = self.pattern.find("\\E", self.place)
            self.repeatable = self.repeatable or end != self.place + 2
            self.place = end + 2 if end >= 0 else len(self.pattern)
            return
        for kind in (_POSITION, _CLASS, _ESCAPE):
            if found := kind.match(self.pattern, self.place):
                self._item(found.end())
                return
        raise _Refused(self._no_escape())

    def _no_escape(self) -> str:
        shown = self.pattern[self.place : self.place + 2]
        if shown == "\\":
            return "a backslash stands at the end"
        if shown[1] in "123456789k":
            return f"back-references ({shown}) are not supported"
        return f"{shown} is not supported"

    def _characters(self) -> None:
        self.place += 1
        self.place += self.pattern.startswith("^", self.place)
        first = True
        while first or not self.pattern.startswith("]", self.place):
            first = False
            self._member()
        self._item(self.place + 1)

    def _member(self) -> None:
        if found := _POSIX.match(self.pattern, self.place):
            if found[2] not in _POSIX_NAMES:
                raise _Refused(f"{found[0]} is no class of characters")
            self.place = found.end()
        elif found := _CLASS.match(self.pattern, self.place):
            self.place = found.end()
        else:
            low = self._one()
            if (
                self.pattern.startswith("-", self.place)
                and self.pattern[self.place + 1 : self.place + 2] != "]"
            ):
                self._range(low)

    def _range(self, low: str) -> None:
        if self.place + 1 == len(self.pattern):
            raise _Refused("a ] is missing")
        self.place += 1
        high = self._one()
        if len(low) == len(high) == 1 and high < low:
            raise _Refused(f"{low}-{high} is no range: it goes backwards")

    def _one(self) -> str:
        """The character, or the escape that stands for one."""
        if self.place >= len(self.pattern):
            raise _Refused("a ] is missing")
        if self.pattern[self.place] != "\\":
            self.place += 1
            return self.pattern[self.place - 1]
        found = _ESCAPE.match(self.pattern, self.place)
        if not found:
            raise _Refused(f"{self._no_escape()} inside [ ]")
        self.place = found.end()
        return found[0]


def _check_count(least: str, most: str | None) -> None:
    if int(least[:9]) > _MOST or int((most or "0")[:9]) > _MOST:
        raise _Refused(f"nothing can be repeated more than {_MOST} times")
    if most and int(most) < int(least):
        raise _Refused(f"{{{least},{most}}} is no range: it goes backwards")
