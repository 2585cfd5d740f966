"""What an assessment is about, as the layers above know it: an option, a version of a policy, or a programme."""

from dataclasses import dataclass
from typing import Final

from coequal.accounts.models import Organisation

OPTION: Final = "option"
POLICY: Final = "policy"
PROGRAMME: Final = "programme"
KINDS: Final = (OPTION, POLICY, PROGRAMME)


@dataclass(frozen=True, slots=True)
class Subject:
    """One of them, as it is now: whoever changes it changes its digest. `public` says whether everybody can read of it."""

    organisation: Organisation
    kind: str
    key: str
    title: str
    digest: str
    public: bool
    state: str = ""  # so that it can be asked who may assess it

    @property
    def reference(self) -> str:
        """By which it is found."""
        return self.key
