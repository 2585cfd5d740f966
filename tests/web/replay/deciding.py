"""How it is decided: a meeting with papers out in time, a motion, interests, votes, the decision, and what follows."""

from datetime import date, timedelta

from tests.web.replay.beginning import RITA
from tests.web.replay.people import People, link_in

SEATS = ("Ada Board", "Ben Board", "Cleo Board", "Dan Board")
STARTS = date(2027, 6, 1)
MOTION = "We adopt the policy with three cycles."
REASONS = "It treats people alike."
INTEREST = "I own a clinic."


def called(people: People, title: str) -> str:
    """A meeting in eight days, its seats, the motion, and papers that are out in time; the address of its desk."""
    grace = people.grace.go("/staff").follow("Meetings").follow("Call a meeting").fill("What it is called", title)
    grace.day("Day", people.clock.today + timedelta(8)).fill("Quorum", 2).press("Call it")
    desk = grace.address
    for name in SEATS:
        grace.go(desk).follow("Seats").fill("Name", name).fill("As what", "member of the board")
        if name == SEATS[0]:
            grace.check("Chairs the meeting")
        grace.press("Name it")
    return desk


def agenda(people: People, meeting: str, *, reconsiders: str = "") -> str:
    """The motion is put to a meeting, and the papers come out in time; the address of the motion."""
    grace = people.grace.go(meeting).follow("Put a motion").follow("Fertility treatment").fill("The motion", MOTION)
    grace.fill("Which cases go on", "Whoever was referred before that day.").choose("What it costs a year", "It costs so much more")
    grace.fill("Pounds a year", "£250,000").fill("although faults were found", "Exampleshire is invented, so no body owns it.")
    if reconsiders:
        grace.choose("Which decision this reconsiders", reconsiders)
    grace.press("Look at it once more").press("Put it on the agenda")
    motion = grace.address
    grace.go(meeting).follow("Papers").fill("Title", "The proposal").choose("What it is about", "Fertility treatment")
    grace.fill("The paper", "## Why\n\nPeople are treated **alike**.").press("Add it").press("Keep it as a paper")
    grace.follow("Publish the papers").press("Publish them").sees("All papers were out in time.")
    people.step(grace, "Open “Decision”")
    return motion


def sat(people: People, meeting: str, motion: str) -> str:
    """The meeting sits: who is there, an interest, votes and the decision with its reasons; the address of the decision."""
    people.clock.after(8)
    grace = people.grace.go(meeting).follow("Who is there", beside="Seats")
    for name in SEATS[:3]:
        grace.check(name)
    grace.press("Save who is there").go(meeting).follow("Begin the meeting").press("Begin it")
    grace.go(motion).follow("Take down an interest").choose("Whose interest", "Ben Board").fill("What the interest is", INTEREST)
    grace.choose("What follows", "Stays and does not vote").press("Look at it once more").press("Take it down")
    grace.follow("Take down the votes").choose("Ada Board", "For").choose("Cleo Board", "For")
    grace.fill("Why, if Cleo Board wants", "It costs a lot, and it is right.").press("Look at them once more").press(
        "Take them down"
    )
    grace.follow("Take down the decision", beside="decided").choose("How it was decided", "By vote").fill("Why", REASONS)
    grace.fill("Conditions", "It is reviewed.\nIt is funded.").press("Look at it once more").press("Take it down")
    decision = grace.address
    grace.go(meeting).follow("Close the meeting").press("Close it")
    return decision


def decided(people: People) -> None:
    """Everybody finds the meeting and its papers before it decides, and the decision with its reasons after it."""
    meeting = called(people, "The board of the spring")
    motion = agenda(people, meeting)
    people.reads().follow("The board of the spring").sees(MOTION, "Not decided yet.").follow("The proposal").sees("treated alike")
    people.decision = sat(people, meeting, motion)
    rita = people.reads().follow(f"Decision {people.decision.rpartition('/')[2]}")
    rita.sees(REASONS, "It is funded.", "For: 2. Against: 0.", INTEREST, "has not been ratified yet")
    assert any(REASONS in one.body for one in people.mails(RITA))


def called_in(people: People) -> None:
    """The decision is called in, so nothing comes into force by it; it is reconsidered, and another meeting decides again."""
    grace = (
        people.grace.go(people.decision).follow("Record that it was called in").fill("Who called it in", "The scrutiny committee")
    )
    grace.fill("Why", "It wants to be heard first.").press("Look at it once more").press("Record it")
    people.gwen.go(people.decision).sees("Nothing comes into force before that ends.")
    assert "Ratify it" not in people.gwen.page.links
    grace.go(people.decision).follow("Say what came of it").choose("What came of it", "The decision is reconsidered")
    grace.fill("In words", "The board hears the committee.").press("Look at it once more").press("Record it")
    people.reads().sees("after it was called in by The scrutiny committee")
    grace.sees("Go back to the stage of governance")
    people.step(grace, "Go back to “Governance”", "It was called in, and is decided again.")
    people.step(grace, "Complete “Governance”")
    meeting = called(people, "The board once more")
    motion = agenda(people, meeting, reconsiders=people.decision.rpartition("/")[2])
    people.decision = sat(people, meeting, motion)


def ratified(people: People) -> None:
    """Whoever took it down cannot ratify it; somebody else does; from its first day on the library shows what was decided."""
    people.grace.go(people.decision).sees("somebody else of governance has to ratify it")
    gwen = people.gwen.go("/staff").follow("waits to be ratified").follow("Ratify it").day("Looked at again by", date(2029, 6, 1))
    gwen.press("Look at it once more").sees("Comes into force", "Looked at again by 1 June 2029").press("Ratify it")
    gwen.sees("was ratified on 29 April 2027", "in force from 1 June 2027")
    (told,) = [one for one in people.mails(RITA) if "is in force from 1 June 2027" in one.body]
    people.rita.go(link_in(told.body)).sees("The policy that was decided applies from 1 June 2027 on.")
    people.clock.after((STARTS - people.clock.today).days)
    people.rita.go("/policies").follow("Exampleshire: Assisted conception").sees("2027-04", "up to 3 full cycles")
    people.reads().sees("in force from 1 June 2027")


def left(people: People) -> None:
    """The reader leaves by the link of the last e-mail, and is told no more."""
    pat = people.pat.go(people.programme).follow("Tell everybody something").fill("What everybody is told", "It is in force.")
    pat.press("Tell")
    (told,) = people.mails(RITA)
    people.rita.go(link_in(told.body.partition("To get no more of it:")[2])).press("End the e-mails")
    pat.go(people.programme).follow("Tell everybody something").fill("What everybody is told", "Once more.").press("Tell")
    assert people.mails(RITA) == []
