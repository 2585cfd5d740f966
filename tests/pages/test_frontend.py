"""The design system's style as the site serves it."""

from pathlib import Path

import pytest

from coequal.pages import frontend

_PUBLISHED = (
    '@font-face{font-family:"Frutiger W01";src:url(https://assets.example/a.woff)}'
    "body{font-family:Frutiger W01,arial,sans-serif}"
    "a{background:url(/assets/images/arrow.svg)}"
    "/*# sourceMappingURL=x.css.map */"
)


def test_no_typeface_and_no_other_host_is_left() -> None:
    """The typeface that is not ours is gone, and pictures are looked for beside the style."""
    assert frontend.style(_PUBLISHED) == "body{font-family:arial,sans-serif}a{background:url(images/arrow.svg)}"


@pytest.mark.parametrize("more", ["b{background:url(https://example.org/x.png)}", "b{font-family:Frutiger}"])
def test_what_would_still_come_from_elsewhere_is_refused(more: str) -> None:
    """A new version of the package that loads something else fails at set-up, and not in front of a visitor."""
    with pytest.raises(ValueError, match="from elsewhere"):
        frontend.style(_PUBLISHED + more)


def test_style_script_and_pictures_are_put_where_the_site_finds_them(tmp_path: Path) -> None:
    """Of the package's pictures only those are taken that the style shows."""
    built = tmp_path / "package" / "dist" / "nhsuk"
    (built / "assets" / "images").mkdir(parents=True)
    (built / "nhsuk-frontend.min.css").write_text(_PUBLISHED)
    (built / "nhsuk-frontend.min.js").write_text("export{a}\n//# sourceMappingURL=x.js.map")
    for name in ("arrow.svg", "logo.svg"):
        (built / "assets" / "images" / name).write_text("<svg/>")
    frontend.put(tmp_path / "package", tmp_path / "static")
    made = sorted(path.relative_to(tmp_path / "static").as_posix() for path in (tmp_path / "static").rglob("*") if path.is_file())
    assert made == ["frontend.css", "frontend.js", "images/arrow.svg"]
    assert (tmp_path / "static" / "frontend.js").read_text() == "export{a}\n"
