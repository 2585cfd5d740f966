"""The options of a service area as everybody may read them."""

from typing import Any

import pytest
from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.documents.html import html
from coequal.documents.model import Heading, Notice, Paragraph, Picture, Table
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.programmes.models import ServiceArea
from coequal.programmes.models.options import DROPPED, FAILS, LONG_LIST, MEETS, SHORTLIST
from coequal.programmes.options.appraisals import attach
from coequal.programmes.options.candidates import judge, put_forward, shorten
from coequal.programmes.options.document import document
from coequal.programmes.options.earlier import earlier
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.options.standing import EQUALITY, QUALITY
from tests.analyses.asking import NORFOLK
from tests.analyses.working import remember
from tests.programmes.making import acting
from tests.programmes.options.choices import appraised, hurdle, open_area, option, shortlisted

pytestmark = pytest.mark.django_db


def headings(of: ServiceArea) -> list[str]:
    return [one.text for one in document(of).blocks if isinstance(one, Heading) and one.level == 2]


def said(of: ServiceArea) -> list[str]:
    return [one.text for one in document(of).blocks if isinstance(one, Paragraph)]


def tables(of: ServiceArea) -> dict[str, Any]:
    return {one.caption: one.rows for one in document(of).blocks if isinstance(one, Table)}


def test_before_there_is_anything_that_is_said() -> None:
    """In an invented area it is said too, and that nothing is decided."""
    of = open_area()
    assert headings(of) == ["What each option reaches and costs"]
    assert said(of) == ["No option has been put forward yet.", "No options appraisal is attached yet."]
    assert [one.title for one in document(of).blocks if isinstance(one, Notice)] == ["An invented area", "No decision"]
    option(of)
    assert headings(of)[:2] == ["Options on the long list, not yet judged to the end", "How each option was judged"]
    assert "No hurdles are set yet. A hurdle is something that every option has to meet." in said(of)


def test_each_option_stands_with_its_reasons_judgements_and_impacts() -> None:
    """Those on the shortlist first, and what was dropped with why."""
    of = open_area()
    kept = shortlisted(of, "As it is", changes_nothing=True)
    dropped = put_forward(acting(), of, "As in Norfolk", "Two cycles.", origin="A patient", policy=NORFOLK)
    shorten(acting(), dropped, DROPPED, "It is not about hearing.", seen=LONG_LIST)
    impact(acting(), kept, Told(EQUALITY, "age", "worse", "Older people lose.", "We write to them."))
    impact(acting(), kept, Told(QUALITY, "safety", "none", "Nothing changes."))
    assert headings(of) == [
        "Options on the shortlist",
        "Options that were dropped, and why",
        "How each option was judged",
        "Impact on equality",
        "Impact on quality",
        "Assessments of equality and quality",
        "What each option reaches and costs",
    ]
    found, told = tables(of), said(of)
    assert found["Hurdles"] == (("It is lawful", "A lawyer says so."),)
    assert found["How it was judged: As it is"] == (("It is lawful", "meets it", "It does."),)
    assert found["How it was judged: As in Norfolk"] == (("It is lawful", "not judged yet", ""),)
    assert found["Impact on equality: As it is"][:2] == (
        ("age", "worse", "Older people lose.", "We write to them."),
        ("disability", "not known", "Nothing is written on this yet.", ""),
    )
    assert found["Impact on quality: As it is"][0] == ("safety", "none", "Nothing changes.", "")
    assert any(one.startswith("Why it is here: It is not about hearing. (") for one in told)
    assert "It leaves the policies as they are. The others are compared with it." in told
    assert "Put forward by: A patient." in told
    assert any(one.startswith(f"Written out as a policy: {NORFOLK}, the text with the digest sha256:") for one in told)


def test_what_was_said_before_stays_to_be_read() -> None:
    """Why an option was dropped once, how it was judged then, and what it was thought to do; what stands is not said twice."""
    of = open_area()
    made, first = option(of), hurdle(of)
    shorten(acting(), made, DROPPED, "It is too dear.", seen=LONG_LIST)
    shorten(acting(), made, LONG_LIST, "A price fell.", seen=DROPPED)
    assert [(one.says, one.why) for one in earlier(made)] == [("It was dropped", "It is too dear.")]
    judge(acting(), made, first, FAILS, "No provider.")
    judge(acting(), made, first, MEETS, "There is one now.")
    impact(acting(), made, Told(EQUALITY, "age", "worse", "Older people lose.", "We write to them."))
    impact(acting(), made, Told(QUALITY, "age", "none", "Nothing changes."))
    impact(acting(), made, Told(EQUALITY, "age", "none", "They do not lose."))
    shorten(acting(), made, SHORTLIST, "It can be carried out.", seen=LONG_LIST)
    assert tables(of)["What was said before, and does not stand any more: One policy for all"] == tuple(
        (say_date(timezone.localdate()), says, why)
        for says, why in (
            ("It was dropped", "It is too dear."),
            ("It was put on the long list", "A price fell."),
            ("Judged by the hurdle “It is lawful”: does not meet it", "No provider."),
            ("Impact on equality, age: worse", "Older people lose. What is done about it: We write to them."),
        )
    )
    other = option(of, "As it is")
    assert earlier(other) == []
    with pytest.raises(CoequalError, match="Put it elsewhere"):
        made.placings.first().save()
    assert str(made.placings.first()) == DROPPED


def test_an_attached_appraisal_is_shown_with_its_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """And with what has to be known of it; one of real people that is no longer published goes without its figures."""
    remember(monkeypatch)
    of = open_area()
    made = appraised(of)
    found = document(of)
    pictures = [one for one in found.blocks if isinstance(one, Picture)]
    assert len(pictures) >= 3
    assert {"Synthetic people", "No decision", "An invented area"} <= {one.title for one in found.blocks if isinstance(one, Notice)}
    assert "It compares both." in said(of)
    attach(acting(), of, made.analysis)
    assert said(of).count("It compares both.") == 1
    assert tables(of)["What was attached: A choice"][3] == ("Digest of all that went in", made.digest)
    assert any(caption.endswith(": A choice") for caption in list(tables(of))[1:])
    found = document(of)
    pictures = [one for one in found.blocks if isinstance(one, Picture)]
    assert html(found).count("<figure>") == len(pictures)
    Analysis.objects.filter(pk=made.analysis.pk).update(synthetic=False)
    assert not any(isinstance(one, Picture) for one in document(of).blocks)
    assert any("not published any more" in one for one in said(of))
