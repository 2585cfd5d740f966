"""How evidence and options are weighed: a round of scoring, the pause after it, options with hurdles, and an appraisal."""

import json
from pathlib import Path

import yaml

from coequal.web import demonstration
from tests.analyses.working import worked
from tests.web.replay.people import People
from tests.web.replay.visitor import Officer

ROUND = "Cycles and ages"
_DOMAINS = (
    "How much it helps each person",
    "How sure we can be that it helps",
    "Health gained for the money",
    "What happens to people without it",
    "Whether it makes access to health fairer",
)
_SCORES = {"Three cycles in place of two": ("8:", "5:", "5:", "6:", "10:"), "Treatment after 40": ("5:", "5:", "3:", "6:", "5:")}
_SURER = ("8:", "8:", "5:", "6:", "10:")  # what the clinician gives the first topic
OPTIONS = {
    "As it is": ("Two cycles, as now.", "Meets it", "On the shortlist"),
    "Three cycles": ("Three full cycles for everybody.", "Meets it", "On the shortlist"),
    "No limit": ("As many as they need.", "Does not meet it", "Dropped"),
}
_LET = "Where nothing changes, nobody is affected."


def prepared(people: People) -> str:
    """A round with a scorecard, topics with evidence, and members; the address of its desk."""
    pat = people.pat
    people.step(pat, "Open “Evidence and prioritisation”").follow("Rounds of scoring").follow("Scorecards")
    pat.follow("Begin with the example").fill("Title", "The scorecard of the spring").press("Make it")
    pat.go(people.area).follow("Rounds of scoring").follow("Begin a round").fill("Title", ROUND)
    pat.choose("Scorecard", "The scorecard of the spring").press("Begin")
    desk = pat.address
    for topic in _SCORES:
        pat.go(desk).follow("Add a topic").fill("What is scored", topic).fill("Compared with", "What is paid for now").press(
            "Add it"
        )
        pat.fill("Where it stands", "An invented study, 2026").choose("Kind", "Cohort").choose("How sure we can be of it", "Low")
        pat.fill("What it found", "More births with each cycle.").press("Add it")
    for name, post in (("Ann", "Analyst"), ("Clive", "GP"), ("Grace", "Lay member")):
        pat.go(desk).follow("Name and take out members").choose("Person", name)
        pat.fill("As what they sit in the group", post).press("Name them")
    return desk


def scored(people: People) -> None:
    """Members declare their interests and score alone; nobody sees a score before all are in; then they talk, and recommend."""
    pat, desk = people.pat, prepared(people)
    members = (people.ann, people.clive, people.grace)
    for one in members:
        one.go("/staff").follow("declare your interests").follow("Declare your interests")
        one.fill("Your interests", "I refer couples." if one is people.clive else "").press("Declare")
    pat.go(desk).follow("Let members score").press("Let members score")
    for one in members:
        pat.go(desk).sees("still to give").sees_not("What each member gave")
        _score(one, _SURER if one is people.clive else _SCORES["Three cycles in place of two"])
    pat.go(desk).follow("Open the scores and talk").press("Open the scores and talk")
    for topic, given in _SCORES.items():
        _give(pat.go(desk).follow(f"Agree on scores of {topic}"), given).press("Take it down")
    for topic in _SCORES:
        pat.go(desk).follow(f"Recommend on {topic}").fill("What the group recommends", "Weigh it as an option.")
        pat.fill("Why", "Each cycle helps, and money is short.").press("Take it down")
    people.step(pat, "Complete “Evidence and prioritisation”")
    people.reads().follow(f"Prioritisation: {ROUND}").sees("Weigh it as an option.", "I refer couples.").sees_not("Clive")


def _score(one: Officer, first: tuple[str, ...]) -> None:
    """Both topics, one after the other, as the start page leads to them."""
    one.go("/staff").follow(ROUND).follow("Three cycles in place of two")
    _give(one, first).press("Save and go to the next topic")
    _give(one, _SCORES["Treatment after 40"]).press("Save")


def _give(one: Officer, given: tuple[str, ...]) -> Officer:
    for domain, score in zip(_DOMAINS, given, strict=True):
        one.choose(domain, score)
    return one


def paused(people: People) -> None:
    """It is put on hold for a reason that everybody reads; nothing of it is moved on until it goes on."""
    pat = people.pat
    people.step(pat, "Put it on hold", "The council asked for time.").sees("on hold").sees_not("Open “Long list of options”")
    people.reads().sees("on hold", "The council asked for time.")
    people.clock.after(20)
    people.step(pat, "Go on with it", "The council has answered.")
    people.reads().sees("It goes on. The council has answered.")


def listed(people: People) -> None:
    """Options are put forward, the second one written out as a draft, and each is judged by a hurdle."""
    pat = people.pat
    people.step(pat, "Open “Long list of options”")
    for title, (means, _judged, _place) in OPTIONS.items():
        pat.go(people.area).follow("Options").follow("Put an option forward").fill("Title", title).fill("What it means", means)
        if title == "As it is":
            pat.check("It leaves the policies as they are")
        if title == "Three cycles":
            pat.fill("The policy that is meant", people.draft.rpartition("/")[2])
        pat.press("Put it forward")
    pat.go(people.area).follow("Options").follow("Set a hurdle").fill("Hurdle", "It can be paid for")
    pat.fill("How it is told", "The finance team says so.").press("Set it")
    for title, (_means, judged, _place) in OPTIONS.items():
        pat.go(people.area).follow("Options").follow(f"Judge: {title}").choose("Does it meet the hurdle?", judged)
        pat.fill("Why", "We asked the finance team.").press("Judge")
    people.complete_and_open(pat, "Long list of options", "Shortlist of options")


def shortened(people: People) -> None:
    """An analyst appraises them; the appraisal is attached as it was, and worked out again; impacts are written."""
    pat, ann = people.pat, people.ann
    ann.go("/staff").follow("Analyses").follow("New analysis").follow("Paste an options file")
    ann.fill("The options file", _options_file(people.draft.rpartition("/")[2]))
    ann.fill("Which question is it to answer?", "What would three cycles cost?").press("Run it")
    worked()
    pat.go(people.area).follow("Options").follow("Attach an options appraisal").choose("Options appraisal", "Two cycles or three")
    pat.fill("What it is for", "What three cycles would cost.").press("Attach it")
    pat.follow("Two cycles or three").press("Work it out again")
    worked()
    pat.go(pat.address).sees("Every figure is the same, to the last digit.")
    for title, (_means, _judged, place) in OPTIONS.items():
        pat.go(people.area).follow("Options").follow(f"Say where it goes: {title}").choose("Where it goes", place)
        pat.fill("Why", "We weighed it together.").press("Save")
    pat.go(people.area).follow("Options").follow("Three cycles")
    matters = [words for words in pat.page.links if words.startswith("Write: ")]
    pat.follow(matters[0])
    for _ in matters:  # each leads on to the next
        pat.choose("What it does", "Not known")
        pat.fill("Why you expect that", "We looked for studies and found none.").press("Save, and go on")
    people.step(pat, "Complete “Shortlist of options”")


def _options_file(draft: str) -> str:
    """The invented appraisal of the demonstration, of a draft, on few people."""
    found = yaml.safe_load((Path(demonstration.__file__).parent / "texts/options.yaml").read_text(encoding="utf-8"))
    found["candidates"] = {"Two cycles, as now": "exampleshire/assisted-conception@2026-11", "Three cycles": f"{draft}.md"}
    return json.dumps({**found, "title": "Two cycles or three", "people": {"synthetic": 300, "seed": 1}, "draws": 60}, default=str)


def let_pass(people: People) -> None:
    """A policy manager cannot open the consultation while something is missing; governance can, and everybody reads why."""
    asked = "Open “Consultation or involvement”"
    people.pat.go(people.area).follow(asked).sees("It cannot be opened yet.")
    people.grace.go(people.area).follow(asked).fill("Why it opens without this", _LET).press(asked)
    people.reads().sees(_LET)
