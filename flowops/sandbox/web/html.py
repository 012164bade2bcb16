"""Small pages with what a client can rely on in RapidPro's: forms, messages, links."""

from collections.abc import Iterable, Mapping
from html import escape

from flowops.sandbox.web import csrf

_FRAME = (
    "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n"
    '<nav><a href="/org/choose/">Workspaces</a> <a href="/flow/">Flows</a></nav>\n{content}\n</body>\n</html>\n'
)


def document(title: str, parts: Iterable[str], framed: bool = True) -> str:
    """A page of such parts, which are HTML; without its frame it is no more than its content."""
    content = "\n".join((f"<h1>{escape(title)}</h1>", *parts))
    return _FRAME.format(title=escape(title), content=content) if framed else f"{content}\n"


def paragraph(text: str) -> str:
    """A line of text."""
    return f"<p>{escape(text)}</p>"


def link(address: str, text: str) -> str:
    """A link."""
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def errors(texts: Iterable[str]) -> str:
    """What is wrong, as Django lists it; nothing where nothing is."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<ul class="errorlist">{items}</ul>' if items else ""


def messages(texts: Iterable[str]) -> str:
    """What the page before wanted to be said."""
    items = "".join(f'<li class="message">{escape(text)}</li>' for text in texts)
    return f'<ul class="messages">{items}</ul>' if items else ""


def field(name: str, value: str = "", kind: str = "text") -> str:
    """An input of a form."""
    return f'<input type="{kind}" name="{escape(name)}" value="{escape(value)}">'


def drawn(name: str) -> str:
    """An input that a browser sees only after a script has drawn it."""
    return f'<temba-textinput name="{escape(name)}"></temba-textinput>'


def form(secret: str, fields: Iterable[str], wrong: Mapping[str, str]) -> str:
    """A form that is sent back to the page's own address, with what was wrong with it the last time."""
    token = field(csrf.FIELD, csrf.masked(secret), "hidden")
    inside = "\n".join((errors(wrong.values()), token, *fields, '<input type="submit" value="Submit">'))
    return f'<form method="POST" enctype="multipart/form-data">\n{inside}\n</form>'
