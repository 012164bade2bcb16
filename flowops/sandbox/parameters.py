"""The parameters of a URL, as Django reads them."""

from werkzeug import Request

from flowops.sandbox.answers import Refusal
from flowops.sandbox.parsing import is_uuid


def parameter(request: Request, name: str) -> str:
    """A parameter of the URL, or nothing; the last one counts."""
    return next(reversed(request.args.getlist(name)), "")


def insist(name: str, value: str) -> None:
    """Refuses what is no UUID, as the stricter versions do."""
    if not is_uuid(value):
        raise Refusal(400, f"Param '{name}': {value} is not a valid UUID.")
