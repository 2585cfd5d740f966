"""The page on a new service: whoever types it, from an empty folder on, ends with a package; and what is mistyped is told."""

import re
import shutil
from pathlib import Path

import pytest

from coequal.facts import dictionary
from coequal.policies.installed import GROUP
from tests.cli.running import flowing
from tests.following import Newcomer

PAGE = (Path(__file__).parents[1] / "docs" / "manual" / "new-service.md").read_text(encoding="utf-8")
MISTAKES = re.findall(r"^\| `(?P<old>[^|]+)` \| (?:`(?P<new>[^|]+)`|nothing) \| (?P<says>[^|]+) \|$", PAGE, re.MULTILINE)
WORDS = (*dictionary._KEYS, *dictionary._GIVEN, *dictionary.KINDS, *dictionary.WHO, *dictionary.CHANGES, *dictionary.SENSITIVITIES, "is", GROUP)  # fmt: skip


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    """Somebody who has followed the whole page."""
    found = Newcomer(tmp_path_factory.mktemp("newcomer"))
    found.follow(PAGE)
    return found


def test_the_page_is_followed_from_an_empty_folder_to_an_installed_package(newcomer: Newcomer) -> None:
    """Every file is as the page says, every command prints what it shows, and the package has the library and no code."""
    assert len(MISTAKES) > 12
    assert (newcomer.folder / "exampleshire-carpal-tunnel-release-2026-11.docx").exists()
    assert sorted(path.suffix for path in (newcomer.site / "exampleshire_policies").rglob("*.*")) == [
        ".csv",
        ".csv",
        ".md",
        ".yaml",
        ".yaml",
    ]


@pytest.mark.no_cover  # each of them is covered where it is raised
@pytest.mark.parametrize(("old", "new", "says"), MISTAKES, ids=[new or old for old, new, _ in MISTAKES])
def test_a_mistake_of_a_newcomer_is_told_as_the_page_says(newcomer: Newcomer, old: str, new: str, says: str) -> None:
    """The first place where it can be made, the policy before the dictionary."""
    library = newcomer.folder / "library"
    kept = newcomer.folder.parent / "kept"
    shutil.copytree(library, kept, dirs_exist_ok=True)
    files = [*sorted(library.rglob("*.md")), *sorted(library.rglob("*.yaml"))]
    file = next(path for path in files if old in path.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace(old, new.replace("⇥", "\t"), 1), encoding="utf-8")
    try:
        newcomer.type("coequal lint library --library library")
    finally:
        shutil.copytree(kept, library, dirs_exist_ok=True)
    assert newcomer.status != 0
    assert says in flowing(newcomer.printed)
    assert file.name in newcomer.printed


@pytest.mark.parametrize("word", dict.fromkeys(WORDS))
def test_the_page_says_what_every_key_of_a_dictionary_holds(word: str) -> None:
    """Each stands there as code."""
    assert f"`{word}`" in PAGE or f"`{word}:" in PAGE
