"""The people of a replay: officers in their roles, members of the public, and what they do again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core import mail

from tests.analyses.working import worked
from tests.web.replay.clock import Clock
from tests.web.replay.visitor import Officer, Visitor

AT = "exampleshire.example"


@dataclass
class People:
    """Everybody who takes part, the clock that they share, and where the programme and its service area are."""

    clock: Clock
    ada: Officer  # administrator, who invites all the others
    pat: Officer = field(init=False)  # policy manager
    ivy: Officer = field(init=False)  # involvement officer
    ann: Officer = field(init=False)  # analyst
    clive: Officer = field(init=False)  # clinician, who scores
    grace: Officer = field(init=False)  # governance
    gwen: Officer = field(init=False)  # governance too: who took a decision down does not ratify it
    rita: Visitor = field(default_factory=Visitor)  # reads, answers, and is told by e-mail
    programme: str = ""  # addresses of desks
    area: str = ""
    draft: str = ""
    decision: str = ""

    def __post_init__(self) -> None:
        """Everybody else is invited by the administrator."""
        self.pat = self.invited("Pat", "Policy manager")
        self.ivy = self.invited("Ivy", "Involvement officer")
        self.ann = self.invited("Ann", "Analyst")
        self.clive = self.invited("Clive", "Clinician")
        self.grace = self.invited("Grace", "Governance")
        self.gwen = self.invited("Gwen", "Governance")

    def invited(self, name: str, role: str) -> Officer:
        """Somebody who was invited in a role, and has set up an account by the link, which is shown once."""
        email = f"{name.lower()}@{AT}"
        self.ada.go("/staff").follow("People").follow("Invite somebody")
        self.ada.fill("E-mail address", email).choose("Role", role).press("Make the link")
        (link,) = self.ada.page.tree.find_class("link-once")
        return Officer.invited(link.text, email, name)

    def step(self, officer: Officer, words: str, why: str = "") -> Officer:
        """A step of the service area, taken from its desk."""
        officer.go(self.area).follow(words)
        if why:
            officer.fill("Why", why)
        return officer.press(words)

    def complete_and_open(self, officer: Officer, stage: str, following: str) -> None:
        """A stage is done, and the next one opens."""
        self.step(officer, f"Complete “{stage}”")
        self.step(officer, f"Open “{following}”")

    def reads(self) -> Visitor:
        """The reader, at the page of the service area as everybody sees it."""
        return self.rita.go("/programmes").follow("Fair access in Exampleshire").follow("Fertility treatment")

    def mails(self, to: str) -> list[mail.EmailMessage]:
        """The e-mails to somebody since they last looked, once the site's worker has done its jobs."""
        worked()
        mine = [one for one in mail.outbox if one.to == [to]]
        mail.outbox[:] = [one for one in mail.outbox if one.to != [to]]
        return mine


def link_in(text: str) -> str:
    """The first address in an e-mail, without the host."""
    found = re.search(r"http://testserver(/\S+)", text)
    assert found, text
    return found[1]


Administrator = Callable[..., Officer]
