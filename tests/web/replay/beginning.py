"""How a programme begins: its record, the case for change, and a reader who asks to be told."""

from datetime import date

from tests.web.replay.people import People, link_in

RITA = "rita@reader.example"


def begun(people: People) -> None:
    """A policy manager begins it; what is in the way of publishing it is listed, and put right."""
    pat = people.pat.go("/staff").follow("Programmes").follow("Begin a programme")
    pat.fill("Title", "Fair access in Exampleshire")
    pat.fill("What is done, and why", "## Why\n\nWho can have IVF depends on where they live.").press("Begin")
    people.programme = pat.address
    pat.follow("Say whom people can ask.").fill("Whom people can ask", "The policy team").press("Save")
    pat.follow("Say whose programme it is.").choose("Body", "Exampleshire, an invented organisation")
    pat.day("First day", date(2026, 4, 1)).press("Add it")
    pat.go(people.programme).follow("Name at least one service area.").fill("Title", "Fertility treatment")
    pat.choose("Service of the library", "Assisted conception").press("Add it").follow("Fertility treatment")
    people.area = pat.address
    pat.follow("Change what it is about").fill("What it is about", "Who can have IVF, and how much of it.")
    pat.fill("Policies that differ now", "exampleshire/assisted-conception\nsampleton/assisted-conception").press("Save")
    pat.go(people.programme).follow("Figures and their sources").fill("What the figure is of", "IVF cycles paid for in a year")
    pat.fill("Number", 216).fill("Unit", "cycles").fill("Of when", "2026").fill("Source", "An invented return").press("Add it")
    people.rita.go("/programmes").sees_not("Fair access in Exampleshire")
    pat.go(people.programme).follow("Publish it").press("Publish it now")


def subscribed(people: People) -> None:
    """A reader finds it, asks to be told, and confirms it by the link in the e-mail."""
    rita = people.rita.go("/").follow("Programmes").follow("Fair access in Exampleshire")
    rita.sees("An invented area.", "Who can have IVF depends on where they live.", "Exampleshire, from 1 April 2026")
    rita.sees_not("##")
    rita.follow("Be told by e-mail").fill("Your e-mail address", RITA).press("Ask to be told").sees("Look into your e-mails")
    (asked,) = people.mails(RITA)
    rita.go(link_in(asked.body)).press("Yes")
    assert people.mails(RITA) == []


def case_made(people: People) -> None:
    """The case for change is drawn from the record, looked at, and published; the reader is told, and reads it."""
    pat = people.pat
    people.step(pat, "Open “Case for change”")
    people.step(pat, "Complete “Case for change”").sees("The case for change is not published yet.")
    pat.follow("The case for change", beside="not published yet").sees("216 cycles", "An invented return").press(
        "Publish this edition"
    )
    opened, completed, published = people.mails(RITA)
    assert opened.subject == "Fair access in Exampleshire: Fertility treatment"
    assert "Everything here is made up" in opened.body
    assert "“Case for change” is complete" in completed.body
    people.rita.go(link_in(published.body)).sees("The stage “Case for change” is complete.").follow("The case for change")
    people.rita.sees("Who can have IVF, and how much of it.")
