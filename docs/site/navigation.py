"""The order of the manual, from docs/navigation.yaml: as Sphinx's tree, and for the pages to show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s#:]+)\)")
_ANCHOR = re.compile(r'^<a id="(\w+)"></a>$', re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """Some pages in order, under a name where the section has more than one part.

    `shown` are those that the file names one by one; what a pattern finds is reached from one of these.
    """

    name: str
    pages: tuple[str, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A section of the manual; `page` is its own page, which says what is in it, if it has one."""

    name: str
    page: str | None
    parts: tuple[Part, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """Every page in order, its own first."""
        own = (self.page,) if self.page else ()
        return own + tuple(page for part in self.parts for page in part.pages)


@cache
def sections() -> tuple[Section, ...]:
    """Every section, with the pages that are there."""
    read = yaml.safe_load((ROOT / "docs" / "navigation.yaml").read_text(encoding="utf-8"))
    return tuple(Section(one["section"], one.get("page"), tuple(_parts(one))) for one in read)


def _parts(section: dict[str, Any]) -> Iterator[Part]:
    seen: set[str] = set()
    for part in section.get("parts", [{"pages": section.get("pages", [])}]):
        found = [page for pattern in part["pages"] for page in _found(pattern) if page not in seen]
        seen.update(found)
        yield Part(part.get("part", ""), tuple(found), tuple(page for page in found if page in part["pages"]))


def _found(pattern: str) -> list[str]:
    return sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.glob(f"{pattern}.md"))


def _prepare(app: Sphinx, name: str, source: list[str]) -> None:
    """What Sphinx needs beside the text of a page, so that files stay plain Markdown for those who read them as such.

    An anchor that is written in HTML can be aimed at. A folder of the project is no page, so its link is read without one.
    The first page holds the tree, and shows it nowhere. Policies stand outside of it: they are reached from the page of the
    library.
    """
    folder = (ROOT / name).parent
    text = _ANCHOR.sub(r"(\1)=", source[0])
    source[0] = _LINK.sub(lambda link: link[1] if (folder / link[2]).is_dir() else link[0], text)
    if name == app.config.root_doc:
        for section in sections():
            pages = "\n".join(f"/{page}" for page in section.pages)
            source[0] += f"\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"
    if name.startswith("library/"):
        app.env.metadata[name]["orphan"] = "yes"


def _show(app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """What the layout shows of the order: the sections, and the one that a page belongs to."""
    context["sections"] = sections()
    context["titles"] = {page: title.astext() for page, title in app.env.titles.items()}
    context["section"] = next((one for one in sections() if name in one.pages), None)
    context["content_root"] = "../" * name.count("/") or "./"


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx calls this."""
    app.connect("source-read", _prepare)
    app.connect("html-page-context", _show)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
