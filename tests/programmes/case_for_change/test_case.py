"""The case for change: what is in force where, who is treated differently, figures; kept as it was published."""

import json
from datetime import date
from pathlib import Path

import pytest

from coequal.analyses.models import Analysis
from coequal.documents.html import html
from coequal.documents.model import Document, Heading, Notice, Paragraph, Table
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.policies.load import digest
from coequal.programmes.case_for_change.document import case_document
from coequal.programmes.case_for_change.publishing import publish, published, written
from coequal.programmes.models import Figure, ServiceArea
from tests.policies.building import FRONT_MATTER, library_folder
from tests.programmes.making import acting, area, programme
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
RULE = """
# Hearing aids

```treatments
aids: {{name: A pair of hearing aids}}
```

## 1. Hearing loss

Her hearing loss must be more than {loss} dB.

```criterion
id: hearing-loss
clause: "1"
met when: hearing loss > {loss}
```
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A made-up library of two policies that differ, one of which has a version that may have taken its place."""
    here = FRONT_MATTER + RULE.format(loss=25)
    there = here.replace("here/hearing", "there/hearing").replace("25", "40").replace("whole", "partial")
    there = there.replace("AAA", "CCC").replace("BBB", "DDD")
    began = "{printed: none, read as: 2024-04-01, because: the body began then}"
    later = there.replace('"2024"', '"2025"').replace(began, "{printed: soon}")
    twin = here.replace("here/hearing", "twin/hearing")
    return Library(library_folder(tmp_path, here, there, later, twin))


def differing(*more: str, **values: object) -> ServiceArea:
    """A service area of policies of the library, and of more."""
    return area(policies=["here/hearing", "there/hearing", *more], **values)


def table(of: Document, caption: str) -> Table:
    """The table with a caption that begins so."""
    return next(block for block in of.blocks if isinstance(block, Table) and block.caption.startswith(caption))


def paragraphs(of: Document) -> str:
    """All its paragraphs."""
    return "\n".join(block.text for block in of.blocks if isinstance(block, Paragraph))


def test_it_tells_what_is_in_force_where(library: Library) -> None:
    """What is not found is said not to be, and what may be in force instead is named."""
    made = case_document(differing("nowhere/hearing"), ON, library)
    rows = table(made, "Policies on 2 March 2026").rows
    assert rows[0] == ("Here", "Hearing aids, version 2024", "since 1 April 2024", "NHS Here ICB", "seen whole")
    assert rows[1][-2:] == ("NHS Here ICB; NHS There ICB", "seen only in part")
    assert rows[2] == ("Nowhere", "nowhere/hearing", "not found", "not found", "not found")
    assert "There: version 2025 may be in force instead." in html(made)


def test_a_policy_that_had_not_begun_was_not_in_force(library: Library) -> None:
    """One whose start is not known may have been."""
    rows = table(case_document(differing(), date(2020, 1, 1), library), "Policies on").rows
    assert rows[0][2:] == ("none was", "not found", "not found")
    assert rows[1][2] == "not known"
    assert "Fewer than two of the policies were found" in paragraphs(case_document(differing(), date(2020, 1, 1), library))


def test_it_tells_of_somebody_made_up_who_is_treated_differently(library: Library) -> None:
    """By proof, and how far it goes where a policy was seen in part."""
    made = case_document(differing(), ON, library)
    told = paragraphs(made)
    assert Heading("Here beside There", 3) in made.blocks
    assert "Who fares better under Here:" in told
    assert "Somebody made up, typical in all that is not told." in told
    assert any(isinstance(block, Notice) and block.title == "How this was found" for block in made.blocks)
    assert not any(isinstance(block, Heading) and block.text == "Criterion by criterion" for block in made.blocks)


def test_where_two_policies_come_to_the_same_nobody_is_made_up(library: Library) -> None:
    """It is said once."""
    told = paragraphs(case_document(area(policies=["here/hearing", "twin/hearing"]), ON, library))
    assert "The same for everyone" in told
    assert "Who fares better" not in told


def test_figures_stand_with_their_sources(library: Library) -> None:
    """Those of the whole programme too; one that was not found says so. Another service area's stay there."""
    found = differing()
    Figure.objects.create(
        programme=found.programme, area=found, says="Aids a year", number="500", unit="pairs", of="2019", source="A page", seen=ON
    )
    Figure.objects.create(programme=found.programme, says="The deficit")
    Figure.objects.create(programme=found.programme, area=area(found.programme, title="Skin"), says="Operations")
    assert table(case_document(found, ON, library), "Figures").rows == (
        ("Aids a year", "500 pairs", "2019", "A page", "2 March 2026"),
        ("The deficit", "not found", "", "not found", ""),
    )
    alone = case_document(area(policies=["here/hearing"]), ON, library)
    assert "No figures were stated." in paragraphs(alone)
    assert "may be in force instead" not in html(alone)


def test_analyses_are_named_by_their_digests(library: Library) -> None:
    """So that everybody can see that nothing else was meant."""
    found = differing(about="Aids for adults.")
    made = Analysis.objects.create(
        organisation=organisation(), kind="lottery", title="Side by side", question="?", asked={}, digest="sha256:1", software="1.0"
    )
    found.analyses.add(made)
    told = case_document(found, ON, library)
    assert table(told, "Analyses").rows == ((made.reference, "Side by side", "sha256:1", "1.0"),)
    assert "Aids for adults." in paragraphs(told)
    assert ("Programme", "Fair access in Exampleshire") in told.facts
    assert any(isinstance(block, Notice) and block.title == "An invented area" for block in told.blocks)


def test_what_is_published_is_what_somebody_looked_at(library: Library) -> None:
    """It stays as it was, everybody is told, and a new edition stands beside it."""
    found = differing()
    assert published(found) is None
    looked_at = digest(written(case_document(found, ON, library)))
    first = publish(acting(), found, ON, library, looked_at=looked_at)
    assert (first.number, first.digest, first.update.says) == (1, looked_at, "The case for change can be read.")
    assert published(found) == case_document(found, ON, library)
    assert json.loads(first.kept)["title"] == "Hearing aids: the case for change"
    Figure.objects.create(programme=found.programme, area=found, says="Aids a year", number="500", source="A page")
    with pytest.raises(CoequalError, match="is another one by now"):
        publish(acting(), found, ON, library, looked_at=looked_at)
    again = digest(written(case_document(found, ON, library)))
    second = publish(acting(), found, ON, library, looked_at=again)
    assert (second.number, second.update.says) == (2, "There is a new edition of the case for change.")
    with pytest.raises(CoequalError, match="What was published stays"):
        second.save()


def test_nothing_is_published_of_a_programme_that_nobody_can_read_of(library: Library) -> None:
    """First comes the programme."""
    found = differing(of=programme("being prepared"))
    with pytest.raises(CoequalError, match="Publish the programme first"):
        publish(acting(), found, ON, library, looked_at="")
