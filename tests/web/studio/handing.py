"""A draft that was handed over."""

from datetime import date

from coequal.accounts.acting import Acting
from coequal.drafting.checked import Checked, Tried
from coequal.drafting.handing import Handing, hand_over
from coequal.drafting.models import Draft, Handover
from tests.web.studio.drafting import manager


def handed(draft: Draft, by: Acting | None = None) -> Handover:
    """The draft's first revision, handed over."""
    good = Checked("here/fertility", "2027", "Fertility treatment", (), examples=Tried(23, 0, ()))
    said = Handing(1, "The limit is 32.", "More people gain than lose.", date(2027, 4, 1), {})
    return hand_over(by or manager(), draft, said, good, {})
