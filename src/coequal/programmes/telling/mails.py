"""The e-mails themselves: plain text, few words, and a link by which whoever gets them gets no more."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage

from coequal.programmes.models import Outgoing, Subscription

CONFIRM: Final = "confirm"
LEAVE: Final = "leave"


def token_for(subscription: Subscription, purpose: str) -> str:
    """The word in a link by which somebody confirms a subscription, or leaves. Nobody can make it up."""
    return signer(purpose).sign(str(subscription.pk))


def signer(purpose: str) -> signing.Signer:
    """What makes and reads the words in links for a purpose."""
    return signing.Signer(salt=f"coequal.programmes.{purpose}")


def of(one: Outgoing) -> EmailMessage:
    """What is sent: of an update or, where there is none, the question whether they want to be told."""
    to = one.subscription
    leave = address(f"leave/{token_for(to, LEAVE)}")
    about = to.area.title if to.area else to.programme.title
    if one.update is None:
        subject = f"Please confirm: {about}"
        text = (
            f"Somebody, probably you, asked that you are told by e-mail of this: {about}.\n\n"
            f"If you want that, open this page within two days:\n{address(f'confirm/{token_for(to, CONFIRM)}')}\n\n"
            "If you do not, do nothing. You get no more e-mails, and your address is erased."
        )
    else:
        area = one.update.area
        subject = f"{to.programme.title}: {area.title}" if area else to.programme.title
        page = f"{to.programme.reference}/{area.reference}" if area else to.programme.reference
        text = f"{one.update.says}\n\nRead more:\n{address(page)}"
    invented = [to.programme.organisation.made_up] if to.programme.organisation.invented else []
    ending = f"You get this because you asked for it. To get no more of it:\n{leave}"
    body = "\n\n".join([*invented, text, *([ending] if one.update else [])])
    headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(" ".join(subject.split()), body, to=[to.address], headers=headers)


def address(page: str) -> str:
    """The address of a page about programmes."""
    return f"{site().rstrip('/')}/programmes/{page}"


def site() -> str:
    """The address of this site, by which links lead back to it; nothing where nobody has said it."""
    address: str = settings.SITE_ADDRESS
    return address
