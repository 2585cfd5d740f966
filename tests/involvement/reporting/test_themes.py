"""What may be told of themes: organisations apart from people, and no small count to be had by taking one from another."""

import pytest

from coequal.involvement.coding.frames import Theme
from coequal.involvement.coding.themes import ThemeCount
from coequal.involvement.models import Extract, Frame, Submission
from coequal.involvement.models.responses import INDIVIDUAL, ORGANISATION, STAFF
from coequal.involvement.reporting.findings import report
from coequal.involvement.reporting.themes import told
from tests.involvement.making import response, survey
from tests.involvement.reporting.much import frame_of, much, said, under


def _told(people: int, organisations: int, unseen: int = 0) -> list[str]:
    found = told(ThemeCount(Theme("waiting", "Waiting"), people + organisations, people, organisations, unseen=unseen))
    return [str(one) for one in (found.texts, found.read, found.respondents, found.organisations)]


@pytest.mark.parametrize(
    ("people", "organisations", "says"),
    [
        (20, 0, ["20", "20", "20", "0"]),
        (20, 3, ["25", "25", "20", "*"]),
        (0, 9, ["10", "10", "0", "10"]),
        (
            1,
            11,
            ["*", "*", "*", "10"],
        ),  # of 8 to 12 texts eleven are by organisations that are named: who else wrote would be known
        (3, 10, ["15", "15", "*", "10"]),  # of 13 to 17 texts ten are: that leaves 3 to 7 people
    ],
)
def test_who_knows_the_organisations_does_not_find_how_few_people_there_are(
    people: int, organisations: int, says: list[str]
) -> None:
    """They are named in the report, so how many they are is known; where that tells too much, the whole is hidden."""
    assert _told(people, organisations) == says


@pytest.mark.django_db
def test_a_letter_of_an_organisation_is_one_text_however_long_it_is() -> None:
    """It is counted with the texts, apart from people, and in no area."""
    made = much()
    frame = frame_of(made)
    Frame.objects.filter(pk=frame.pk).update(questions=[*frame.questions, "letters"])
    letter = Submission.objects.create(
        involvement=made, received=made.opens, kind=ORGANISATION, organisation_name="Fair Care", area="north", text="Fair."
    )
    for part in range(9):
        extract = Extract.objects.create(
            involvement=made, question="letters", submission=letter, part=part, text="Fair.", shown="Fair.", screened=True
        )
        frame.codings.create(extract=extract, theme="fair", under=1)
    found = said(under(report(made), "What people wrote: Why"))
    assert "Theme | Texts | Responses and letters of people | Organisations |" in found
    assert "The same for everybody | 20 | 20 | * | 0 | 0" in found
    assert "What one organisation wrote counts as one text under a theme, however long it is." in found
    assert "North Exampleshire | South | Elsewhere or not stated\nThe same for everybody | 20 | 0 | 0" in found
    assert "Organisations that wrote of it | *" in said(list(report(made).blocks))


@pytest.mark.django_db
def test_surveys_that_ask_by_the_same_name_are_told_apart() -> None:
    """Each has a table of its own, with its title; a survey that the frame is not for has none."""
    made = much()
    other = survey(made)
    response(other, {"capacity": "staff", "effect": "Fair."}, area="north")
    found = said(under(report(made), "What people wrote: Why"))
    assert "by theme: In which capacity are you answering?\n" in found
    frame = frame_of(made)
    Frame.objects.filter(pk=frame.pk).update(questions=[*frame.questions, f"{other.reference} effect"])
    found = said(under(report(made), "What people wrote: Why"))
    assert found.count(f"by theme: In which capacity are you answering? ({other.title})") == 2


@pytest.mark.django_db
def test_letters_of_organisations_are_told_as_they_are_listed_and_those_of_people_hidden_apart() -> None:
    """Every organisation that wrote is listed: to hide how many they are would hide nobody."""
    made = much()
    for kind, count in ((ORGANISATION, 6), (INDIVIDUAL, 12), (STAFF, 2)):
        for _ in range(count):
            Submission.objects.create(involvement=made, received=made.opens, kind=kind, text="Fair.")
    found = said(under(report(made), "Letters, petitions and campaigns"))
    for line in ("letter | organisation | 7", "letter | individual | 10", "letter | staff | *"):
        assert line in found
