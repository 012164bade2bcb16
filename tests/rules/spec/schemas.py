"""Writes the JSON Schemas of flows anew: python -m tests.rules.spec.schemas (make docs does it)."""

import json
from pathlib import Path

import flowops
from flowops.rules.spec.schema import schemas

FOLDER = Path(flowops.__file__).parent / "schemas"


def files() -> dict[Path, str]:
    """What each file has to hold."""
    return {
        FOLDER / f"flow-{spec}.schema.json": json.dumps(schema, indent=2) + "\n"
        for spec, schema in schemas().items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text)
