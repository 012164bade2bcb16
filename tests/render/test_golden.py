"""The three outputs of one realistic comparison, as files that people can look at.

After a change that is meant: FLOWOPS_UPDATE_GOLDEN=1 .venv/bin/pytest tests/render/test_golden.py, and read the diff.
"""

import os
from pathlib import Path

import pytest

from flowops import canon
from flowops.render.diff_json import to_json
from flowops.render.diff_markdown import to_markdown
from flowops.render.diff_text import to_text
from tests.render.sample import COMPARISON

GOLDEN = Path(__file__).parents[1] / "golden" / "diff"
OUTPUTS = {
    "programme.txt": lambda: to_text(COMPARISON, lambda text, _: text) + "\n",
    "programme.md": lambda: to_markdown(COMPARISON),
    "programme.json": lambda: canon.dumps(to_json(COMPARISON)).decode(),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_output_is_as_it_was_read_last(name):
    path, text = GOLDEN / name, OUTPUTS[name]()
    if os.environ.get("FLOWOPS_UPDATE_GOLDEN"):
        path.write_text(text)

    assert text == path.read_text()
