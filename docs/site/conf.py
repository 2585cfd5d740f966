"""How the manual becomes a site: what Sphinx is told by `make docs`, which runs at the root of the project."""

import sys
import tomllib
from pathlib import Path

from pygments.lexers.data import YamlLexer
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

project = "coequal"
author = "The coequal contributors"
release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
language = "en"
extensions = ["myst_parser", "navigation", "frames"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "library/**.md"]  # a policy file is a readable page too
exclude_patterns = [".*", "bench", "dist", "examples", "frontend", "src", "tests", "docs/site"]
myst_heading_anchors = 4
myst_title_to_header = True
suppress_warnings = ["misc.highlighting_failure"]  # an ellipsis in an example is no fault of it

html_theme = "theme"
html_theme_path = ["."]
html_static_path = ["../../src/coequal/pages/static"]
html_additional_pages = {"index": "moved.html"}
html_permalinks = False
html_copy_source = False
html_use_index = False
html_show_search_summary = False  # which would fetch pages, and cannot where the manual is read from a folder
html_title = "coequal: the manual"
pygments_style = "bw"


def setup(app: Sphinx) -> None:
    """The blocks of a policy are YAML, whatever they are called."""
    for block in ("criterion", "treatments", "example", "providers", "exceptions", "values"):
        app.add_lexer(block, YamlLexer)
    app.add_lexer("markdown", TextLexer)  # a policy's head is no heading, which Markdown would take it for
