"""The report of findings: every section with figures from the count, and what somebody wrote between them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.documents.html import html
from coequal.documents.model import Heading, Paragraph, Picture, Quote, Table
from coequal.documents.pdf import pdf
from coequal.documents.word import word
from coequal.involvement.counting.words import AT_RANDOM, SELF_SELECTING
from coequal.involvement.models import Campaign, Extract, Keyed, Pause, Sample
from coequal.involvement.models.involvements import CLOSED, ON_HOLD, OPEN
from coequal.involvement.reporting.findings import figures_of, findings, numbered, report, structure
from coequal.involvement.reporting.passages import write
from coequal.involvement.reporting.section import APPENDIX, Section
from tests.involvement.making import SURVEY, involvement, publish, response, survey
from tests.involvement.reporting.much import acting, frame_of, headings, much, said, survey_of, under
from tests.web.signing import person

pytestmark = pytest.mark.django_db


def test_it_has_the_sections_that_such_reports_have() -> None:
    """Numbered, and the appendices by letters; with a list of contents."""
    made = report(much())
    assert made.contents
    assert [title for title in headings(made) if title[1:2] != "." and title[2:3] != "."] == [
        "1 Executive summary",
        "2 Introduction",
        "3 How people were involved",
        "4 Numbers of respondents and participants",
        "5 Who answered",
        "6 Notes on reporting and analysis",
        "7 What people answered: Help to have a baby: your views",
        "8 What people wrote: Why",
        "9 Findings by area",
        "10 Organisations’ responses",
        "11 Events",
        "12 Letters, petitions and campaigns",
        "13 Conclusion",
        "Appendix A: The questions: Help to have a baby: your views",
        "Appendix B: Further tables: Help to have a baby: your views",
        "Appendix C: What was promised",
        "Appendix D: What the law asks",
        "Appendix E: Equality",
    ]
    assert headings(made)[2:6] == [
        "2.1 Background",
        "2.2 What people were asked about",
        "2.3 Report authors",
        "2.4 How this report is set out",
    ]


def test_after_appendix_z_comes_aa() -> None:
    """However many there are."""
    titles = [title for title, _ in numbered([Section("More", part=APPENDIX)] * 54)]
    assert [titles[n] for n in (0, 25, 26, 52)] == [
        "Appendix A: More",
        "Appendix Z: More",
        "Appendix AA: More",
        "Appendix BA: More",
    ]


def test_every_place_stands_once() -> None:
    """By its key, which fits where passages are kept."""
    keys = [place.key for section in structure(much()) for place in section.places]
    assert len(set(keys)) == len(keys) > 20
    assert max(map(len, keys)) <= 120


def test_what_somebody_wrote_stands_between_the_figures_and_stays_when_they_change() -> None:
    """Before and after the figures of its question; counted anew, not a word is lost."""
    made, analyst = much(), acting(Role.ANALYST)
    name = survey_of(made).reference
    write(analyst, made, f"question {name} one-policy before", "This was asked **first**.", 0)
    write(analyst, made, f"question {name} one-policy after", "> Most agree.", 0)
    write(analyst, made, "executive-summary", "In short: yes.", 0)
    blocks = under(report(made), "Should the rules be the same everywhere?")
    assert (blocks[0], blocks[-1]) == (Paragraph("This was asked first."), Quote("Most agree."))
    assert "Yes | 40 | 67 %" in said(blocks)
    for _ in range(10):
        response(survey_of(made), {"capacity": "public", "one-policy": "agree"}, area="south")
    blocks = under(report(made), "Should the rules be the same everywhere?")
    assert (blocks[0], blocks[-1]) == (Paragraph("This was asked first."), Quote("Most agree."))
    assert "Yes | 50 | 71 %" in said(blocks)
    assert under(report(made), "1 Executive summary")[0] == Paragraph("In short: yes.")


def test_where_nothing_is_written_the_report_says_so() -> None:
    """No heading stands over nothing."""
    made = report(much())
    assert under(made, "2.3 Report authors") == [Paragraph("Nothing has been written here.")]
    followed = zip(made.blocks, made.blocks[1:], strict=False)
    bare = [
        one.text for one, after in followed if isinstance(one, Heading) and isinstance(after, Heading) and after.level <= one.level
    ]
    assert bare == []


def test_numbers_are_not_added_up() -> None:
    """Responses, respondents, participants and signatures are told apart; what nobody knows is not known."""
    told = said(under(report(much()), "Numbers of respondents and participants"))
    assert "Responses to surveys that came in | 60" in told
    assert "Respondents: different people who answered surveys | not known" in told
    assert "Participants of events | 12" in told
    assert "Signatures under petitions | 120" in told


def test_respondents_are_told_where_they_are_known() -> None:
    """And so is an event at which nobody counted."""
    made = much()
    for number, one in enumerate(survey_of(made).responses.all()):
        one.respondent = str(number // 2)
        one.save()
    event = made.events.filter(stands="held").get()
    event.participants = None
    event.save()
    told = said(under(report(made), "Numbers of respondents and participants"))
    assert "Respondents: different people who answered surveys | 30" in told
    assert "Participants of events | not known" in told
    made.events.create(title="Another", kind="stall", held=timezone.localdate(), stands="held", participants=9)
    assert "Participants of events | 9, and those of 1 more where nobody counted" in said(
        under(report(made), "1 Executive summary")
    )
    assert "A workshop | workshop" in said(under(report(made), "3.4 Events"))


def test_the_profile_stands_beside_the_population() -> None:
    """Where its shares were entered; where not, the report says that."""
    made = much()
    assert "Under 35 | 45 | 75 % | 40 % | 35 points more | Census" in said(under(report(made), "5 Who answered"))
    made.quotas.all().delete()
    assert "Nobody has entered which shares" in said(under(report(made), "5 Who answered"))


def test_the_notes_say_what_is_so_and_nothing_else() -> None:
    """That people chose to answer; several answers, hidden numbers; not what never happened."""
    notes = said(under(report(much()), "6 Notes on reporting and analysis"))
    assert SELF_SELECTING in notes
    assert AT_RANDOM not in notes
    assert "come to more than 100 %" in notes
    assert "Quotes from surveys and letters are by those who agreed to be quoted." in notes
    assert "no agreement is recorded for them" in notes
    assert "“Why”: 30 of 30 texts stand under one or more themes, by version 1 of the code frame; 0 stand under none yet." in notes
    assert "“Why”: a person read each text that stands under a theme." in notes
    for never in ("not finished", "Received, and not in the tables", "versions.", "typed in", "Krippendorff", "without reading"):
        assert never not in notes


def test_the_notes_say_all_that_happened() -> None:
    """Late and void responses, unfinished ones, versions, typing twice, agreement of two coders, suggestions unseen."""
    made, at = much(), timezone.now()
    asked = survey_of(made)
    for status in ("partial", "void", "late", "late", "withdrawn"):
        response(asked, {}, status=status, area="")
    asked.version = publish(asked, SURVEY.replace("effect\n", "effect\n").replace("Why do you say that?", "Why is that?"))
    asked.at_random = True
    asked.save()
    two = [person(Role.ANALYST, email=f"{name}@exampleshire.example") for name in ("ann", "bob")]
    typed = list(asked.responses.filter(status="complete")[:2])
    Keyed.objects.create(response=typed[0], by=two[0], answers={})
    Keyed.objects.create(response=typed[0], by=two[1], answers={}, compared=200, slips=3)
    Keyed.objects.create(response=typed[1], by=two[0], answers={})
    frame = frame_of(made)
    frame.codings.filter(theme="cost").update(manner="accepted unseen")
    sample = Sample.objects.create(frame=frame, seed=1, first=two[0], second=two[1], closed=at)
    extracts = list(Extract.objects.filter(response__isnull=False))
    sample.extracts.set(extracts)
    for number, one in enumerate(extracts):
        for who in two:
            sample.codings.create(extract=one, by=who, themes=["fair" if number < 15 else "cost"])
    notes = said(under(report(made), "6 Notes on reporting and analysis"))
    assert "Of the responses in the tables 1 were not finished." in notes
    assert "Received, and not in the tables of answers: 1 void, 2 late, 1 withdrawn." in notes
    assert "has 2 versions" in notes
    assert "They differed in 3 of 200 answers" in notes
    assert AT_RANDOM in notes
    assert "“Why”: 10 times a theme that software suggested was accepted, and nobody read the text." in notes
    assert (
        "1 paper form was typed in by two people. They differed in 3 of 200 answers. The differences in 1 of the forms are not"
        in notes
    )
    assert "1 paper form was typed in by one person alone" in notes
    assert "What it costs | 10 | 10 | 0 | 0 | 10" in said(under(report(made), "What people wrote: Why"))
    assert "two people put the same 30 texts under themes" in notes
    assert "alpha is 1.00 (19 times in 20 between 1.00 and 1.00)" in notes
    assert "F1, is 1.00" in notes
    appendix = said(under(report(made), "Appendix A: The questions: Help to have a baby: your views"))
    assert "Version | From | Why" in appendix
    assert "What follows is version 2." in appendix
    assert "Why is that?" in appendix
    Sample.objects.create(frame=frame, seed=2, first=two[0], second=two[1], closed=at)
    Keyed.objects.update(settled=at)
    assert "Each difference was settled." in said(under(report(made), "6 Notes on reporting and analysis"))
    assert "alpha cannot be worked out" in said(under(report(made), "6 Notes on reporting and analysis"))


def test_each_question_has_its_table_chart_and_areas() -> None:
    """A text has neither: it is told by themes; a question that nobody answered says so."""
    made = report(much())
    blocks = under(made, "Which of these have you used?")
    assert [type(block).__name__ for block in blocks] == ["Table", "Picture", "Paragraph", "Table"]
    assert "By: Where they live" in said(blocks)
    assert said(under(made, "Why do you say that?")) == "So many people wrote an answer: 30. What they wrote is told by themes."
    assert said(under(made, "How did you hear of this survey?")) == "Nobody has written an answer."
    assert said(under(made, "Since when have you lived here?")) == "Nobody has answered this."
    assert "The median is 1" in said(under(made, "How many children do you have?"))
    assert "The mean is 4." in said(under(made, "How important is this to you?"))
    matrix = under(made, "How did you find each of these?")
    assert [type(block).__name__ for block in matrix] == ["Table", "Picture", "Table", "Table"]
    assert "This question was about clause 1 of “Assisted conception, Exampleshire, version 2024-04”." in said(
        under(made, "7.1 Should the rules be the same everywhere?")
    )


def test_a_question_may_be_about_a_policy_as_a_whole() -> None:
    """Then no clause is named; and without areas nothing is told by area."""
    made = involvement(CLOSED, areas=[])
    asked = survey(made, SURVEY.replace('clause: "1"\n', ""))
    response(asked, {"one-policy": "agree", "capacity": "public"})
    written = report(made)
    assert "This question was about “Assisted conception, Exampleshire, version 2024-04”." in said(
        under(written, "Should the rules be the same everywhere?")
    )
    assert not [title for title in headings(written) if "area" in title]
    assert "Areas:" not in said(list(written.blocks))


def test_answers_of_a_version_that_asked_otherwise_stand_apart() -> None:
    """In a table of their own; a question that was left out since is still told."""
    made = much()
    asked = survey_of(made)
    new = SURVEY.replace("unsure: I am not sure", "unsure: I am not sure, rarely: Only rarely").replace(
        "id: importance", "id: weight"
    )
    asked.version = publish(asked, new)
    asked.save()
    for _ in range(20):
        response(asked, {"capacity": "public", "one-policy": "rarely"}, area="north")
    told = said(under(report(made), "Should the rules be the same everywhere?"))
    assert "Only rarely | 20 | 100 %" in told
    assert "Should the rules be the same everywhere? (in version 1)" in told
    assert (
        headings(report(made)).count("7.5 How important is this to you?")
        + headings(report(made)).count("7.4 How important is this to you?")
        == 1
    )
    assert [title.split(" ", 1)[1] for title in headings(report(made))].count("How important is this to you?") == 2


def test_themes_are_told_with_where_and_by_whom() -> None:
    """In how many texts, in which areas, by how people answered the question; small numbers never."""
    made = much()
    told = said(under(report(made), "8 What people wrote: Why"))
    assert "The same for everybody | 20 | 20 | 0 | 0" in told
    assert (
        "Themes by area: Why\nTheme | North Exampleshire | South | Elsewhere or not stated\nThe same for everybody | 20 | 0 | 0"
        in told
    )
    assert "Responses and letters by theme: Should the rules be the same everywhere?" in told
    assert "The same for everybody | 15 | * | 0 | 0" in told
    assert "Responses and letters by theme: In which capacity are you answering?" in told
    frame = frame_of(made)
    frame.twin = "gone"
    frame.save()
    assert "Responses and letters by theme: Should" not in said(under(report(made), "8 What people wrote: Why"))
    made.areas = []
    made.save()
    assert "Themes by area" not in said(list(report(made).blocks))


def test_only_what_may_be_published_is_quoted() -> None:
    """By those who agreed; and nobody at all until every text has been looked at."""
    made = much()
    quoted = [block.text for block in report(made).blocks if isinstance(block, Quote)]
    assert "Because of reason 0, which I want to explain at some length." in quoted
    assert not [text for text in quoted if "reason 1," in text]
    assert {"We agree.", "The bus does not go there."} <= set(quoted)
    one = made.extracts.first()
    assert one
    one.screened = False
    one.save()
    written = report(made)
    assert not [block for block in written.blocks if isinstance(block, Quote)]
    assert "Nobody is quoted" in said(under(written, "6 Notes on reporting and analysis"))


def test_organisations_are_named_and_quoted_where_they_agreed() -> None:
    """With what was answered to them."""
    made = much()
    told = said(under(report(made), "Organisations’ responses"))
    assert "Friends of IVF wrote:\nWe agree.\nWhat was answered: Thank you." in told
    letter = made.submissions.get(organisation_name="Friends of IVF")
    letter.may_publish, letter.organisation_name, letter.about = False, "", "assisted-conception"
    letter.save()
    told = said(under(report(made), "Organisations’ responses"))
    assert "wrote:" not in told
    assert "What was answered to An organisation: Thank you." in told
    assert "Not named | letter" in told
    letter.may_publish, letter.answer = True, ""
    letter.save()
    assert "An organisation wrote:\nWe agree." in said(under(report(made), "Organisations’ responses"))


def test_campaigns_are_counted_and_told() -> None:
    """Those that a person confirmed; and a petition whose signatures nobody counted says so."""
    made = much()
    campaign = Campaign.objects.create(involvement=made, name="Postcards", stands="accepted")
    made.extracts.filter(response__isnull=False).update(campaign=campaign)
    made.submissions.filter(channel="petition").update(signatures=None)
    told = said(under(report(made), "Letters, petitions and campaigns"))
    assert "Postcards: 30 texts" in told
    assert "Assisted conception | " in told
    assert "| not known" in told
    survey_of(made).responses.filter(pk__in=made.extracts.filter(campaign=campaign).values("response")[:20]).update(status="void")
    assert "Postcards: 10 texts" in said(under(report(made), "Letters, petitions and campaigns"))
    Campaign.objects.update(stands="refused")
    assert "campaigns" not in said(under(report(made), "Letters, petitions and campaigns"))


def test_an_area_tells_what_was_answered_most_often() -> None:
    """Where two answers are as frequent both are told; where few answered none is."""
    made = much()
    told = said(under(report(made), "9.1 North Exampleshire"))
    assert "How important is this to you? | 3 or 5: very | 50 % | 40" in told
    survey_of(made).responses.filter(area="south", pk__gt=survey_of(made).responses.filter(area="south")[3].pk).delete()
    made.extracts.filter(response__area="north").delete()
    assert "not told, so that nobody is singled out | *" in said(under(report(made), "9.2 South"))


def test_it_says_that_it_is_invented_on_hold_or_not_over() -> None:
    """At its top, before the contents."""
    first = report(involvement(ON_HOLD)).blocks[:2]
    assert [block.title for block in first] == ["An invented area", "On hold"]  # type: ignore[union-attr]
    assert [block.title for block in report(involvement(OPEN)).blocks[:2]] == ["An invented area", "Not over yet"]  # type: ignore[union-attr]
    made = involvement(CLOSED)
    made.organisation.invented = False
    assert isinstance(report(made).blocks[0], Heading)


def test_days_pauses_and_plans_are_told() -> None:
    """A pause that is over says why it went on; days that are not known are not made up."""
    made = involvement(CLOSED, programme="Fair", policies=["luton/assisted-conception@2025-04"], services=["assisted-conception"])
    today = timezone.localdate()
    Pause.objects.create(
        involvement=made, since=today - timedelta(9), until=today - timedelta(8), reason="Snow.", resumed="It thawed."
    )
    told = said(list(report(made).blocks))
    assert "11 days" in told
    assert "The reason: Snow." in told
    assert "Why it went on: It thawed." in told
    assert "It belongs to the programme “Fair”." in told
    assert "Services: Assisted conception." in told
    assert "Policies and their versions: Assisted conception, Luton, version 2025-04." in told
    assert "assisted-conception" not in told
    made = involvement(CLOSED, opens=None, closes=None, ended=timezone.now(), dates_only=True)
    told = report(made)
    assert ("People could answer", "not known") in told.facts
    assert not [title for title in headings(told) if "law asks" in title]
    one_day = involvement(CLOSED, opens=today - timedelta(1), closes=today - timedelta(1))
    assert ": 1 day." in said(list(report(one_day).blocks))


def test_gates_are_told_with_their_answers() -> None:
    """In the words of the answer; one that is not offered any more stands as it was written."""
    made = involvement(CLOSED)
    made.gate_answers.create(gate="formative", answer="yes", evidence="Nothing is decided.", on=timezone.localdate())
    made.gate_answers.create(gate="reasons", answer="perhaps", evidence="See the papers.", on=timezone.localdate())
    told = said(under(report(made), "What the law asks"))
    assert "| Yes | Nothing is decided." in told
    assert "| perhaps | See the papers." in told
    assert "| Not answered | " in told


def test_the_questions_are_told_as_they_were_asked() -> None:
    """With hints, prose and ends of scales."""
    made = involvement(CLOSED)
    text = SURVEY.replace(
        "asks: How many children do you have?", "asks: How many children do you have?\nhint: Those who live with you."
    )
    survey(made, text.replace("## The rules\n", "## The rules\n\nNow to the rules.\n").replace("low: not at all\n", ""))
    told = said(under(report(made), "Appendix A: The questions: Help to have a baby: your views"))
    assert "How many children do you have? (Those who live with you.)" in told
    assert "Now to the rules." in told
    assert "A number from 1 to 5; 5 means very" in told
    assert "Your GP: Good, Poor" in told
    assert "For an organisation (with room to write)" in told


def test_a_survey_without_a_version_is_in_no_report() -> None:
    """Nobody could answer it."""
    made = involvement(CLOSED)
    made.surveys.create(title="Not ready", text=SURVEY)
    assert "Not ready" not in said(list(report(made).blocks))


def test_no_two_figures_have_the_same_caption() -> None:
    """A chart is told from its table, and a table that comes again by its section."""
    captions = [block.caption for block in report(much()).blocks if isinstance(block, Table | Picture)]
    assert len(set(captions)) == len(captions)
    assert {"How important is this to you?", "How important is this to you? (chart)"} <= set(captions)
    assert "How many were heard (4 Numbers of respondents and participants)" in captions


def test_however_often_a_caption_comes_it_is_told_apart() -> None:
    """By numbers in the end."""
    again = Section("More", figures=lambda: [Table("One", ("A",), ())] * 4)
    captions = [block.caption for block in figures_of("1 More", again, set()) if isinstance(block, Table)]
    assert captions == ["One", "One (1 More)", "One (2)", "One (3)"]


def test_every_figure_knows_its_rows() -> None:
    """Tables and charts of questions, themes, events and letters."""
    made = much()
    found = findings(made)
    frame, name = frame_of(made).reference, survey_of(made).reference
    event = made.events.filter(stands="held").get().reference
    assert {"received", "profile", "letters", f"frame {frame}", f"question {name} one-policy", f"event {event}"} <= set(
        found.behind.values()
    )
    assert all(isinstance(block, Table | Picture) for block in found.behind)


def test_the_whole_can_be_written_out() -> None:
    """As a web page, a tagged PDF and a Word file, with its invented area on each."""
    made = report(much())
    assert "does not exist" in html(made)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf(made)
    assert word(replace(made, blocks=tuple(block for block in made.blocks if not isinstance(block, Picture)))).startswith(b"PK")


def test_groups_may_be_of_a_scale_or_overlap() -> None:
    """A scale has its numbers; of several answers each stands alone, and nothing is left over. The survey is that of the twin."""
    made = much()
    frame, ref = frame_of(made), survey_of(made).reference
    for twin, line in (
        (
            "importance",
            "Theme | 1: not at all | 2 | 3 | 4 | 5: very | Another or no answer\nThe same for everybody | 0 | 0 | 10 | 0 | 10 | 0",
        ),
        ("services", "Theme | IVF | IUI | Something else | None of these\nThe same for everybody | 20 | 10 | 0 | 0"),
    ):
        frame.twin = f"{ref} {twin}"
        frame.save()
        assert line in said(under(report(made), "8 What people wrote: Why"))


def test_an_area_tells_no_more_of_texts_than_the_table_of_areas() -> None:
    """What is hidden there is hidden in the section of the area too."""
    made = much()
    first, *moved = made.extracts.filter(codings__theme="fair")[:8]
    first.codings.update(taken_back=timezone.now())
    survey_of(made).responses.filter(pk__in=[one.response_id for one in moved]).update(area="south")
    assert "The same for everybody | * | * | 0" in said(under(report(made), "8 What people wrote: Why"))
    assert "The same for everybody | *" in said(under(report(made), "9.1 North Exampleshire"))


def test_versions_that_asked_otherwise_stand_apart_by_group_and_row_too() -> None:
    """Rows of a matrix, tables by area, the sections on areas."""
    made = much()
    asked = survey_of(made)
    asked.version = publish(asked, SURVEY.replace("good: Good, poor: Poor", "good: Good, fair: Fair, poor: Poor"))
    asked.save()
    for _ in range(20):
        response(asked, {"capacity": "public", "ways": {"gp": "fair"}}, area="north")
    told = said(under(report(made), "How did you find each of these?"))
    assert (
        "How did you find each of these? (in version 1)\nOf what | Good | Poor | Answered\nHow did you find each of these? Your GP | 60 (100 %)"
        in told
    )
    assert "How did you find each of these? Your GP (in version 1) By: Where they live" in told
    assert "Your GP (in version 1) | Good | 100 % | 40" in said(under(report(made), "9.1 North Exampleshire"))


def test_questions_about_people_are_told_of_every_kind() -> None:
    """Numbers with where they lie; what was written, by how many."""
    made = involvement(CLOSED)
    text = SURVEY.replace("to: 20\n", "to: 20\nequality: true\n").replace(
        "hear of this survey?\n", "hear of this survey?\nequality: true\n"
    )
    asked = survey(made, text)
    for number in range(40):
        response(asked, {"capacity": "public", "children": number % 3, "found-out": "By post."})
    told = said(under(report(made), "5 Who answered"))
    assert "How many children do you have?" in told
    assert "The median is 1" in told
    assert "How did you hear of this survey? So many people wrote an answer: 40." in told


def test_organisations_that_answered_a_survey_are_told() -> None:
    """How many; and by name where they agreed to that and somebody has looked at it."""
    made = much()
    asked = survey_of(made)
    for number in range(10):
        one = response(
            asked, {"capacity": "body", "capacity:other": f"Group {number}"}, kind="organisation", may_publish=number == 0
        )
        Extract.objects.create(
            involvement=made,
            question=f"{asked.reference} capacity:other",
            response=one,
            text=f"Group {number}",
            shown=f"Group {number}",
            screened=True,
        )
    told = said(under(report(made), "Organisations’ responses"))
    assert "Organisations that answered the survey “Help to have a baby: your views”: 10." in told
    assert "Group 0" in told
    assert "Group 1" not in told
    made.extracts.update(screened=False)
    assert "Group 0" not in said(under(report(made), "Organisations’ responses"))


def test_days_are_those_where_people_live() -> None:
    """Half past eleven by Greenwich is the next day in summer."""
    made = much()
    made.papers.update(published=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert "Why we ask | background | English | 2 July 2026" in said(list(report(made).blocks))
