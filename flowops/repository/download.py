"""An export file that somebody downloaded from RapidPro -> Export."""

from dataclasses import replace
from pathlib import Path

from flowops import canon, references, wire
from flowops.errors import FormatError
from flowops.model.export import Export
from flowops.model.kind import CAMPAIGN, FLOW, GLOBAL


def read(file: Path, place: str, known: Export) -> Export:
    """The canonical export in a file, which errors call `place`. What RapidPro leaves out of files is taken from what is `known`.

    That is the names of globals, and which flows are archived. Raises FormatError.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FormatError(
            f"cannot read {place}: {error.strerror}", "Name a file that RapidPro's export gave you"
        ) from None
    export = wire.decode_file(data, place)
    archived = [str(reference.get("uuid")) for reference in known.archived]
    return canon.normalize(wire.archive(_with_globals(export, known), archived))


def _with_globals(export: Export, known: Export) -> Export:
    names = (document.body for document in known.of(GLOBAL))
    used = references.globals_named(export.of(FLOW) + export.of(CAMPAIGN), names)
    return replace(export, documents=(*export.documents, *used))
