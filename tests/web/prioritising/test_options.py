"""Options in the browser: put forward, judged, placed, with what they would do and the appraisals attached."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import FAILED
from coequal.programmes.models import Appraisal, Option
from coequal.programmes.models.options import DROPPED, MEETS, NOT_KNOWN, SHORTLIST
from coequal.programmes.options import candidates
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.options.standing import EQUALITY, MATTERS, QUALITY
from coequal.programmes.stages import kinds
from tests.analyses.asking import options as wanted
from tests.analyses.working import asked, done, remember, worked
from tests.programmes.making import acting, area, step
from tests.programmes.options.choices import appraised, hurdle, open_area, option, shortlisted
from tests.web.prioritising.asking import at, lead, sent, text
from tests.web.signing import signed_in
from tests.web.studio.drafting import draft_of

pytestmark = pytest.mark.django_db
KIND = "options appraisal"


@pytest.fixture
def client() -> Client:
    """Whoever leads options, signed in."""
    return lead()


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    """Whoever cannot change it is told who can, and when."""
    of = open_area()
    shown = text(client, at("options", of))
    assert "begin with the one that leaves the policies as they are" in shown
    assert "No hurdles are set yet" in shown
    assert "There are no options yet, or no hurdles" in shown
    assert "No options appraisal is attached yet." in shown
    watching = signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")
    assert "from the stage of the long list to that of the proposal" in text(watching, at("options", of))
    assert "Put an option forward" not in text(client, at("options", area()))


def test_an_option_is_put_forward_with_the_text_that_is_meant(client: Client) -> None:
    """A text that is not there is said at its field; one option alone leaves everything as it is."""
    of = open_area()
    assert "Give the option a title." in sent(client, at("put-forward", of))
    told = {"title": "Two for all", "about": "Everybody gets two."}
    shown = sent(client, at("put-forward", of), **told, policy="D-7F3K-2QX9")
    assert shown.count("has no draft D-7F3K-2QX9") >= 2
    assert "Everybody gets two." in shown
    draft = draft_of()
    shown = sent(client, at("put-forward", of), **told, policy=draft.reference, origin="A patient")
    assert draft.reference in shown
    assert "A patient" in shown
    shown = sent(client, at("put-forward", of), title="As it is", about="Nothing changes.", changes_nothing="on")
    assert "It leaves the policies as they are." in shown
    assert "no, it is only meant in words" in shown
    assert "not said" in shown
    again = sent(client, at("put-forward", of), title="Again", about="Nothing changes.", changes_nothing="on")
    assert "One of them is enough" in again


def test_each_option_is_judged_by_each_hurdle(client: Client) -> None:
    """In a table; what was judged before stands below, and who comes later is told."""
    of = open_area()
    made = option(of)
    assert "No hurdles are set yet." in text(client, at("option", made))
    assert "Say how it is told" in sent(client, at("hurdle", of), title="It is lawful")
    shown = sent(client, at("hurdle", of), title="It is lawful", means="A lawyer says so.")
    assert "not judged yet" in shown
    assert "Not judged on each hurdle yet" in shown
    lawful = of.hurdles.get()
    here = at("judge", made, hurdle=lawful.pk)
    assert "Choose an answer" in sent(client, here, why="We asked.")
    shown = sent(client, here, answer=NOT_KNOWN, why="We asked a lawyer.")
    assert "We asked a lawyer." in shown
    assert "Written before" in text(client, here)
    late = client.post(here, {"seen": "0", "answer": MEETS, "why": "Mine."}).content.decode()
    assert "wrote this anew" in late
    assert "Mine." in late
    sent(client, here, answer=MEETS, why="A lawyer said so.")
    assert MEETS in text(client, at("options", of))
    assert client.get(at("judge", made, hurdle=lawful.pk + 9)).status_code == 404


def test_an_option_is_placed_for_a_reason(client: Client) -> None:
    """Who comes later is told; without the judgements there is no shortlist; the next stage says what is left."""
    of = open_area(kinds.SHORTLIST)
    made, here = option(of), ""
    here = at("place", made)
    assert "Back to the long list" not in text(client, here)
    assert "judged by each hurdle" in sent(client, here, place=SHORTLIST, why="It is good.")
    assert "Say why." in sent(client, here, place=DROPPED)
    shown = sent(client, here, place=DROPPED, why="It costs too much.")
    assert "It costs too much." in shown
    page = text(client, here)
    assert "Back to the long list" in page
    assert "The reason so far: It costs too much." in page
    assert "What was said before" not in shown
    shown = sent(client, here, place="long list", why="It is cheaper now.")
    assert "What was said before" in shown
    assert "It costs too much." in shown
    assert "It costs too much." in sent(client, here, place=DROPPED, why="It costs too much again.")
    late = client.post(here, {"before": "shortlist", "place": "long list", "why": "Mine."}).content.decode()
    assert "Somebody else put this option on another place" in late
    assert "Mine." in late
    shown = text(client, at("options", of))
    assert "There is no option on the shortlist." in shown
    assert "There is no option of which an impact could be written." in shown
    assert at("attach", of) in shown


def test_what_an_option_would_do_is_written_matter_by_matter(client: Client) -> None:
    """What is not written is not known; where it gets worse something is done about it; another group can be added."""
    of = open_area()
    made = shortlisted(of)
    assert text(client, at("option", made)).count("Nothing is written on this yet.") == 12
    here = f"{at('impact', made)}?kind={EQUALITY}&matter=age"
    assert "Impact on equality: age" in text(client, here)
    assert "say what is done about it" in sent(client, here, effect="worse", says="Older people lose.")
    assert "On this and 11 more nothing is written yet." in text(client, here)
    leads_to = sent(client, here, effect="worse", says="Older people lose.", measures="We write to them.")
    assert "Impact on equality: disability" in leads_to  # each leads on to the next
    shown = text(client, at("option", made))
    assert "What is done about it: We write to them." in shown
    assert "Older people lose." in text(client, here)
    late = client.post(here, {"seen": "0", "effect": "none", "says": "Mine."}).content.decode()
    assert "wrote this anew" in late
    more = f"{at('impact', made)}?kind={QUALITY}&matter=nothing"
    assert "Name the people, or what of quality" in sent(client, more, effect="none", says="Same.")
    sent(client, more, matter="waiting", effect="none", says="Same.")
    assert "waiting" in text(client, at("option", made))
    assert "Impact on equality" in text(client, f"{at('impact', made)}?kind=money")
    assert "1 of 9" in text(client, at("options", of))
    assert "1 of 4" in text(client, at("options", of))
    for kind, matter in [(kind, matter) for kind, matters in MATTERS.items() for matter in matters if matter != "age"]:
        leads_to = sent(client, f"{at('impact', made)}?{urlencode({'kind': kind, 'matter': matter})}", effect="none", says="Same.")
    assert "Nothing is written on this yet." not in leads_to  # the last leads back to the option


def test_an_appraisal_is_attached_and_worked_out_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was on that day. While it runs its page says how far it is; then whether every figure is the same."""
    remember(monkeypatch)
    of = open_area()
    assert "There is no options appraisal that could be attached" in text(client, at("attach", of))
    waits = asked(KIND, wanted(), "Another one")
    assert "it is waiting, and not done" in text(client, at("attach", of))
    worked()
    assert "Choose the appraisal." in sent(client, at("attach", of))
    shown = sent(client, at("attach", of), analysis=waits.reference, why="It compares both.")
    assert "Another one" in shown
    assert "Another one" not in text(client, at("attach", of))
    made = Appraisal.objects.get()
    here = at("appraisal", of, appraisal=made.pk)
    shown = text(client, here)
    assert made.figures_digest in shown
    assert "Whether the figures come out the same is not known." in shown
    shown = client.post(at("appraisal-again", of, appraisal=made.pk), follow=True).content.decode()
    assert "<progress" in shown
    assert "Work it out again" not in shown
    worked()
    shown = text(client, here)
    assert "Every figure is the same, to the last digit." in shown
    Analysis.objects.filter(again_of=made.analysis).update(state=FAILED, error="The people are not there.")
    assert "The people are not there." in text(client, here)


def test_real_people_are_published_before_they_are_attached(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says why it cannot be attached; one that was attached and withdrawn says that its figures are not shown."""
    remember(monkeypatch)
    of = open_area()
    made = appraised(of)
    found = done(KIND, wanted(), "Of real people")
    Analysis.objects.update(synthetic=False)
    assert "governance has not published it" in text(client, at("attach", of))
    assert found.title in text(client, at("attach", of))
    assert "Not shown to everybody" in text(client, at("appraisal", of, appraisal=made.pk))
    late = client.post(at("attach", of), {"analysis": found.reference}).content.decode()
    assert "Choose the appraisal." in late


def test_where_the_stage_closed_meanwhile_nothing_is_attached(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """And that is said."""
    remember(monkeypatch)
    of = open_area()
    found = done(KIND, wanted())
    step(of, kinds.COMPLETE, kinds.LONG_LIST)
    assert "This is done while the stage" in sent(client, at("attach", of), analysis=found.reference)
    assert not Appraisal.objects.exists()


def test_figures_that_differ_are_set_side_by_side(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then and now."""
    remember(monkeypatch)
    of = open_area()
    made = appraised(of)
    client.post(at("appraisal-again", of, appraisal=made.pk))
    worked()
    again = made.analysis.runs_again.get().result
    type(again).objects.filter(pk=again.pk).update(figures=again.figures.replace("0", "1", 1))
    shown = text(client, at("appraisal", of, appraisal=made.pk))
    assert "Some figures are not the same" in shown
    assert "Figures that are not the same" in shown


def test_all_options_are_a_document(client: Client) -> None:
    """As a page, for paper and for Word."""
    of = open_area()
    made = shortlisted(of)
    impact(acting(), made, Told(QUALITY, "safety", "none", "Nothing changes."))
    shown = text(client, at("options-document", of))
    assert "Options on the shortlist" in shown
    assert client.get(at("options-pdf", of)).content.startswith(b"%PDF")
    assert client.get(at("options-word", of)).content.startswith(b"PK")


def test_what_is_not_of_this_area_is_not_found(client: Client) -> None:
    """An option or an appraisal of another one."""
    made = option(open_area())
    other = open_area()
    assert client.get(at("option", made).replace(made.area.reference, other.reference)).status_code == 404
    assert client.get(at("appraisal", other, appraisal=1)).status_code == 404
    assert Option.objects.count() == 1
    assert hurdle(other).title
    assert candidates.judgements_of(made) == {}
