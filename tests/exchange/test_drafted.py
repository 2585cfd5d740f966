"""Draft policies that come from somebody else's file."""

import pytest

from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.exchange.drafted import About, DraftCriterion, DraftTreatment, draft, drafted, wording
from coequal.exchange.tables.table import Rule, Table, slug
from coequal.policies.load import read_policy
from tests.criteria.strategies import VOCABULARY

ABOUT = About("here/strategies", 'A draft "from elsewhere"', "strategies")
TREATMENT = DraftTreatment("ivf", "IVF", {"cycles": "if smokes then 1 else not stated"})


def vocabulary_of(_service: str) -> Vocabulary:
    """The vocabulary of the tests."""
    return VOCABULARY


def test_a_draft_is_a_policy_file() -> None:
    """With its status, its completeness, its criteria, and what a person has to look at."""
    wording = "# not a heading\n```criterion\nneither a block"
    keys = {
        "id": "weight",
        "clause": "4",
        "met when": 'BMI < 30 and partner = "none"',
        "evidence": {"BMI": "within 28 days before referral date"},
        "or read as": [{"label": 'up to "30"', "met when": "BMI <= 30"}],
    }
    text = drafted(ABOUT, [TREATMENT], [DraftCriterion("Weight", wording, keys)], ["Two  \n lines."], vocabulary_of)
    policy = read_policy(text, "draft.md", vocabulary_of)
    assert (policy.status, policy.completeness, policy.title) == ("draft", "partial", 'A draft "from elsewhere"')
    assert [criterion.id for criterion in policy.criteria] == ["weight", "criteria-not-seen"]
    assert policy.criteria[0].readings[0].label == 'up to "30"'
    assert "- Two lines." in text


def test_a_table_becomes_a_draft() -> None:
    """An output of yes and no is a criterion, another an amount; nobody is eligible under a draft that is not whole."""
    rules = (Rule(("[19..30]",), ("yes", "2"), ("as NICE has it",)), Rule((">30",), ("no", "0")))
    text = draft(Table("Weight", ("BMI",), ("May have it", "full cycles"), rules), ABOUT, vocabulary_of)
    policy = read_policy(text, "draft.md", vocabulary_of)
    assert [criterion.id for criterion in policy.criteria] == ["may-have-it", "criteria-not-seen"]
    assert list(policy.treatments[0].amounts) == ["full cycles"]
    assert "- BMI: [19..30] → May have it: yes; full cycles: 2 (as NICE has it)" in text


HEADINGS = [
    ("4", "Body mass index", "## 4. Body mass index"),
    ("4", "12 months of trying", "## 4. 12 months of trying"),
    ("4, 4a", "Weight", "## 4, 4a. Weight"),
    ("4.1", "Weight", "## 4.1. Weight"),
    ("Annex A", "Annex A", "## Annex A"),
]


@pytest.mark.parametrize(("clause", "title", "heading"), HEADINGS)
def test_a_heading_has_the_number_of_its_clause(clause: str, title: str, heading: str) -> None:
    """So that what cites the clause leads to its words; the criterion's title is without it."""
    keys = {"id": "weight", "clause": clause, "met when": "BMI < 30"}
    text = drafted(ABOUT, [TREATMENT], [DraftCriterion(title, "Her weight.", keys)], [], vocabulary_of)
    assert heading in text.splitlines()
    assert read_policy(text, "draft.md", vocabulary_of).criteria[0].title == title


def test_no_note_makes_structure_in_the_wording() -> None:
    """It stands on one line, with every sign of Markdown and HTML taken for itself."""
    note = "a\n===\n</p><script>*x*\n- ```criterion\n[b](javascript:c)"
    said = wording(Table("Weight", ("BMI",), ("may have it",), (Rule(("< 30",), ("yes",), (note,)),)))
    noted = r"(a === \</p>\<script>\*x\* - \`\`\`criterion [b]\(javascript:c))"
    assert said.splitlines()[2:] == [rf"- BMI: \< 30 → may have it: yes {noted}"]


def test_a_draft_that_cannot_be_read_is_refused() -> None:
    """Rather than handed on."""
    with pytest.raises(CoequalError, match="no fact called"):
        drafted(
            ABOUT, [TREATMENT], [DraftCriterion("X", "", {"id": "x", "clause": "1", "met when": "height > 1"})], [], vocabulary_of
        )


def test_an_id_is_made_of_a_name() -> None:
    """Of small letters, digits and hyphens; of a name without any it is a plain one."""
    assert slug("Body-mass index (BMI)") == "body-mass-index-bmi"
    assert slug("–") == "unnamed"
