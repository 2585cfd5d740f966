"""What accounts keep: people, the organisations that they act for, and keys for software."""

from coequal.accounts.models.identities import Identity
from coequal.accounts.models.keys import ApiKey
from coequal.accounts.models.organisations import Membership, Organisation
from coequal.accounts.models.people import Invitation, Person
from coequal.accounts.trail.model import Entry, Head

__all__ = ["ApiKey", "Entry", "Head", "Identity", "Invitation", "Membership", "Organisation", "Person"]
