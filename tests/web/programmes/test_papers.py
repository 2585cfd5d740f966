"""The case for change, rounds of scoring, and the options: as pages and as files."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from coequal.documents.kept import kept
from coequal.documents.model import Paragraph, document
from coequal.programmes.models import CaseForChange, ServiceArea
from coequal.programmes.models.prioritising import MODERATED, RECOMMENDED
from coequal.programmes.prioritisation.rounds import give_up
from coequal.programmes.stages import kinds
from coequal.programmes.telling.updates import tell
from tests.programmes.making import acting, area, step
from tests.programmes.options.choices import hurdle, open_area, shortlisted
from tests.programmes.prioritisation.groups import round_of
from tests.web.programmes.test_pages import of, text

pytestmark = pytest.mark.django_db


def address(name: str, found: ServiceArea, **parts: object) -> str:
    """The address of a paper of a service area."""
    return reverse(f"programmes:{name}", kwargs={"reference": found.programme.reference, "area": found.reference, **parts})


def edition(found: ServiceArea, says: str) -> CaseForChange:
    """An edition of the case for change, as it is kept."""
    made = CaseForChange(
        area=found,
        number=found.caseforchanges.count() + 1,
        on=date(2026, 3, 2),
        kept=json.dumps(kept(document("Hearing aids: the case for change", says, [Paragraph("They differ.")]))),
        digest=f"sha256:{says}",
        update=tell(acting(), found.programme, "It can be read.", area=found),
    )
    made.save()
    return made


def assert_is_file(client: Client, where: str, form: str) -> None:
    """A PDF opens in the browser; a Word file is kept."""
    page = client.get(where)
    assert page.status_code == 200
    assert page.content.startswith({"pdf": b"%PDF", "docx": b"PK"}[form])
    assert page["Content-Disposition"].startswith({"pdf": "inline", "docx": "attachment"}[form])


def test_the_case_for_change_can_be_read_in_every_edition(client: Client) -> None:
    """An earlier one says that there is a newer one; each is a page, a PDF and a Word file."""
    made = area()
    assert client.get(address("case", made)).status_code == 404
    assert "The case for change is not published here." in text(client, of(made))
    edition(made, "First")
    edition(made, "Second")
    assert f'href="{address("case", made)}"' in text(client, of(made))
    shown = text(client, address("case", made))
    assert "Second" in shown
    assert "There is a newer one" not in shown
    earlier = text(client, address("case-edition", made, number=1))
    assert "First" in earlier
    assert "There is a newer one" in earlier
    assert client.get(address("case-edition", made, number=3)).status_code == 404
    for form in ("pdf", "docx"):
        assert_is_file(client, address("case-file", made, number=1, form=form), form)
    assert client.get(address("case-file", made, number=1, form="exe")).status_code == 404


def test_scoring_can_be_read_once_it_is_over(client: Client) -> None:
    """With a recommendation, or given up with the reason; never before."""
    open_one = round_of(MODERATED)
    assert client.get(address("scoring", open_one.area, scored=open_one.reference)).status_code == 404
    assert "No scoring is published." in text(client, of(open_one.area))
    over = round_of(RECOMMENDED, open_one.area, "Hearing aids, second round")
    assert "(with a recommendation)" in text(client, of(over.area))
    assert "What the group recommends" in text(client, address("scoring", over.area, scored=over.reference))
    assert_is_file(client, address("scoring-file", over.area, scored=over.reference, form="docx"), "docx")
    give_up(acting(), open_one, "Two members fell ill.")
    assert "(given up)" in text(client, of(over.area))
    assert "Two members fell ill." in text(client, address("scoring", over.area, scored=open_one.reference))


def test_options_can_be_read_once_the_shortlist_is_complete(client: Client) -> None:
    """While it is looked at again they are working papers."""
    made = open_area()
    hurdle(made)
    shortlisted(made)
    assert "No options are published." in text(client, of(made))
    assert client.get(address("options", made)).status_code == 404
    step(made, kinds.COMPLETE, kinds.LONG_LIST)
    step(made, kinds.OPEN, kinds.SHORTLIST)
    step(made, kinds.COMPLETE, kinds.SHORTLIST)
    assert f'href="{address("options", made)}"' in text(client, of(made))
    assert "One policy for all" in text(client, address("options", made))
    assert_is_file(client, address("options-file", made, form="pdf"), "pdf")
    step(made, kinds.GO_BACK, kinds.SHORTLIST)
    assert client.get(address("options-file", made, form="pdf")).status_code == 404
