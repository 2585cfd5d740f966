"""What clinicians type: a new request, what is not met, consent, a file, and what they say when they send or withdraw it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.referrals.requesting.attaching import LARGEST
from coequal.referrals.requesting.consent import HOWS, Told
from coequal.referrals.requesting.file_kinds import KINDS
from coequal.referrals.requesting.questions import LONG
from coequal.referrals.rules.model import Point
from coequal.referrals.seeing.purposes import KNOWING_OURS
from coequal.web.hearing.forms import capital, choice, passage

_KINDS: Final = ", ".join(one.words for one in KINDS)


def reference_key() -> str:
    """The reference of a request that is not begun yet, signed, for a hidden field of the form that begins it."""
    return Signer(salt="requesting").sign(new_reference("Q"))


class BeginForm(Form):
    """A new request: which clinic asks whom, about which service, and on which day the patient was referred."""

    service = choice("Service", [], "Choose the service, or “Another service”.")

    def __init__(self, clinics: Iterable[Organisation], asked: Iterable[Organisation], *args: Any, **options: Any) -> None:
        """Offer the clinics for which somebody may ask, and the commissioners that can be asked."""
        services: dict[str, str] = options.pop("services")
        super().__init__(*args, **options)
        self.clinics, self.commissioners = {one.code: one for one in clinics}, {one.code: one for one in asked}
        whom = [(code, str(one)) for code, one in self.commissioners.items()]
        self.fields["commissioner"] = choice(
            "Whom you ask", whom, "Choose the commissioner.", "The body that pays for this patient."
        )
        self.fields["service"].choices = list(services.items())  # type: ignore[attr-defined]  # it is a choice
        self.fields["referred_on"] = DayField(
            what="the day of the referral",
            label="Day of the referral",
            help_text="The policy that was in force on that day counts. For example, 27 3 2026.",
            earliest=date(2006, 1, 1),
            latest=timezone.localdate(),
        )
        if len(self.clinics) > 1:
            self.fields["clinic"] = choice(
                "Your clinic", [(code, str(one)) for code, one in self.clinics.items()], "Choose your clinic."
            )
        self.order_fields(["clinic", "commissioner", "service", "referred_on"])

    def clean(self) -> None:
        """The reference that the page was made with. Raises `ValidationError` for another one."""
        try:
            self.reference = Signer(salt="requesting").unsign(str(self.data.get("reference", "")))
        except BadSignature:
            raise forms.ValidationError("This page was not made here. Open it anew, and fill it in again.") from None

    @property
    def which(self) -> str:
        """Which policy counts, as far as somebody said; it is asked only where that is not certain."""
        return str(self.data.get("which", ""))

    def ask_which(self, choices: Mapping[str, str]) -> None:
        """Ask which policy counts, since that is not certain."""
        self.fields["which"] = choice(
            *("Which policy counts", list(choices.items()), "Say which policy counts."),
            "It hangs on the area of the GP practice, or on a day that is not known. Ask the commissioner if you do not know.",
        )
        self.add_error("which", "It is not certain which policy counts. Say which, or that it is not known.")

    @property
    def clinic(self) -> Organisation:
        """Who asks."""
        return self.clinics[self.cleaned_data.get("clinic", next(iter(self.clinics)))]

    @property
    def commissioner(self) -> Organisation:
        """Who is asked."""
        return self.commissioners[self.cleaned_data["commissioner"]]


class UnmetForm(Form):
    """Which criteria of the policy the patient does not meet."""

    unmet = forms.MultipleChoiceField(
        label="Conditions that the patient does not meet",
        help_text="Tick each. Where the policy leaves the treatment out, tick nothing.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the conditions below."},
    )

    def __init__(self, criteria: Iterable[tuple[str, str]], *args: Any, **options: Any) -> None:
        """Offer the criteria, each with its words."""
        super().__init__(*args, **options)
        self.fields["unmet"].choices = list(criteria)  # type: ignore[attr-defined]  # it is a choice


class _Said(Form):
    """What the patient said: who, when and how."""

    by = passage(
        "Who said so",
        "Say who said so: the patient, or who speaks for them and why.",
        "The patient; or who speaks for them, with which right.",
        most=2_000,
    )
    how = choice("How", [(one, capital(one)) for one in HOWS], "Choose how.")
    shapes: ClassVar = {"by": {"macro": {"rows": 2}}}

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day too."""
        super().__init__(*args, **options)
        self.fields["on"] = DayField(
            what="the day",
            label="On which day",
            earliest=date(timezone.localdate().year - 2, 1, 1),
            latest=timezone.localdate(),
            error_messages={"required": "Enter the day."},
        )
        self.order_fields(["by", "on", "how"])

    @property
    def said(self) -> Told:
        """What was said."""
        told = self.cleaned_data
        return Told(told["by"], told["on"], told["how"])


class ConsentForm(_Said):
    """A consent, and to what."""

    def __init__(self, points: Iterable[Point], *args: Any, **options: Any) -> None:
        """Offer the points to which the patient agrees; all of them are needed."""
        super().__init__(*args, **options)
        points = list(points)
        self.fields["agreed"] = forms.MultipleChoiceField(
            label="The patient agrees",
            choices=[(one.id, one.says) for one in points],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick what the patient agrees to.", "invalid_choice": "Choose among the points below."},
        )
        hints = {one.id: {"hint": {"text": one.help}} for one in points if one.help}
        self.shapes = {**self.shapes, "agreed": {"items": hints}}  # type: ignore[misc]  # each commissioner has its own
        self.order_fields(["agreed", "by", "on", "how"])


class TakeBackForm(_Said):
    """That a consent was taken back."""


class FileForm(Form):
    """A file to be added."""

    file = forms.FileField(
        label="Add a file",
        help_text=f"{_KINDS}, up to {LARGEST // 1024 // 1024} MB. First take out what names the patient.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty.", "missing": "Choose a file."},
        max_length=1_000,
    )
    shapes: ClassVar = {"file": {"macro": {"accept": ",".join(ending for one in KINDS for ending in one.endings)}}}

    @property
    def sent(self) -> UploadedFile[bytes]:
        """The file."""
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        return found


class NamingForm(Form):
    """Which of what was found names nobody."""

    cleared = forms.MultipleChoiceField(
        label="It does not name the patient",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick what names nobody, or change the answers.",
            "invalid_choice": "What you ticked stands there no more. Look at what stands there now.",
        },
    )

    def __init__(self, found: Iterable[tuple[str, str, str]], *args: Any, **options: Any) -> None:
        """Offer what was found: its key, its words, and where it stands."""
        super().__init__(*args, **options)
        found = list(found)
        self.fields["cleared"].choices = [(key, words) for key, words, _where in found]  # type: ignore[attr-defined]  # it is a choice
        self.shapes = {"cleared": {"items": {key: {"hint": {"text": where}} for key, _words, where in found}}}  # type: ignore[misc]  # each request has its own


class KnowingForm(Form):
    """For which purpose somebody of the clinic wants to see who the patient is."""

    purpose = choice("For which purpose", list(KNOWING_OURS.items()), "Choose the purpose.", "It stays on record with your name.")


class SendForm(Form):
    """What goes with an application when it is sent again."""

    def __init__(self, label: str, missing: str, *args: Any, **options: Any) -> None:
        """Ask in the words of the page; nothing, the first time."""
        super().__init__(*args, **options)
        if label:
            self.fields["says"] = passage(label, missing, "The commissioner reads it. Do not say who the patient is.", most=LONG)
            self.shapes = {"says": {"macro": {"rows": 6}}}  # type: ignore[misc]  # each page has its own
