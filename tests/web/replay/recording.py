"""A record of the past, put down through the pages alone: each deed by somebody in a role that may do it."""

from collections.abc import Callable

from coequal.programmes.stages import kinds
from coequal.programmes.stages.table import BY_KEY
from coequal.web.demonstration.aligned.playing import policies
from coequal.web.demonstration.aligned.records import Deed, Record
from coequal.web.shelf import shelf
from tests.web.replay.visitor import Officer

_WHOLE = "The whole programme"
_STEPS = {kinds.OPEN: "Open", kinds.COMPLETE: "Complete", kinds.PASS_OVER: "Pass over", kinds.GO_BACK: "Go back to"}


class Recording:
    """A programme that three officers record from its desk: who plans it, who asks the public, and who is of governance."""

    def __init__(self, manager: Officer, asking: Officer, governance: Officer) -> None:
        """Nothing is recorded yet."""
        self.manager, self.asking, self.governance = manager, asking, governance
        self.register = shelf().library.organisations
        self.desk = ""
        self.areas: dict[str, str] = {}

    def record(self, record: Record) -> str:
        """Begin the programme, and do every deed in its order; the address of the page that everybody reads."""
        self.manager.go("/programmes/desk").follow("Begin a programme")
        self.manager.fill("Title", record.title).fill("What is done, and why", record.purpose)
        self.manager.check("It is a record of the past").press("Begin")
        self.desk = self.manager.address
        for deed in record.deeds:
            self.deeds[deed.does](deed)
        return self.manager.go(self.desk).follow("How everybody sees it").address

    def end(self, why: str) -> None:
        """That nothing of it is recorded any more."""
        self._at(self.governance, "End the programme").fill("Why the programme ends", why).press("End it now")

    @property
    def deeds(self) -> dict[str, Callable[[Deed], None]]:
        """How each kind of deed is done."""
        return {
            "join": self._join,
            "succeed": self._succeed,
            "add": self._add,
            "publish": self._publish,
            "rename": self._rename,
            "hold": self._hold,
            "resume": self._resume,
            "tell": self._tell,
            "state": self._state,
            **dict.fromkeys(_STEPS, self._move),
            "plan": self._plan,
            "wait for": self._wait_for,
            "expect": self._expect,
            "link": self._link,
        }

    def _join(self, deed: Deed) -> None:
        page = self._at(self.manager, "Whose programme it is")
        page.choose("Body", f"{self.register.bodies[deed.what].name}, from").day("First day", deed.says["since"]).press("Add it")

    def _succeed(self, _deed: Deed) -> None:
        self._at(self.manager, "Whose programme it is").sees("Bodies that ended").press("Put those that followed in their place")

    def _add(self, deed: Deed) -> None:
        self.manager.go(self.desk).follow("Add a service area")
        service = shelf().services[deed.says["service"]]
        self.manager.fill("Title", deed.what).choose("Service of the library", service).press("Add it")
        self.areas[deed.what] = self.manager.follow(deed.what).address
        page = self.manager.follow("Change what it is about").fill("What it is about", deed.says["about"])
        page.fill("Policies that differ now", "\n".join(policies(deed))).press("Save")

    def _publish(self, _deed: Deed) -> None:
        self.governance.go(self.desk).follow("Publish it").press("Publish it now")

    def _rename(self, deed: Deed) -> None:
        page = self._at(self.manager, "Give it another name").fill("New name", deed.what)
        self._filled(page, deed, {"Why it gets another name": "why", "Until when it had the old name": "until", "Source": "source"})
        page.press("Rename it")

    def _hold(self, deed: Deed) -> None:
        page = self._at(self.governance, "Put the programme on hold").fill("Why it is put on hold", deed.what)
        page.day("Day", deed.says["day"]).press("Put it on hold")

    def _resume(self, deed: Deed) -> None:
        page = self._at(self.governance, "Go on with the programme").fill("Why it goes on", deed.what)
        page.day("Day", deed.says["day"]).press("Go on with it")

    def _tell(self, deed: Deed) -> None:
        page = self._at(self.manager, "Tell everybody something").fill("What everybody is told", deed.what)
        page.choose("About", deed.area or _WHOLE).day("The day of which it speaks", deed.says["day"])
        self._filled(
            page, deed, {"The day in the words of the source": "printed", "Source": "source", "Address of the source": "url"}
        )
        page.press("Tell everybody")

    def _state(self, deed: Deed) -> None:
        page = self._at(self.manager, "Figures and their sources").fill("What the figure is of", deed.what)
        page.choose("About", deed.area or _WHOLE)
        asked = {"Number": "number", "Unit": "unit", "Of when": "of when", "Source": "source", "Address of the source": "url"}
        self._filled(page, deed, asked)
        if "seen" in deed.says:
            page.day("Day on which you read the source", deed.says["seen"])
        page.press("Add it")

    def _move(self, deed: Deed) -> None:
        who, words = self._who_moves(deed.what), f"{_STEPS[deed.does]} “{BY_KEY[deed.what].title}”"
        page = self._at_area(who, deed).follow(words).day("First day that it may have been", deed.says["day"])
        asked = {"Why": "why", "The day in the words of the source": "printed", "Source": "source", "Address of the source": "url"}
        self._filled(page, deed, {**asked, "Policy that came into force": "policy"})
        page.press(words)

    def _who_moves(self, stage: str) -> Officer:
        """Those who ask the public open and complete what asks it; governance decides; the rest is the policy manager's."""
        if stage in {kinds.LISTENING, kinds.CONSULTATION}:
            return self.asking
        return self.governance if stage in {kinds.DECISION, kinds.IN_FORCE} else self.manager

    def _plan(self, deed: Deed) -> None:
        title = BY_KEY[deed.what].title
        page = self._at_area(self.manager, deed).follow("Every stage").follow(f"Plan “{title}”")
        for legend, name in (("First day", "opens"), ("Last day", "ends")):
            if name in deed.says:
                page.day(legend, deed.says[name])
        self._filled(page, deed, {"Why these days": "why", "Source": "source"})
        page.press("Plan it")

    def _wait_for(self, deed: Deed) -> None:
        self._at_area(self.manager, deed).follow("What it waits for").fill("What it waits for", deed.what).press("Add it")

    def _expect(self, deed: Deed) -> None:
        page = self._at_area(self.manager, deed).follow("What it waits for")
        page.follow(f"Record when it is expected: {deed.says['event']}").fill("When it is expected", deed.what)
        for legend, name in (("The earliest day that this means", "from"), ("The latest day that this means", "until")):
            if name in deed.says:
                page.day(legend, deed.says[name])
        self._filled(page, deed, {"Source": "source", "Address of the source": "url"})
        page.press("Record it")

    def _link(self, deed: Deed) -> None:
        """An involvement is begun first where there is none; whoever asks the public does that."""
        if deed.what not in self.asking.go("/involvement/desk").text:
            self.asking.follow("Begin an involvement").fill("Title", deed.what).press("Begin")
        page = self._at_area(self.manager, deed).follow("Involvements and analyses")
        page.choose("Involvement", deed.what).press("Link this involvement")

    def _at(self, who: Officer, words: str) -> Officer:
        """A page of the programme, found from its desk."""
        return who.go(self.desk).follow(words)

    def _at_area(self, who: Officer, deed: Deed) -> Officer:
        """The desk of a service area."""
        return who.go(self.areas[deed.area])

    def _filled(self, page: Officer, deed: Deed, asked: dict[str, str]) -> None:
        """Type what is said into the boxes with some labels."""
        for label, name in asked.items():
            if deed.says.get(name):
                page.fill(label, deed.says[name])
