"""What a browser without scripts would send of the form of a page."""

import re
from html import unescape


def fields_of(html: str) -> dict[str, list[str]]:
    """Hidden fields, boxes, what is chosen and ticked, and passages; no files."""
    main = html.partition("<main")[2]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", main):
        name, kind, value = _of(tag, "name"), _of(tag, "type"), _of(tag, "value")
        if name and kind != "file" and (kind not in ("radio", "checkbox") or re.search(r"\bchecked\b", tag)):
            found.setdefault(name, []).append(value)
    for tag, inner in re.findall(r"(<textarea\b[^>]*>)(.*?)</textarea>", main, re.DOTALL):
        found.setdefault(_of(tag, "name"), []).append(unescape(inner).removeprefix("\n"))
    return found


def _of(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""
