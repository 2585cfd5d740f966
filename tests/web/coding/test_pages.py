"""The pages on which people screen, group and code what was written."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.involvement.coding.coding import code
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.free_text.screening import mark_of
from coequal.involvement.models import Event, EventNote, Extract, Frame, Survey
from coequal.web.coding import drafting
from coequal.web.coding.words import words_of
from tests.involvement.free_text.test_learning import _Model, _texts, model
from tests.involvement.free_text.test_words import LETTER
from tests.involvement.making import publish, response
from tests.involvement.writing import THEMES, asked, coder, extracts, frame, question, wrote
from tests.web.signing import organisation, signed_in

pytestmark = pytest.mark.django_db
__all__ = ["model"]


@pytest.fixture
def client() -> Client:
    cache.clear()
    return signed_in(Role.ANALYST, email="ana@exampleshire.example")


def _address(name: str, of: Survey | Frame, **parts: str) -> str:
    return reverse(f"coding:{name}", kwargs={"reference": of.involvement.reference, **parts})


def _in(found: Frame, name: str, **parts: str) -> str:
    return _address(name, found, frame=found.reference, **parts)


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_desk_gathers_and_says_what_comes_next(client: Client) -> None:
    """Before there is anything it offers to gather; then it counts, and leads on."""
    of = asked()
    address = _address("desk", of)
    assert "Gather what people wrote" in _text(client, address)
    response(of, {"effect": "Dr Smith was late"})
    response(of, {"effect": "n/a"})
    for _ in range(3):
        response(of, {"effect": LETTER})
    assert client.post(address)["Location"] == address
    page = _text(client, address)
    for words in (
        "5 texts from surveys",
        "1 text of them says nothing",
        "in 1 of them software found",
        "1 group of texts",
        "Without a code frame",
        "Exampleshire does not exist.",
    ):
        assert words in page
    found = frame(of)
    assert "0 of 4 texts coded" in _text(client, address)
    drawn = client.post(_in(found, "draw"), {"size": "2", **_two()})
    assert drawn.status_code == 303
    assert "under way" in _text(client, address)


def _two() -> dict[str, str]:
    one, other = coder().person, coder("bo@exampleshire.example").person
    assert one
    assert other
    return {"first": str(one.pk), "second": str(other.pk)}


def test_one_text_is_screened_and_the_next_one_follows(client: Client) -> None:
    """Each stretch is decided on; what was found stands marked in the text."""
    of = wrote(["Dr Smith was late", "my son Tom waits", "We waited"])
    first, second, _third = extracts(of)
    page = _text(client, _address("screen", of, extract=first.reference))
    assert "<mark>Smith<sup>1</sup></mark>" in page
    seen = {"seen": mark_of(first.text)}
    refused = client.post(_address("screen", of, extract=first.reference), seen)
    assert refused.status_code == 400
    assert "Say of each stretch" in refused.content.decode()
    (offer,) = first.redactions.all()
    sent = seen | {f"offer-{offer.pk}": "out", "words-0": "late", "kind-0": "other", "words-1": " "}
    done = client.post(_address("screen", of, extract=first.reference), sent)
    assert done["Location"] == _address("screen", of, extract=second.reference)
    assert "Dr [name] was [other]" in _text(client, _address("screen", of, extract=first.reference))
    (offer,) = second.redactions.all()
    changed = client.post(_address("screen", of, extract=second.reference), {f"offer-{offer.pk}": "stays"} | seen)
    assert "This text was changed while you looked at it" in changed.content.decode()
    answers = {f"offer-{offer.pk}": "stays", "seen": mark_of(second.text)}
    last = client.post(_address("screen", of, extract=second.reference), answers)
    assert last["Location"] == _address("screening", of)
    assert Entry.objects.filter(action="read a text to screen it").count() == 2


def test_stretches_that_overlap_are_marked_once(client: Client) -> None:
    """Somebody marked a part of what software had found."""
    of = wrote(["Dr Jane Smith was late"])
    (extract,) = extracts(of)
    extract.redactions.create(start=8, end=13, kind="name", found_by="a person")
    page = _text(client, _address("screen", of, extract=extract.reference))
    assert "Dr <mark>Jane Smith<sup>1</sup></mark> was late" in page


def test_texts_in_which_nothing_was_found_are_read_together(client: Client) -> None:
    """Whoever may read alone sees them, and has no button."""
    of = wrote(["Dr Smith was late", "We waited"])
    page = _text(client, _address("screening", of))
    assert "Something was found: 1 text" in page
    (read,) = re.findall(r'name="read" value="([^"]+)"', page)
    assert client.post(_address("screening", of), {"read": [read, "x"]}).status_code == 303
    assert "Nothing was found: 0 texts" in _text(client, _address("screening", of))


def test_a_campaign_is_looked_at_and_named(client: Client) -> None:
    """What people added of their own is shown beside."""
    of = wrote([LETTER, LETTER, f"{LETTER} I waited nine years for mine."])
    assert "No texts are nearly the same" in _text(client, _address("campaigns", of))
    client.post(_address("desk", of))
    campaign = of.involvement.campaigns.get()
    assert "Nobody has looked at it yet" in _text(client, _address("campaigns", of))
    address = _address("campaign", of, campaign=campaign.reference)
    assert "I waited nine years for mine." in _text(client, address)
    (box,) = re.findall(r'<input[^>]*name="name"[^>]*>', _text(client, address))
    assert 'value="Campaign' not in box, "a person chooses the name"
    for name, says in ((" ", "Say what to call the campaign"), ("K" * 201, "A name can have at most 200 letters.")):
        refused = client.post(address, {"is": "yes", "name": name})
        page = re.sub(r"\s+", " ", refused.content.decode())
        assert refused.status_code == 400
        assert "<title>Error: " in page
        (summary,) = re.findall(r'<a href="#id_name">(.*?)</a>', page)
        assert says in summary
        assert name in page
    assert campaign.involvement.campaigns.get().stands == "offered"
    assert client.post(address, {"is": "yes", "name": "Keep IVF"}).status_code == 303
    assert 'value="Keep IVF"' in _text(client, address)
    page = _text(client, _address("campaigns", of))
    assert "Keep IVF" in page
    assert "It is a campaign" in page
    assert client.post(address, {"is": "no"}).status_code == 303
    assert "It is no campaign" in _text(client, _address("campaigns", of))


def test_themes_are_drafted_by_answer_named_and_merged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups of the same name become one theme; those without a name are left out."""
    texts, _names = _texts(5)
    of = asked()
    for number, text in enumerate(texts):
        response(of, {"one-policy": "agree" if number % 2 else "disagree", "effect": text})
    response(of, {"effect": "Nobody asked me the first question"})
    gather(of.involvement)
    assert "Which questions are coded together?" in _text(client, _address("draft", of))
    address = f"{_address('draft', of)}?question={question(of).replace(' ', '+')}&twin=one-policy"
    page = _text(client, address)
    assert "Words that set it apart" in page
    assert "with “Yes”" in page
    assert "with “No”" in page
    assert "Why do you say that?" in page
    monkeypatch.setattr(drafting, "drafted", lambda *_given: pytest.fail("worked out again"))
    assert "with “Yes”" in _text(client, address)
    monkeypatch.undo()
    assert client.get(f"{_address('draft', of)}?question={question(of).replace(' ', '+')}&twin=age").status_code == 200
    sent = {
        "question": question(of),
        "twin": "one-policy",
        "name": "Reasons",
        "title-0": "Waiting",
        "title-1": "Cost",
        "title-5": "waiting",
    }
    made = client.post(_address("draft", of), sent)
    found = Frame.objects.get()
    assert made["Location"] == _in(found, "frame")
    assert found.twin == f"{of.reference} one-policy"
    assert [one["title"] for one in found.version.themes] == ["Waiting", "Cost", "Other", "No reason given"]
    extract = Extract.objects.filter(text=texts[0]).get()
    assert "Should the rules be the same everywhere? No" in _text(client, _in(found, "code-one", extract=extract.reference))
    last = Extract.objects.latest("pk")
    assert "Should the rules" not in _text(client, _in(found, "code-one", extract=last.reference))


def test_no_word_that_somebody_wrote_is_kept_beside_the_texts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept for a while of draft themes are numbers; so words go with whoever takes them back."""
    kept = list[object]()
    monkeypatch.setattr(drafting.cache, "set", lambda _key, value, _seconds: kept.append(value))
    of = wrote(_texts(5)[0])
    assert "Words that set it apart" in _text(client, f"{_address('draft', of)}?question={question(of).replace(' ', '+')}")
    (groups,) = kept
    assert groups
    assert not re.search(r"[a-z]{4}", repr(groups).replace("Draft(members=", "").replace("typical=", ""))


def test_letters_and_events_have_no_twin(client: Client) -> None:
    """Nor has a question of a survey that nobody can answer yet."""
    of = wrote(["We waited"])
    event = Event.objects.create(
        involvement=of.involvement, title="Evening", kind="workshop", questions=[{"key": "q", "asks": "What is hard?"}]
    )
    EventNote.objects.create(event=event, question="q", text="Travel is hard")
    gather(of.involvement)
    page = _text(client, f"{_address('draft', of)}?question={event.reference}+q")
    assert "Evening: What is hard?" in page
    assert "so few texts that you can read them all" in page
    assert "Keep apart by" not in page
    made = client.post(_address("draft", of), {"question": f"{event.reference} q", "name": "Evening", "title-0": "Travel"})
    assert made.status_code == 303
    Survey.objects.filter(pk=of.pk).update(version=None)
    page = _text(client, f"{_address('draft', of)}?question={of.reference}+effect")
    assert "Keep apart by" not in page
    assert words_of(of.involvement, "letters") == "Letters and e-mails"


def test_words_of_questions() -> None:
    """Words beside an answer say so; what is no longer there is named by its key."""
    of = asked()
    assert words_of(of.involvement, f"{of.reference} services:other") == "Which of these have you used? (other)"
    assert words_of(of.involvement, f"{of.reference} gone") == "gone"
    event = Event.objects.create(involvement=of.involvement, title="Evening", kind="workshop", questions=[])
    assert words_of(of.involvement, f"{event.reference} gone") == "gone"
    of.version = publish(of, of.text.replace("id: effect", "id: reason").replace("Which of these have", "Which have"))
    of.save()
    assert words_of(of.involvement, question(of)) == "Why do you say that?", "the newest version does not ask it any more"
    assert words_of(of.involvement, f"{of.reference} services") == "Which have you used?"


def test_a_text_of_an_open_sample_is_coded_there(client: Client) -> None:
    """The coding page would show what the other one did; whoever is none of the two comes to it."""
    found = frame(wrote(["We waited", "It costs a lot"]))
    client.post(_in(found, "draw"), {"size": "1", **_two()})
    sample = found.samples.get()
    drawn = sample.extracts.get()
    address = _in(found, "code-one", extract=drawn.reference)
    there = _address("sample", found, sample=sample.reference)
    assert client.get(address)["Location"] == there
    assert client.post(address, {"theme": ["cost"]})["Location"] == there
    assert client.get(_in(found, "code"))["Location"] != address
    other = signed_in(Role.ANALYST, email="cy@exampleshire.example")
    assert "It costs a lot" in _text(other, address) or "We waited" in _text(other, address)


def test_what_others_did_with_a_text_of_an_open_sample_stands_in_no_file_or_history(client: Client) -> None:
    """Of those who code it blind; somebody else sees it, and both do once they are done."""
    found = frame(wrote(["We waited", "It costs a lot"]))
    client.post(_in(found, "draw"), {"size": "1", **_two()})
    sample = found.samples.get()
    drawn = sample.extracts.get()
    rest = found.involvement.extracts.exclude(pk=drawn.pk).get()
    third = coder("cy@exampleshire.example")
    for extract in (drawn, rest):
        code(third, found, extract, ["waiting"])
    told = "Left out until both are done: 1 text that you code in a blind sample."
    pages = [_in(found, "coded"), _in(found, "history")]
    bo = signed_in(Role.ANALYST, email="bo@exampleshire.example")
    for who in (client, bo):
        file, history = (_text(who, page) for page in pages)
        for said in (file, history):
            assert drawn.reference not in said
            assert rest.reference in said
        assert told in file
        assert "You code 1 text in a blind sample. What others did with it is not shown" in history
    for said in (_text(signed_in(Role.ANALYST, email="cy@exampleshire.example"), page) for page in pages):
        assert drawn.reference in said
        assert "blind sample" not in said
    for who in (client, bo):
        who.post(_address("blind", found, sample=sample.reference, extract=drawn.reference), {"theme": "cost"})
    for said in (_text(client, page) for page in pages):
        assert drawn.reference in said


def test_a_language_model_of_ones_own_may_propose(client: Client, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its proposals stand in boxes, and become themes when somebody keeps them."""
    of = wrote(["We waited"])
    of.involvement.extracts.update(screened=True)
    sent = {"question": question(of), "ask": "1"}
    assert client.post(_address("draft", of), sent).status_code == 400  # none is named: a frame without a name is refused
    monkeypatch.setenv("COEQUAL_LANGUAGE_MODEL_URL", model)
    monkeypatch.setenv("COEQUAL_LANGUAGE_MODEL", "small")
    _Model.answer = '{"themes": [{"title": "Waiting", "definition": "Too long"}]}'
    page = client.post(_address("draft", of), sent).content.decode()
    assert 'value="Waiting"' in page
    assert not Frame.objects.exists()


def test_a_frame_shows_counts_and_versions_and_takes_a_theme(client: Client) -> None:
    """Whoever sends what is not on the version that they saw is told."""
    of = wrote(["We waited"])
    found = frame(of)
    assert "Waiting too long" in _text(client, _in(found, "frame"))
    assert client.post(_in(found, "frame"), {"on": "1", "title": "Travel", "definition": "Getting there"}).status_code == 303
    page = _text(client, _in(found, "frame"))
    assert "“Travel” added" in page
    assert "Getting there" in page
    assert client.post(_in(found, "frame"), {"on": "x", "title": "Staff"}).status_code == 400


def test_a_theme_is_described_split_and_goes_into_another(client: Client) -> None:
    """Each is a version; one that has gone leads back to the frame."""
    found = frame(wrote(["We waited"]))
    address = _in(found, "theme", key="waiting")
    assert "Waiting too long" in _text(client, address)
    told = {
        "on": "1",
        "title": "Waiting",
        "definition": "Too long",
        "include": "“Nine months”",
        "exclude": "On the day",
        "parent": "",
    }
    assert client.post(address, told)["Location"] == _in(found, "frame")
    assert client.post(address, {"on": "2", "what": "split", "titles": "For a letter\n\nOn the day"}).status_code == 303
    assert "For a letter" in _text(client, _in(found, "frame"))
    assert client.post(address, {"on": "3", "what": "merge", "into": "cost"}).status_code == 303
    assert client.get(address)["Location"] == _in(found, "frame")
    assert "Says something that no theme is about" in _text(client, _in(found, "theme", key="other"))


def test_texts_are_coded_one_after_the_other_and_undone(client: Client) -> None:
    """Without a theme nothing is kept; after the last one the frame is shown."""
    found = frame(wrote(["We waited", "It costs a lot"]))
    first, second = extracts(found.involvement)
    assert client.get(_in(found, "code"))["Location"] == _in(found, "code-one", extract=first.reference)
    address = _in(found, "code-one", extract=first.reference)
    page = _text(client, address)
    assert 'data-key="1"' in page
    assert "Undo" not in page
    refused = client.post(address)
    assert refused.status_code == 400
    assert "Choose at least one theme" in refused.content.decode()
    assert client.post(address, {"theme": ["waiting"]})["Location"] == _in(found, "code")
    assert "Undo" in _text(client, _in(found, "code-one", extract=second.reference))
    client.post(_in(found, "code-one", extract=second.reference), {"theme": ["cost", "other"]})
    assert client.get(_in(found, "code"))["Location"] == _in(found, "frame")
    assert client.post(_in(found, "undo"))["Location"] == _in(found, "code-one", extract=second.reference)
    assert client.post(_in(found, "undo"))["Location"] == _in(found, "code-one", extract=first.reference)
    assert client.post(_in(found, "undo"))["Location"] == _in(found, "frame")
    page = _text(client, _in(found, "history"))
    assert page.count("<tr>") == 4
    assert "What it costs" in page


def test_children_stand_below_their_theme_and_keys_end_with_the_alphabet(client: Client) -> None:
    """The rest is chosen by clicking."""
    many = [type(THEMES[0])(f"t{n}", f"Theme {n}") for n in range(34)]
    child = type(THEMES[0])("child", "Child", "Below the first", parent="t0")
    found = frame(wrote(["We waited"]), [*many, child])
    (extract,) = extracts(found.involvement)
    page = _text(client, _in(found, "code-one", extract=extract.reference))
    assert page.index("Theme 0<") < page.index("Child <") < page.index("Theme 1<")
    assert page.count("<kbd>") == 33


def test_what_is_sure_is_offered_accepted_or_accepted_unseen(client: Client) -> None:
    """One by one beside the text, or many at once and then counted apart."""
    texts, names = _texts(9)
    themes = [type(THEMES[0])(key, key.title()) for key in ("waiting", "cost", "travel")]
    found = frame(wrote(texts), themes)
    assert "Software is sure of nothing yet" in _text(client, _in(found, "sure"))
    rows = list(zip(extracts(found.involvement), names, strict=True))
    for extract, name in rows[:55]:
        code(coder(), found, extract, [name])
    cache.clear()
    assert "Software is sure of" in _text(client, _in(found, "frame"))
    page = _text(client, _in(found, "sure"))
    first, second, *_more = re.findall(r'name="text" value="(X-[^"]+)"', page)
    page = _text(client, _in(found, "code-one", extract=first))
    assert "Accept it (y)" in page
    suggested = re.findall(r'name="suggested" value="([^"]+)"', page)
    client.post(_in(found, "code-one", extract=first), {"suggested": suggested, "accept": "1"})
    assert set(found.codings.filter(extract__reference=first).values_list("theme", "manner")) == {
        (one, "accepted") for one in suggested
    }
    following = client.get(_in(found, "code"))["Location"]
    assert "/code/X-" in following
    client.post(_in(found, "sure"), {"text": [second]})
    assert set(found.codings.filter(extract__reference=second).values_list("manner", flat=True)) == {"accepted unseen"}


def test_two_people_code_blind_and_compare(client: Client) -> None:
    """Neither sees what the other did before both are done."""
    found = frame(wrote(["We waited", "It costs a lot"]))
    assert "Draw it" in _text(client, _in(found, "draw"))
    assert client.post(_in(found, "draw"), {"size": "9", **_two()}).status_code == 200
    sample = client.post(_in(found, "draw"), {"size": "2", **_two()})["Location"]
    other = signed_in(Role.ANALYST, email="bo@exampleshire.example")
    assert "0 of 2 coded" in _text(client, sample)
    for who, themes in ((client, ["cost", "cost"]), (other, ["cost", "waiting"])):
        for theme in themes:
            address = re.findall(r'href="([^"]+/code/X-[^"]+)"', _text(who, sample))[0]
            assert "blind" in _text(who, address)
            assert who.post(address).status_code == 400
            last = who.post(address, {"theme": theme})
            assert last.status_code == 303
    assert last["Location"] == sample
    page = _text(client, sample)
    for words in ("Krippendorff", "Where they differ: 1", "fewer than 30 texts", "What it costs"):
        assert words in page
    assert "both are done" in _text(client, _address("desk", found))


def test_where_two_agree_wholly_alpha_may_not_be_worked_out(client: Client) -> None:
    """The page says so rather than show a figure."""
    found = frame(wrote(["We waited"]))
    sample = client.post(_in(found, "draw"), {"size": "1", **_two()})["Location"]
    other = signed_in(Role.ANALYST, email="bo@exampleshire.example")
    for who in (client, other):
        who.post(re.findall(r'href="([^"]+/code/X-[^"]+)"', _text(who, sample))[0], {"theme": "other"})
    page = _text(client, sample)
    assert page.count("cannot be worked out") == 2
    assert "Nowhere." in page


def test_files_hold_the_codebook_and_what_was_coded(client: Client) -> None:
    """Those of an invented area say so; nothing in them is taken for a formula; what was taken out stays out."""
    found = frame(wrote(["=Dr Smith was late"]), [*THEMES, type(THEMES[0])("letters", "Letters & more", parent="waiting")])
    (extract,) = extracts(found.involvement)
    Extract.objects.filter(pk=extract.pk).update(shown="=Dr [name] was late")
    code(coder(), found, extract, ["waiting"])
    book = client.get(_in(found, "codebook")).content.decode()
    assert "An invented area: Exampleshire does not exist. Everything here is made up" in book
    assert "letters,Letters & more,,,,Waiting too long," in book
    coded = client.get(_in(found, "coded")).content.decode()
    assert "'=Dr [name] was late,Waiting too long,chosen" in coded
    assert "Smith" not in coded
    exchange = client.get(_in(found, "exchange"))
    assert 'name="Letters &amp; more"' in exchange.content.decode()
    assert ".qdc" in exchange["Content-Disposition"]
    real = organisation()
    type(real).objects.filter(pk=real.pk).update(invented=False)
    assert "invented" not in client.get(_in(found, "codebook")).content.decode()
    assert Entry.objects.filter(action="took coded texts out as a file").count() == 1


def test_what_is_not_there_is_not_found(client: Client) -> None:
    """Nor is the text of another involvement."""
    found = frame(wrote(["We waited"]))
    (other,) = extracts(wrote(["It costs a lot"]))
    assert client.get(_in(found, "code-one", extract=other.reference)).status_code == 404
    assert client.get(_address("sample", found, sample="B-0000-0000")).status_code == 404
