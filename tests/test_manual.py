"""The manual as it stands in its files: every page has its place in the order, and every link leads somewhere."""

import re
from pathlib import Path

import pytest
import yaml

from tests.manual import PAGES as MADE

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAVIGATION = yaml.safe_load((ROOT / "docs" / "navigation.yaml").read_text(encoding="utf-8"))
FENCED = re.compile(r"^( *)(`{3,}).*?^\1\2$", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(\S*pictures/([\w.-]+)\)")
LINK = re.compile(r"\]\(((?!https?:|#|mailto:)[^)\s]+)\)")


def test_every_page_has_one_place_in_the_order() -> None:
    """A page that nobody is led to is read by nobody."""
    listed = [page for section in NAVIGATION for part in section.get("parts", [section]) for page in part["pages"]]
    listed += [section["page"] for section in NAVIGATION if "page" in section]
    placed = [path.relative_to(ROOT).as_posix() for page in listed for path in ROOT.glob(f"{page}.md")]
    assert sorted([*placed, "docs/index.md"]) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    """Anchors are looked at by `make docs`."""
    text = FENCED.sub("", (ROOT / page).read_text(encoding="utf-8"))
    led = {one.partition("#")[0] for one in LINK.findall(text)}
    assert sorted(one for one in led if not ((ROOT / page).parent / one).exists()) == []


def test_every_picture_is_shown_once_with_its_content_in_words() -> None:
    """Whoever does not see a picture reads what is on it; `make screenshots` takes no picture for nothing."""
    told = [one for page in PAGES for one in PICTURE.findall((ROOT / page).read_text(encoding="utf-8"))]
    assert sorted(name for _, name in told) == sorted(path.name for path in (ROOT / "docs" / "pictures").iterdir())
    assert all(len(words) > 60 for words, _ in told)


@pytest.mark.django_db
@pytest.mark.parametrize("page", MADE)
def test_a_page_that_is_made_is_what_the_code_gives_now(page: str) -> None:
    """`make manual` writes it anew."""
    assert (ROOT / "docs" / "manual" / page).read_text(encoding="utf-8") == MADE[page](), "run make manual"
