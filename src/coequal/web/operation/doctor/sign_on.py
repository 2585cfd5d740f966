"""What is looked at of single sign-on: the key of this site, and whether each provider answers with what is needed."""

from collections.abc import Iterator

from django.conf import settings

from coequal.accounts.models import Organisation
from coequal.errors import CoequalError
from coequal.referrals.personal.keys import open_to_others
from coequal.web.operation.doctor.finding import Finding, fine, look, wrong
from coequal.web.providers import Provider
from coequal.web.staff.openid import check, own_key


def sign_on() -> Iterator[Finding]:
    """A line for each provider; nothing, where the settings name none."""
    for provider in settings.PROVIDERS:
        yield _one(provider)


def codes() -> Iterator[Finding]:
    """Whether the organisations are there for which providers speak: a code with a slip opens nothing, without a word."""
    named = {code for provider in settings.PROVIDERS for code in provider.organisations}
    if unknown := sorted(named - set(Organisation.objects.filter(code__in=named).values_list("code", flat=True))):
        yield look(
            "sign-on", f"Nobody works here for {', '.join(unknown)}.", "Look at the codes in COEQUAL_SIGN_ON_FILE; invite somebody."
        )


def _one(provider: Provider) -> Finding:
    try:
        own_key(provider)
        if open_to_others(provider.key):
            return wrong("sign-on", f"Others can read the key of {provider.name}.", "Let only its owner read it (chmod 600).")
        check(provider)
    except CoequalError as error:
        return wrong("sign-on", f"{provider.name}: {error.message}", "docs/manual/single-sign-on.md says what is needed.")
    return fine("sign-on", f"{provider.name} answers, and its key can be used.")
