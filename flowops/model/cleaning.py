"""What RapidPro makes of a name."""

_LONGEST = 64
# Source: the importer of RapidPro 7.3 and newer; the API refuses such names instead
_REPLACED = str.maketrans({'"': "'", "\\": "/", "\0": None})


def cleaned(name: str) -> str:
    """A name as RapidPro would keep it."""
    return name.strip()[:_LONGEST].translate(_REPLACED)
