"""Puts the design system's style and script where the site serves them from: `python -m coequal.pages.frontend NODE_MODULES`.

They come from the npm package as it was published, but for three things: no typeface is loaded from elsewhere, none that
belongs to others is asked for, and pictures are looked for beside the style.
"""

import re
import shutil
import sys
from pathlib import Path

_STATIC = Path(__file__).parent / "static" / "frontend"
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FAMILY = re.compile(r"font-family:\s*Frutiger W01,\s*arial,\s*sans-serif", re.IGNORECASE)


def style(published: str) -> str:
    """The style as the site serves it. Raises `ValueError` where it would still load something from elsewhere."""
    own = _FAMILY.sub("font-family:arial,sans-serif", _FONT_FACE.sub("", published))
    own = own.replace("/assets/images/", "images/")
    own = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", own)
    foreign = re.findall(r"https?://(?!www\.w3\.org/)[^\s\"')]+", own)
    if foreign or "frutiger" in own.casefold():
        raise ValueError(f"The style would load from elsewhere, or ask for a typeface that is not ours: {foreign[:3]}")
    return own


def put(package: Path, folder: Path) -> None:
    """Write the style, the script and the few pictures that the style shows into a folder."""
    built = package / "dist" / "nhsuk"
    own = style((built / "nhsuk-frontend.min.css").read_text(encoding="utf-8"))
    script = (built / "nhsuk-frontend.min.js").read_text(encoding="utf-8")
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder / "frontend.css").write_text(own, encoding="utf-8")
    (folder / "frontend.js").write_text(re.sub(r"//# sourceMappingURL=.*", "", script), encoding="utf-8")
    for name in sorted(set(re.findall(r"url\(\"?images/([\w.-]+)", own))):
        shutil.copy(built / "assets" / "images" / name, folder / "images" / name)


if __name__ == "__main__":
    put(Path(sys.argv[1]) / "nhsuk-frontend", _STATIC)
