"""The manual's page on the policy file names every key that a policy file may have."""

from pathlib import Path

import pytest

from coequal.policies import criteria, load, model
from coequal.policies.markdown import BLOCKS

PAGE = (Path(__file__).parents[2] / "docs" / "manual" / "policy-file.md").read_text(encoding="utf-8")
WORDS = (*load.KEYS, *criteria.KEYS, *BLOCKS, *model.KINDS, *model.STATUSES, *model.COMPLETENESS, *model.COUPLES, "values", "for cases from", "not before", "not after")  # fmt: skip


@pytest.mark.parametrize("word", dict.fromkeys(WORDS))
def test_the_page_says_what_a_key_holds(word: str) -> None:
    """Each stands there as code."""
    assert f"`{word}`" in PAGE
