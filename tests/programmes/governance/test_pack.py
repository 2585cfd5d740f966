"""The pack for a meeting, and the evidence that is kept with a decision."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.documents.model import Document, Heading, Notice, Paragraph, Picture, Quote, Table, document
from coequal.documents.pdf import pdf
from coequal.documents.word import word
from coequal.drafting.checked import read
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.programmes.governance.deciding import CONSENSUS, decide
from coequal.programmes.governance.differing import differences, numbered
from coequal.programmes.governance.evidence import NOT_PUBLISHED, NOT_RECORDED, evidence
from coequal.programmes.governance.pack import keep, pack
from coequal.programmes.governance.papers import paper_document
from coequal.programmes.governance.voting import declare
from coequal.programmes.models import Appraisal, BoardPaper, Meeting, Moderated, Option, Topic
from coequal.programmes.models.governing import CALLED, LEAVES
from coequal.programmes.stages import kinds
from tests.involvement.making import involvement
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.programmes.assessed.test_subjects import assessed
from tests.programmes.governance.recorded import case, recorded
from tests.programmes.making import governance
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
CHANGED = TEXT.replace("BMI in [19 .. 30]", "BMI in [19 .. 32]")
FAULT = {"severity": "warning", "message": "Two rules hold at 40."}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one policy."""
    return Library(library_folder(tmp_path, policies=[POLICY]))


def packed(meeting: Meeting, library: Library) -> Document:
    """The pack of a meeting."""
    return pack(meeting, {"here/fertility": tuple(library.versions("here/fertility"))}, library)


def says(whole: Document) -> str:
    """All that a document says, in a row."""
    return " | ".join(
        " ".join(map(str, [*block.rows, block.caption])) if isinstance(block, Table) else str(block) for block in whole.blocks
    )


def test_a_pack_holds_all_that_a_decision_rests_on(library: Library) -> None:
    """From the agenda to the draft motion, each motion with what its service area was found to need."""
    area, meeting = recorded(), making.meeting(at="10:00", place="Town hall")
    motion = making.motion(area, meeting, making.proposed(area, CHANGED), transitional="Those referred before.", pounds_a_year=-500)
    declare(governance(), meeting.attendances.first(), motion, "My sister runs a clinic.", LEAVES)
    found = packed(meeting, library)
    text = says(found)
    for part in (
        "Fertility: We decide on hearing aids.",  # the agenda
        "My sister runs a clinic.",
        "Who is treated differently",  # the case for change
        "People wait too long.",  # what was heard
        "The wait is shorter now.",
        "Fund two cycles.",  # prioritisation
        "Option 1",
        "There was no time.",  # what was let pass
        "What changes in here/fertility@2024",
        "saves £500 a year",
        "Those referred before.",
        motion.digest,
    ):
        assert part in text, part
    (table,) = [one for one in found.blocks if isinstance(one, Table) and one.caption == "here/fertility@2024 and the proposal"]
    assert any("at most 32" in row[2] and "at most 30" in row[1] for row in table.rows), table.rows
    assert ("At", "Town hall") in found.facts
    assert Quote("We decide on hearing aids.") in found.blocks


def test_no_two_tables_of_a_pack_are_called_alike(library: Library) -> None:
    """And no heading stands above the part that it belongs to."""
    meeting = making.meeting()
    for _ in range(3):
        area = recorded()
        making.motion(area, meeting, making.proposed(area, CHANGED))
    found = packed(meeting, library)
    captions = [block.caption for block in found.blocks if isinstance(block, Table | Picture)]
    assert len(captions) == len(set(captions))
    tops = [block.text for block in found.blocks if isinstance(block, Heading) and block.level == 2]
    assert tops == ["Agenda", "Who decides, and how", "What is proposed", "1. Fertility", "2. Fertility", "3. Fertility"]


def test_a_pack_holds_each_assessment_with_its_state(library: Library) -> None:
    """In its words, and by group of people beside the options that nobody assessed; it can be printed; once changed, it says that."""
    area, meeting = recorded(), making.meeting()
    making.motion(area, meeting, making.proposed(area, CHANGED))
    one, other = area.options.all()
    assessed(one)
    found = packed(meeting, library)
    words = says(found)
    assert f"{one.title}: ready. Version 1 was signed off on " in words
    assert f"{other.title}: not assessed. Nobody has begun to assess it" in words
    table = next(each for each in found.blocks if isinstance(each, Table) and each.caption == "Effect of each option on each group")
    assert table.rows[:2] == (("How it stands", "ready", "not assessed"), ("age", "− negative", "? not known"))
    assert pdf(found).startswith(b"%PDF")
    assert "Version 1 was signed off on" in ZipFile(BytesIO(word(found))).read("word/document.xml").decode()
    Option.objects.filter(pk=one.pk).update(about="Everybody gets three.")
    words = says(packed(meeting, library))
    assert f"{one.title}: changed since. The option was changed since version 1 was signed off" in words
    assert "the effect of every option on every group is not known" in words


def test_a_second_motion_on_a_service_area_does_not_repeat_what_it_rests_on(library: Library) -> None:
    """It says where that stands."""
    area, meeting = recorded(), making.meeting()
    for _ in range(2):
        making.motion(area, meeting)
    text = says(packed(meeting, library))
    assert text.count("Who is treated differently") == 1
    assert "stands with the first motion" in text


def test_what_is_not_there_is_said(library: Library) -> None:
    """Nothing published, nobody asked, no place, no cost; and that a limit is passed."""
    area = making.area(stage=kinds.DECISION, policies=["there/fertility"])
    meeting = making.meeting(CALLED, delegated=making.limit(100), short_notice="It is urgent.")
    BoardPaper.objects.update(published=timezone.now())
    earlier = making.decision()
    making.motion(area, meeting, making.proposed(area, CHANGED), again_of=earlier, wanted_from=timezone.localdate())
    text = says(packed(meeting, library))
    for part in (
        "No case for change is published.",
        "No involvement is recorded",
        "Which version of there/fertility binds on the day of the meeting is not known",
        "Cost: not known",
        "Beyond the limit of this meeting",
        "It was let pass, because: It is urgent.",
        f"Reconsiders: {earlier.reference}",
        "if it is ratified",
    ):
        assert part in text, part


def test_none_that_binds_is_another_thing_than_not_known(library: Library) -> None:
    """Of a policy whose only version is not in force yet it is known that none binds, so nothing stands beside the proposal."""
    area = making.area(stage=kinds.DECISION, policies=[])
    meeting = making.meeting()
    motion = making.motion(area, meeting, making.proposed(area, CHANGED))
    assert motion.handover is not None
    found = {motion.handover.policy: (replace(read(CHANGED, library), status="draft"),)}
    (said,) = differences(motion, found, library)
    assert said == Paragraph(
        f"No version of {motion.handover.policy} binds on the day of the meeting, so nothing is set beside it."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nothing", "nothing"),
        (
            "all of these:\n* a\n* any of these:\n  * b\n  * c\n* d",
            "all of these: (1) a (2) any of these: (2.1) b (2.2) c (3) d",
        ),
    ],
)
def test_lists_in_lists_stay_clear_in_a_cell(text: str, line: str) -> None:
    """A condition of several stands in one line, with a number for each."""
    assert numbered(text) == line


def test_a_text_with_faults_is_shown_with_them(library: Library) -> None:
    """And with why it is put to the meeting all the same. Where nothing changes, that is said."""
    area = making.area(stage=kinds.DECISION, policies=[])
    area.involvements.add(involvement("closed"))
    case(area, document("Why it may change", "", []))
    same = POLICY.replace('version: "2024"', 'version: "2027"')
    meeting = making.meeting()
    motion = making.motion(
        area, meeting, making.proposed(area, same, findings=[FAULT]), knowingly="Both say the same.", pounds_a_year=7
    )
    found = packed(meeting, library)
    assert Notice("Faults that were found in the text", "Two rules hold at 40.") in found.blocks
    assert Paragraph("Nothing changes in what is funded, nor in what is asked for.") in found.blocks
    assert "Both say the same." in says(found)
    assert "Cost: £7 a year" in says(found)
    assert "what people said is not known from this record" in says(found)
    text = decide(governance(), motion, CONSENSUS, "It is fair.").evidence[1]
    assert text["says"].endswith("it was put to the meeting knowingly: Both say the same.")


def test_a_pack_is_kept_as_it_was_and_can_be_printed(library: Library) -> None:
    """As a PDF that software can read aloud, and as a Word file."""
    area, meeting = recorded(), making.meeting()
    making.motion(area, meeting, making.proposed(area, CHANGED))
    paper = keep(governance(), meeting, {"here/fertility": tuple(library.versions("here/fertility"))}, library)
    found = paper_document(paper)
    assert found == packed(meeting, library)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf(found)
    assert word(found).startswith(b"PK")


def test_a_decision_keeps_all_that_was_before_the_meeting() -> None:
    """Each piece with its reference and, where it has one, the digest of what was read."""
    area, meeting = recorded(), making.meeting(short_notice="It is urgent.")
    BoardPaper.objects.create(meeting=meeting, area=making.area(), title="Of another area", published=timezone.now())
    text = making.proposed(area, CHANGED)
    analysis = Analysis.objects.create(organisation=area.organisation, kind="options", title="Appraisal", question="?", asked={})
    Appraisal(area=area, analysis=analysis, digest="sha256:4", figures_digest="sha256:5", software="0").save()
    made = decide(governance(), making.motion(area, meeting, text), CONSENSUS, "It is fair.")
    found = [(one["kind"], one["digest"], one["says"]) for one in made.evidence]
    assert [kind for kind, _, _ in found] == [
        *("count", "text", "paper", "case", "involvement", *["theme"] * 4, "prioritisation"),
        *(*("option", "impact", "impact") * 2, "appraisal", "override", "override"),
    ]
    assert found[1][1] == text.digest
    assert found[3][1:] == ("sha256:1", "The case for change, edition 1.")
    assert found[4][1:] == ("sha256:2", "Who may have IVF?: report of findings, edition 1.")
    assert found[5][2] == (
        "Waiting too long: considered by The clinical group on 1 September 2026; changed. The wait is shorter now."
    )
    assert found[6][2] == f"What it costs: {NOT_RECORDED}"
    assert found[16][1:] == ("sha256:4", "Appraisal, figures sha256:5")
    assert found[9][2] == "First round: 1 recommendation on 1 topic."
    assert found[12][2] == "Option 1, impact on quality. safety: none; effectiveness: none; experience: none."
    assert all(mark.startswith("sha256:") for kind, mark, _ in found if kind in {"prioritisation", "impact"})


def test_the_digest_of_what_was_scored_is_of_every_word_of_it() -> None:
    """Another reason for a recommendation, or another score that the group agreed on, is another digest."""
    area = recorded()
    topic = Topic.objects.get()

    def mark() -> str:
        (found,) = [one["digest"] for one in evidence(making.motion(area, making.meeting())) if one["kind"] == "prioritisation"]
        return found

    first = mark()
    topic.reasons = "It works for most."
    topic.save()
    second = mark()
    Moderated(topic=topic, domain="benefit", score=4).save()
    assert len({first, second, mark()}) == 3
    bare = Option.objects.create(area=area, title="Nothing is written of it")
    kinds_of = [one["kind"] for one in evidence(making.motion(area, making.meeting())) if one["reference"] == bare.reference]
    assert kinds_of == ["option"]


def test_of_an_involvement_that_is_being_prepared_nobody_is_told() -> None:
    """Nobody outside knows of it; it stands in the way of a decision all the same, because people are yet to be asked."""
    area = recorded()
    area.involvements.add(involvement("being prepared", title="Hear us again"))
    motion = making.motion(area, making.meeting())
    assert not any("Hear us again" in one["says"] for one in evidence(motion))
    with pytest.raises(CoequalError, match=r"“Hear us again” \(.*\) is being prepared, and closes at the end of"):
        decide(governance(), motion, CONSENSUS, "It is fair.")


def test_what_is_considered_but_not_published_is_kept_as_that() -> None:
    """Not a word of it is told. Of what is published it may not be recorded who considered it, when, and what it led to."""
    area = recorded()
    line = area.involvements.get().considerations.get()
    line.considered_by, line.considered_on, line.outcome, line.answer, line.published = "", None, "", "", None
    line.save()

    def said() -> str:
        (found,) = [one["says"] for one in evidence(making.motion(area, making.meeting())) if "Waiting too long" in one["says"]]
        return found

    assert said() == f"Waiting too long: {NOT_PUBLISHED}"
    line.published = timezone.now()
    line.save()
    assert said() == "Waiting too long: considered; what it led to is not recorded."
