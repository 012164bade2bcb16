"""What is left of a bug: one line for the user, a file for the maintainers, no secret in either."""

import platform
import tempfile
import traceback
from pathlib import Path

from flowops import __version__
from flowops.environment import redact


def report(error: Exception) -> str:
    """Write the report; the line that names it. Arguments and values of variables are not in it."""
    trace = "".join(traceback.format_exception(error))
    text = f"flowops {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n{trace}"
    name = type(error).__name__
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix="flowops-crash-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as file:
            file.write(redact(text))
    except OSError:
        return (
            f"flowops: a bug ({name}), and no report of it could be written to {Path(tempfile.gettempdir())}"
        )
    return f"this is a bug in flowops ({name}). Please send the report: {file.name}"
