"""Whether every link between the built pages leads somewhere, to the anchor too: `python docs/site/links.py dist/manual`."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links of a page, and the anchors that links can aim at."""

    def __init__(self, path: Path) -> None:
        """Read a page."""
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, and what it is called."""
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name == ("src" if tag in ("img", "script") else "href") and value:
                self.links.add(value)


def lost(folder: Path) -> list[str]:
    """Each link that leads nowhere, with the page that it stands on."""
    pages = {path.resolve(): Page(path) for path in folder.rglob("*.html")}
    return [
        f"{path.relative_to(folder.resolve())}: {link}"
        for path, page in sorted(pages.items())
        for link in sorted(page.links)
        if not _leads_somewhere(path, link, pages)
    ]


def _leads_somewhere(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return False
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].anchors


if __name__ == "__main__":
    found = lost(Path(sys.argv[1]))
    print("\n".join(found))  # noqa: T201  # whoever builds the manual reads it
    sys.exit(bool(found))
