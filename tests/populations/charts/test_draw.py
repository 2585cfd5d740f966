"""Drawing into a file: SVG and PNG with their content in words, safe from what stands in a policy, whole or absent."""

import json
import re
import struct
import sys
import zlib
from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.populations import charts
from coequal.populations.charts import draw
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.write import write_people
from tests.cli.running import in_a_process
from tests.populations.charts.reports import OUTCOMES, SVG, Drawn, criterion, grouped, many, one, policy

POLICY = "norfolk-and-waveney/assisted-conception"
HOSTILE = '</desc><script>alert("&")</script>\0\x1b[31m\u202e<b>'


def test_an_svg_is_one_picture_with_a_name_and_a_description(tmp_path: Path) -> None:
    """The title and the description come first, and the picture is labelled by both."""
    drawn = Drawn(one(), tmp_path)
    root = drawn.root
    assert root.get("role") == "img"
    assert [child.text for child in root[:2]] == [drawn.title, drawn.words]
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert (root.get("aria-labelledby") or "").split() == [child.get("id") for child in root[:2]]


def test_a_png_is_drawn_at_twice_the_size_and_carries_the_same_words(tmp_path: Path) -> None:
    """The picture has two points for each of the drawing's, and an international text with what the drawing says."""
    drawn = Drawn(one(), tmp_path)
    draw(one(), tmp_path / "chart.png", synthetic=False, published=False)
    found = _chunks((tmp_path / "chart.png").read_bytes())
    size = [2 * int(drawn.root.get(side) or 0) for side in ("width", "height")]
    assert list(struct.unpack(">II", found[b"IHDR"][:8])) == size
    assert found[b"iTXt"] == f"Description\0\0\0en-GB\0\0{drawn.title}.\n{drawn.words}".encode()
    assert len(zlib.decompress(found[b"IDAT"])) == size[1] * (size[0] * 4 + 1)
    assert found[b"IEND"] == b""


def _chunks(png: bytes) -> dict[bytes, bytes]:
    """The chunks of a PNG, each with its check sum looked at."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    found, place = {}, 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", png, place + 8 + length) == (zlib.crc32(kind + content),)
        found[kind], place = content, place + 12 + length
    return found


def test_charts_need_no_other_file(tmp_path: Path) -> None:
    """An SVG names no address but those of its own kind, and no font but the usual ones."""
    source = Drawn(one(), tmp_path).source
    assert source.count("http") == source.count("http://www.w3.org/") == 2
    assert "href" not in source
    assert set(re.findall('font-family="([^"]*)"', source)) == {"Arial, Helvetica, sans-serif"}


def test_what_a_policy_says_is_never_markup(tmp_path: Path) -> None:
    """Titles, clauses, facts, names, versions and groups with markup and control letters in them are shown as they read."""
    own = criterion("age", 50, HOSTILE, HOSTILE)
    changes = {"version": HOSTILE, "attrition": [own, {**own, "criterion": "other"}], "completeness": HOSTILE}
    report = one(**changes, **{"single blockers": {HOSTILE: 5}, "not known because": {HOSTILE: 5}})
    report["policies"] = {HOSTILE: report["policies"]["example/ivf"]}
    for each in (report, many({HOSTILE: policy(1, 1, 1, 1, **changes), f"{HOSTILE}2": policy(2, 2, 2, 2, **changes)})):
        drawn = Drawn(grouped(each, {HOSTILE: (9, (9, 0, 0, 0))}, HOSTILE), tmp_path)
        assert '</desc><script>alert("&")</script> [31m <b>' in drawn.words
        assert {element.tag for element in drawn.root.iter()} <= {
            SVG + name for name in "svg title desc defs pattern rect circle g path text tspan line".split()
        }


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """A chart is drawn as SVG or PNG, and as nothing else."""
    with pytest.raises(CoequalError, match=r"end in \.svg or \.png, not into chart\.pdf"):
        draw(one(), tmp_path / "chart.pdf", synthetic=False, published=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", ["altair", "vl_convert"])
def test_without_the_libraries_it_is_said_how_to_get_them(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the libraries are not installed, the error names the extra that has them."""
    for name in [name for name in sys.modules if name.startswith("coequal.populations.charts.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(CoequalError, match=r'pip install "coequal\[reports\]"'):
        draw(one(), tmp_path / "chart.svg", synthetic=False, published=False)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_drawing_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the work is stopped, nothing is there, or what was there before."""

    def stopped(*_: object) -> str:
        raise KeyboardInterrupt

    (tmp_path / "before.svg").write_text("before", encoding="utf-8")
    monkeypatch.setattr(charts, "svg_described", stopped)
    for name in ("chart.svg", "before.svg"):
        with pytest.raises(KeyboardInterrupt):
            draw(one(), tmp_path / name, synthetic=False, published=False)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("before.svg", "before")]


def test_every_number_of_the_command_stands_in_the_words(tmp_path: Path) -> None:
    """On 2,000 made-up people, each count that the chart has room for is said, and each text that is shown is said too."""
    write_people(Recipe(2_000, 1), tmp_path / "people.parquet")
    by = ("--by", "patient age at treatment: 23, 35, 38, 40")
    asked = ("assess", "people.parquet", "--policy", POLICY, *by, "--json", "--chart", "made.svg")
    answer = in_a_process(tmp_path, *asked)
    assert answer.status == 0, answer.err
    report = json.loads(answer.out)
    drawn = Drawn(report, tmp_path, synthetic=True)
    assert (tmp_path / "made.svg").read_text(encoding="utf-8") == drawn.source
    own = report["policies"][POLICY]
    counts = [*own["outcomes"].values(), *(one["left"] for one in own["attrition"] if "left" in one)]
    for which in ("single blockers", "not known because"):
        counts += sorted(own[which].values(), reverse=True)[:12]
    counts += [group["policies"][POLICY]["outcomes"][name] for group in report["by"]["groups"].values() for name in OUTCOMES]
    assert all(f" {count:,}" in drawn.words for count in counts)
    words = " ".join(f"{drawn.title} {drawn.words}".casefold().split())
    shown = [text.casefold().replace("<", "under ").replace(">", "over ") for text in drawn.shown]
    assert [text for text in shown if text not in words] == []
