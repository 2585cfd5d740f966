"""What is typed of a request for prior approval, of what was used, and of a standing authorisation."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.policies.model import Policy, Treatment
from coequal.referrals.approving.answering import MOST, Granting
from coequal.referrals.approving.asking import Who
from coequal.referrals.approving.authorising import MOST_MONTHS, Authority
from coequal.referrals.approving.using import use
from coequal.referrals.models import Approval, Identity, Use
from coequal.web.hearing.forms import choice, line, near, passage

_USE: Final = "a use of an approval"  # what its marks are signed for
_TEN_DIGITS: Final = "Ten digits, such as 999 000 0018."
_OF_PARTNER: Final = "Without it an officer answers, and nothing is approved at once."


class BeginForm(Form):
    """The day of referral, and of somebody who works for several clinics for which."""

    def __init__(self, providers: list[Organisation], *args: Any, **options: Any) -> None:
        """Offer the clinics for which somebody asks."""
        super().__init__(*args, **options)
        self.providers = providers
        today = timezone.localdate()
        self.fields["referred"] = DayField(
            what="the day of referral",
            label="Day of referral",
            help_text="It decides which version of the policy counts, and cannot be changed later. For example, 27 3 2026.",
            earliest=date(2006, 1, 1),
            latest=today,
        )
        if len(providers) > 1:
            whose = [(one.code, str(one)) for one in providers]
            self.fields["provider"] = choice("For which organisation you refer", whose, "Choose the organisation.")

    @property
    def provider(self) -> Organisation:
        """For whom it is begun."""
        code = self.cleaned_data.get("provider", self.providers[0].code)
        return next(one for one in self.providers if one.code == code)


def _born(what: str, label: str) -> DayField:
    return DayField(what=what, label=label, earliest=date(1900, 1, 1), latest=timezone.localdate(), required=False)


class WhoForm(Form):
    """Who is referred, and the partner where there is one. It can be saved half filled in."""

    shapes: ClassVar = {
        "address": {"macro": {"rows": 3, "autocomplete": "off"}},
        **{name: {"macro": {"classes": "nhsuk-input--width-10", "autocomplete": "off"}} for name in ("nhs_number", "other_number")},
        **{name: {"macro": {"autocomplete": "off"}} for name in ("name", "telephone", "email", "other_name")},
    }

    def __init__(self, kept: Identity, *args: Any, **options: Any) -> None:
        """Start from what is kept."""
        super().__init__(*args, **options)
        contact, partner = kept.contact or {}, kept.partner or {}
        self.fields |= {
            "name": line("Full name"),
            "nhs_number": line("NHS number", help_text=_TEN_DIGITS, most=20),
            "born": _born("the date of birth", "Date of birth"),
            "address": passage("Address", most=600),
            "telephone": line("Telephone number", help_text="One way to reach the patient is enough.", most=60),
            "email": line("E-mail address", most=200),
            "other_name": line("Full name of the partner", help_text="Leave this empty where there is no partner."),
            "other_number": line("NHS number of the partner", help_text=_OF_PARTNER, most=20),
            "other_born": _born("the partner’s date of birth", "Date of birth of the partner"),
        }
        self.initial = {
            "name": kept.name,
            "nhs_number": kept.nhs_number,
            "born": kept.date_of_birth or None,
            "address": kept.address,
            "telephone": contact.get("telephone", ""),
            "email": contact.get("email", ""),
            "other_name": partner.get("name", ""),
            "other_number": partner.get("nhs_number", ""),
            "other_born": partner.get("date_of_birth") or None,
        }

    @property
    def said(self) -> Who:
        """Who it is."""
        told = self.cleaned_data
        other = Who(told["other_name"], told["other_number"], told["other_born"])
        partner = other if other != Who() else None
        told = {name: told[name] for name in ("name", "nhs_number", "born", "address", "telephone", "email")}
        return Who(**told, partner=partner)


class WhyForm(Form):
    """A reason, in the words of its page."""

    shapes: ClassVar = {"why": {"macro": {"rows": 5}}}

    def __init__(self, label: str, help_text: str, *args: Any, **options: Any) -> None:
        """Ask for it."""
        super().__init__(*args, **options)
        self.fields["why"] = passage(label, f"{label}: say it in a sentence or two.", help_text, most=4_000)


class GrantForm(Form):
    """What an officer grants."""

    def __init__(self, treatment: Treatment, most: dict[str, int], *args: Any, **options: Any) -> None:
        """Ask for each amount that the policy names; what it would give this person stands there already."""
        super().__init__(*args, **options)
        self.amounts = list(treatment.amounts) or [treatment.name]
        today = timezone.localdate()
        for place, name in enumerate(self.amounts):
            asked = _count(f"How many: {name}", "Leave it empty for none.")
            asked.initial = most.get(name)
            self.fields[f"amount{place}"] = asked
        self.fields["expires"] = near("the last day", "Last day", "Treatment can begin until then.")
        self.fields["reasons"] = passage("Why", "Say why it is approved.", "Whoever asked reads this. Name nobody.", most=8_000)
        self.fields["conditions"] = passage("Conditions", help_text="Leave this empty where there are none.", most=4_000)
        self.initial = {"expires": today.replace(year=today.year + 1, day=min(today.day, 28))}
        self.shapes = {f"amount{place}": {"macro": {"classes": "nhsuk-input--width-3"}} for place in range(len(self.amounts))}  # type: ignore[misc]  # each treatment has its own

    def clean(self) -> None:
        """Something of at least one. Raises `ValidationError`."""
        self.given = {name: self.cleaned_data.get(f"amount{place}") for place, name in enumerate(self.amounts)}
        if not any(self.given.values()) and not self.errors:
            raise forms.ValidationError("Say how much is approved of at least one of these.")

    @property
    def said(self) -> Granting:
        """What is granted."""
        told = self.cleaned_data
        amounts = {name: int(amount) for name, amount in self.given.items() if amount}
        return Granting(told["reasons"], amounts, told["expires"], told["conditions"])


def _count(label: str, help_text: str = "", *, required: bool = False) -> forms.IntegerField:
    told = {"required": f"{label}: enter a number.", "invalid": f"{label}: enter a whole number, such as 2."}
    field = forms.IntegerField(label=label, help_text=help_text, required=required, error_messages=told, widget=forms.TextInput())
    field.min_value, field.max_value = 0, MOST
    field.validators = [_between]
    return field


def _between(count: int) -> None:
    if not 0 <= count <= MOST:
        raise forms.ValidationError(f"The number must be from 0 to {MOST}.")


class UseForm(Form):
    """What was used of an approval, how many, and when."""

    shapes: ClassVar = {"count": {"macro": {"classes": "nhsuk-input--width-3", "inputmode": "numeric"}}}

    def __init__(self, left: dict[str, int], earliest: date, *args: Any, **options: Any) -> None:
        """Offer what the approval is for."""
        super().__init__(*args, **options)
        offered = [(name, f"{name} ({over} left)") for name, over in left.items()]
        self.fields["of"] = choice("What was used", offered, "Choose what was used.")
        self.fields["count"] = _count("How many", required=True)
        latest = max(earliest, timezone.localdate())
        self.fields["on"] = DayField(what="the day", label="On which day it began", earliest=earliest, latest=latest)
        self.initial = {"count": 1, **({"of": next(iter(left))} if len(left) == 1 else {})}
        self.mark = str(self.data.get("seen") or Signer(salt=_USE).sign(new_reference("U")))

    def clean(self) -> None:
        """The mark that the page was made with, by which a form that is sent twice is known. Raises `ValidationError`."""
        try:
            self.reference = Signer(salt=_USE).unsign(self.mark)
        except BadSignature:
            raise forms.ValidationError("This page was not made here. Open it anew, and record it again.") from None

    def record(self, acting: Acting, approval: Approval, *, another: bool) -> Use:
        """Record it. Raises as `using.use` does."""
        told = self.cleaned_data
        return use(acting, approval, told["of"], told["count"], told["on"], form=self.reference, another=another)


class AuthoriseForm(Form):
    """Who authorises what, and for how long."""

    name = line(
        "Name of who authorises", "Say who authorises.", "As they sign. They answer for what is approved at once.", most=120
    )
    post = line("Their post", "Say their post.", most=120)
    shapes: ClassVar = {"lasts": {"macro": {"classes": "nhsuk-input--width-3", "suffix": "months", "inputmode": "numeric"}}}

    def __init__(self, policy: Policy, *args: Any, **options: Any) -> None:
        """Offer the treatments of the policy."""
        super().__init__(*args, **options)
        self.policy = policy
        offered = [(one.id, one.name) for one in policy.treatments]
        told = {"required": "Choose at least one treatment.", "invalid_choice": "Choose treatments of this policy."}
        self.fields["treatments"] = forms.MultipleChoiceField(
            label="Treatments that may be approved at once",
            choices=offered,
            widget=forms.CheckboxSelectMultiple,
            error_messages=told,
        )
        self.fields["since"] = near("the first day", "First day")
        self.fields["until"] = near("the last day", "Last day", "Two years after the first day at most.")
        self.fields["lasts"] = _count("For how long an approval is good", f"In months, {MOST_MONTHS} at most.", required=True)
        self.initial = {"since": timezone.localdate(), "lasts": 12}

    @property
    def said(self) -> Authority:
        """What is authorised."""
        told = self.cleaned_data
        return Authority(told["name"], told["post"], told["treatments"], told["since"], told["until"], told["lasts"])
