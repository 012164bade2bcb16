"""The antenatal care programme that comes with flowops, as an example and for `flowops demo`."""

from pathlib import Path

import flowops
from flowops.errors import RepositoryError
from flowops.model.export import Export
from flowops.repository import folder, layout


def read() -> Export:
    """The programme, from an installation or from flowops' own checkout."""
    package = Path(flowops.__file__).parent
    for home in (package / "programme", package.parent):
        if (home / layout.WORKSPACE).is_file():
            return layout.read(folder.read(home)).export
    raise RepositoryError(
        "the demo programme is missing from this installation", "Install rapidpro-flowops again"
    )
