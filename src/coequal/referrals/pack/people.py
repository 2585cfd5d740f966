"""Who refers, and who is referred, as a pack names them. Nothing of it shows where one is printed by mistake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

Details = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Referrer:
    """The clinician who refers. What is not known is empty; `began` names somebody else who began the referral."""

    name: str
    role: str
    organisation: str
    address: str = ""
    telephone: str = ""
    email: str = ""
    began: str = ""

    @property
    def details(self) -> Details:
        """What it holds, each by its name, in the order of a form."""
        return (
            ("Name", self.name),
            ("Role", self.role),
            ("Organisation", self.organisation),
            ("Address of the organisation", self.address),
            ("Telephone", self.telephone),
            ("E-mail", self.email),
            *([("Begun by", self.began)] if self.began else []),
        )

    def lacks(self) -> Iterator[str]:
        """The names of what a provider needs and that is empty: either telephone or e-mail will do."""
        yield from _empty(("name", self.name), ("role", self.role), ("organisation", self.organisation))
        yield from _empty(("telephone number or e-mail address", self.telephone or self.email))

    def __repr__(self) -> str:
        """Short, since a name stands in no log."""
        return "<Referrer>"


@dataclass(frozen=True, slots=True, repr=False)
class Referred:
    """The person who is referred, and the partner where there is one. What is not known is empty."""

    name: str
    nhs_number: str = ""
    born: date | None = None
    address: str = ""
    telephone: str = ""
    email: str = ""
    partner: "Referred | None" = None

    def lacks(self) -> Iterator[str]:
        """The names of what a provider needs and that is empty: either address, telephone or e-mail will do for contact."""
        yield from _empty(("name", self.name), ("NHS number", self.nhs_number), ("date of birth", "known" if self.born else ""))
        yield from _empty(("address, telephone number or e-mail address", self.address or self.telephone or self.email))

    def __repr__(self) -> str:
        """Short, since a name stands in no log."""
        return "<Referred>"


def _empty(*details: tuple[str, str]) -> Iterable[str]:
    return (name for name, value in details if not value.strip())
