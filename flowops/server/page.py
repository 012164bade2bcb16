"""What flowops reads from the text of a web page."""

import html
import re

from flowops.server.answer import one_line

_ERRORS = re.compile(r"<ul\b[^>]*\berrorlist\b[^>]*>(.*?)</ul>", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL | re.IGNORECASE)
_WORKSPACE = re.compile(r"<a\b[^>]*[?&;]organization=(\d+)\b[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_IMPORT = re.compile(r"<div\b[^>]*\bimport-result\b[^>]*>(.*?)</div>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile|data-sitekey|name=[\"']captcha", re.IGNORECASE)
_LONGEST = 300


def errors(page: str) -> str:
    """What a form says is wrong, in the words of the server; empty where it says nothing."""
    items = [item for found in _ERRORS.findall(page) for item in _ITEM.findall(found)]
    return " ".join(dict.fromkeys(map(_text, items)))[:_LONGEST]


def workspaces(page: str) -> dict[str, str]:
    """The workspaces that the page of choice lists: number -> name."""
    return {number: _text(name) for number, name in _WORKSPACE.findall(page)}


def import_status(page: str) -> str:
    """How far an import is, in words which no release translates; empty on another page."""
    found = _IMPORT.search(page)
    return _text(found[1]) if found else ""


def has_captcha(page: str) -> bool:
    """Whether the form wants a human."""
    return bool(_CAPTCHA.search(page))


def _text(fragment: str) -> str:
    return one_line(html.unescape(_TAG.sub(" ", fragment)))
