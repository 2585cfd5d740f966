"""What is told of a policy that goes by another day than that of referral, and of care without exemptions."""

from datetime import date
from pathlib import Path
from shutil import copytree

from coequal.policies.library import Library, shipped
from coequal.web.finding.told import told
from coequal.web.shelf import Shelf
from tests.policies.building import DICTIONARY
from tests.policies.owned import TEXT


def shelf(folder: Path) -> Shelf:
    """The real organisations with one invented policy of Milton Keynes, which goes by the day of fitting."""
    (folder / "services").mkdir(parents=True)
    (folder / "services" / "hearing.yaml").write_text(DICTIONARY, encoding="utf-8")
    copytree(shipped() / "organisations", folder / "organisations")
    text = TEXT.format(
        area="milton-keynes",
        version="2014",
        owners="{code: 04F, from: 2013-04-01}",
        start="2014-04-01",
        status="in force",
        more="",
        couples="",
        binds_by="fitting date",
    )
    path = folder / "policies" / "milton-keynes" / "hearing" / "2014.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return Shelf(Library(folder))


def test_the_day_of_referral_stands_for_another_day_and_it_is_said(tmp_path: Path) -> None:
    """Nobody has said when the aid is fitted."""
    opened = shelf(tmp_path)
    found = told(opened, "hearing", opened.library.organisations.areas["04F"], None, date(2014, 5, 1))
    assert found.heading == "The policy of Milton Keynes applies"
    assert found.because[-1] == "The fitting date is not known, so the day of referral stands for it."
    assert found.elsewhere == ()
    assert found.bound[0].parts == {"area": "milton-keynes", "service": "hearing"}


def test_where_even_the_practice_does_not_decide_the_body_in_charge_can_be_asked() -> None:
    """In Luton a policy may apply of which no day is known; giving the practice has not settled that."""
    opened = Shelf(Library())
    found = told(opened, "assisted-conception", opened.library.practices.get("E81006"), None, date(2026, 11, 26))
    assert found.heading == "The policy of Bedfordshire, Luton and Milton Keynes may apply"
    assert [sentence.split(":")[0] for sentence in found.deciding] == ["The body in charge can tell you"]
