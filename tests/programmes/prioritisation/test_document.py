"""A round of scoring as everybody may read it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coequal.documents.html import html
from coequal.documents.model import Heading, Listing, Notice, Paragraph, Picture, Table
from coequal.programmes.models import Round
from coequal.programmes.models.prioritising import MODERATED, RECOMMENDED, SCORING, TALKING
from coequal.programmes.prioritisation import agreeing, outcome, scoring
from coequal.programmes.prioritisation.document import document
from coequal.programmes.prioritisation.results import results_of
from coequal.programmes.prioritisation.scoring import Given
from coequal.programmes.prioritisation.sensitivity import Turn
from tests.programmes.making import acting
from tests.programmes.prioritisation.groups import given, member, round_of, topics

pytestmark = pytest.mark.django_db


def headings(of: Round) -> list[str]:
    return [one.text for one in document(of).blocks if isinstance(one, Heading) and one.level == 2]


def said(of: Round) -> list[str]:
    return [one.text for one in document(of).blocks if isinstance(one, Paragraph)]


def tables(of: Round) -> dict[str, Any]:
    return {one.caption: one.rows for one in document(of).blocks if isinstance(one, Table)}


@pytest.mark.parametrize("state", [SCORING, TALKING])
def test_scores_are_published_once_they_are_agreed_on(state: str) -> None:
    """Before that it says who scores what, on which evidence, and that scores are shown later."""
    of = round_of(state)
    parts = document(of).blocks
    assert headings(of) == ["What the group recommends", "What came out", "What was scored", "The scorecard", "Who scored"]
    assert not any(isinstance(one, Picture) for one in parts)
    assert any("Scores are shown once the group has agreed" in one for one in said(of))
    assert "The group has recommended nothing yet." in said(of)
    assert [one.title for one in parts if isinstance(one, Notice)] == ["An invented area", "No decision"]
    assert tables(of)["Evidence on Hearing aids for mild loss"] == (
        ("A review of 2019", "systematic review", "moderate", "It helps."),
    )
    assert tables(of)["What each domain weighs"] == (("Benefit", "2", "10", "67%"), ("Evidence", "1", "10", "33%"))
    assert Listing(("0: None.", "5: Some.", "10: Several good trials.")) in parts


def test_what_came_out_stands_with_its_spread_and_with_what_it_hangs_on() -> None:
    """And with no member's name or own score. The same scorecard may give another result elsewhere."""
    of = round_of(RECOMMENDED)
    found = tables(of)
    assert found["Totals out of 100"] == (
        ("Hearing aids for mild loss", "1", "86.7", "66.7 to 86.7", "66.7 to 86.7", "68.3 to 78.3", "1"),
        ("Hearing aids for moderate loss", "2", "50.0", "50.0 to 70.0", "50.0 to 70.0", "51.7 to 61.7", "2"),
    )
    assert found["Scores in each domain"][0] == ("Hearing aids for mild loss", "8 (5 to 8)", "10 (5 to 10)")
    assert found["How often each topic kept its place"][0] == ("Hearing aids for mild loss", "1", "100 %", "100 %")
    assert found["Places without one of the members"] == (
        ("Hearing aids for mild loss", "1", "1"),
        ("Hearing aids for moderate loss", "2", "2"),
    )
    assert found["How far apart members were in each domain"][0] == (
        "Hearing aids for mild loss: Benefit",
        "5 to 8",
        "6.5 to 8",
        "5 to 8",
        "6.5 to 8",
    )
    told = said(of)
    assert outcome.ELSEWHERE in told
    assert "No change of a single weight alters the order." in told
    assert any("stayed as it is with all of them in 3 of the 3 cases" in one for one in told)
    assert "Why: It helps, and the evidence is good." in told
    page = html(document(of))
    assert "exampleshire.example" not in page
    picture = next(one for one in document(of).blocks if isinstance(one, Picture))
    assert picture.words.splitlines()[0] == (
        "Place 1: Hearing aids for mild loss, 86.7 out of 100. Members: 66.7 to 86.7, the middle half of them 68.3 to 78.3."
    )


def test_a_part_of_the_topics_is_recommended_on() -> None:
    """Of the others that is said; and why the group agreed on a score stands where it said so."""
    of = round_of(TALKING)
    first, second = topics(of)
    agreeing.moderate(acting(), first, given(10, 10, "A new trial came out."))
    agreeing.moderate(acting(), second, given(5, 5))
    agreeing.recommend(acting(), first, "Fund it.", "It helps.")
    of.refresh_from_db()
    assert of.state == MODERATED
    assert "There is no recommendation on this yet." in said(of)
    assert Listing(
        (
            "Hearing aids for mild loss, Benefit: 10. A new trial came out.",
            "Hearing aids for mild loss, Evidence: 10. A new trial came out.",
        )
    ) in list(document(of).blocks)


def test_members_stand_there_by_their_posts_with_their_interests() -> None:
    """Not declared is not the same as none."""
    of = round_of(SCORING)
    scoring.declare(member(0), of, "")
    scoring.declare(member(1), of, "I sell hearing aids.", leaves=True)
    assert tables(of)["Members and their interests"] == (
        ("General practitioner", "none", "scores"),
        ("Public health consultant", "I sell hearing aids.", "left for an interest, and did not score"),
        ("Lay member", "not declared yet", "scores"),
    )


def test_the_smallest_change_that_alters_the_order_is_said() -> None:
    """Which weight, how large it would have to be, and which two change places; or that two have the same total now."""
    found = results_of(round_of(MODERATED))
    assert outcome._turn_said(found, Turn(0, 0.5, (0, 1))) == (
        "The smallest change of a single weight that alters the order: were the weight of “Benefit” 0.50 in place of 2, "
        "“Hearing aids for mild loss” and “Hearing aids for moderate loss” would have the same total, and beyond that they "
        "would change places."
    )
    level = replace(found, agreed=np.array([[5.0, 10.0], [10.0, 0.0]]))
    assert level.turn is not None
    assert "have the same total now. Any change of the weight of “Benefit” parts them." in outcome._turn_said(level, level.turn)


def test_nearly_all_is_not_all() -> None:
    """Nor is hardly ever the same as never."""
    assert [outcome._often(share) for share in (0.0, 0.001, 0.5, 0.9999, 1.0)] == ["0 %", "<1 %", "50 %", ">99 %", "100 %"]
    assert (outcome._places(1, 1), outcome._places(1, 3)) == ("1", "1 to 3")


def test_evidence_that_stands_on_the_web_has_its_address() -> None:
    """And a note, where there is one. A scorecard without an origin goes without."""
    from coequal.programmes.models import Scorecard
    from coequal.programmes.prioritisation import rounds, scorecards
    from tests.programmes.making import area
    from tests.programmes.prioritisation.groups import DOMAINS, EVIDENCE

    at = area(stage="prioritisation")
    card: Scorecard = scorecards.make(acting(), at.organisation, "Plain", DOMAINS)
    of = rounds.begin(acting(), at, card, "Bare")
    topic = rounds.add_topic(acting(), of, "Grommets")
    rounds.add_evidence(acting(), topic, {**EVIDENCE, "url": "https://example.org/a", "notes": "Few people."})
    assert tables(of)["Evidence on Grommets"][0] == (
        "A review of 2019 (https://example.org/a)",
        "systematic review",
        "moderate",
        "It helps. Few people.",
    )
    assert "For whom: not said. Compared with: not said." in said(of)
    assert Given(3) == Given(3, "")
