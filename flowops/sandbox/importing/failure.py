"""Why an import fails: a real server keeps it to itself."""


class ImportFailed(Exception):
    """The file cannot be imported, and nothing of it was."""
