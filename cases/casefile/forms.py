"""The forms of the acts on a case."""

from datetime import date
from typing import Any

from django import forms

from cases.access.viewer import Viewer
from cases.casefile import admission
from cases.casefile.models import Case, VisitationsdatoCorrection
from cases.citizens import cpr
from cases.citizens.rules import before_birth
from cases.fields import TextField, conditional, day, reason
from cases.forms import DkfdsForm, VersionedForm
from cases.people.models import Employee


def refuse_before_birth(form: forms.Form, *names: str, birth: date | None) -> None:
    for name in names:
        typed = form.cleaned_data.get(name)
        if typed and (why := before_birth(typed, birth=birth)):
            form.add_error(name, why)


class CprForm(DkfdsForm):
    """A number that fails the check digit is asked about once more; since 2007 it is no error."""

    cpr = TextField(
        label="Cpr-nummer",
        help_text=f"Skriv fx {cpr.EXAMPLE}",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": "Skriv borgerens cpr-nummer"},
    )
    is_checked = forms.BooleanField(label="Jeg har tjekket, at nummeret er rigtigt", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parsed: cpr.Cpr | None = None
        if not self.is_bound or not self._warning():
            self.fields["is_checked"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "cpr" not in cleaned:
            return cleaned
        try:
            self.parsed = cpr.parse(cleaned["cpr"])
        except cpr.InvalidCpr as invalid:
            self.add_error("cpr", str(invalid))
        else:
            if self.parsed.warning and not cleaned.get("is_checked"):
                self.add_error(
                    "cpr", f"{self.parsed.warning}. Er det rigtigt, så sæt kryds nedenfor"
                )
        return cleaned

    def _warning(self) -> str:
        try:
            return cpr.parse(self.data.get("cpr", "")).warning
        except cpr.InvalidCpr:
            return ""


class OpenCaseForm(CprForm):
    submit = "Åbn sagen"
    field_order = ["cpr", "is_checked", "name", "place", "opened_on", "visitationsdato"]

    name = TextField(
        label="Borgerens navn",
        max_length=120,
        required=False,
        help_text="Skal kun skrives, når borgeren ikke har haft en sag før",
    )
    place = forms.ChoiceField(error_messages={"required": "Vælg, hvor sagen skal åbnes"})
    opened_on = day("Sagen åbnes", "Skriv den dag, sagen åbnes", is_past=True)
    visitationsdato = day(
        "Visitationsdato",
        "",
        required=False,
        is_past=True,
        help_text="Dagen for afgørelsen om fleksjob. Den kan senere kun rettes af to personer",
    )
    ordning = forms.ChoiceField(
        label="Ordning", choices=Case.Ordning.choices, initial=Case.Ordning.SINCE_2013
    )
    refusion = forms.ChoiceField(
        label="Refusion", choices=Case.Refusion.choices, initial=Case.Refusion.SINCE_2014
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, as_of=viewer.as_of, **kwargs)
        self.places = {str(one.pk): one for one in admission.places_of(viewer)}
        choices = [(key, f"{one.jobcenter}") for key, one in self.places.items()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].label = viewer.words.jobcenter.label
        self.fields["opened_on"].initial = viewer.as_of

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.parsed is not None:
            refuse_before_birth(self, "opened_on", "visitationsdato", birth=self.parsed.birth_date)
        return cleaned

    def application(self) -> admission.Application:
        typed = self.cleaned_data
        details = {
            name: typed[name] for name in ("opened_on", "visitationsdato", "ordning", "refusion")
        }
        return admission.Application(
            cpr=self.parsed,  # type: ignore[arg-type]
            name=typed["name"].strip(),
            place=self.places[typed["place"]],
            details=details,
        )


class NewNumberForm(CprForm):
    submit = "Gem det nye nummer"
    field_order = ["cpr", "is_checked", "valid_from", "former"]

    valid_from = day("Gælder fra", "Skriv den første dag, nummeret gælder", is_past=True)
    former = forms.ChoiceField(
        label="Det nummer, der står nu",
        choices=[
            ("behold", "Var borgerens, fx et erstatningsnummer, og finder stadig borgeren"),
            (
                "traek_tilbage",
                "Er en andens eller var tastet forkert: det trækkes tilbage og finder ikke længere "
                "borgeren",
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om det nummer, der står nu, var borgerens"},
    )
    reason = conditional(
        reason(
            "Hvorfor?",
            "",
            help_text="Skal skrives, når et nummer trækkes tilbage, eller borgeren har haft det nye "
            "før. Grunden står i historikken",
        )
    )

    @property
    def withdraws(self) -> bool:
        return bool(self.cleaned_data["former"] == "traek_tilbage")


class CloseCaseForm(VersionedForm):
    submit = "Luk sagen"

    closed_on = day("Sidste dag", "Skriv den dag, sagen lukkes", is_past=True)
    reason = reason("Hvorfor lukkes sagen?", "Skriv, hvorfor sagen lukkes")


class ReopenCaseForm(VersionedForm):
    submit = "Genåbn sagen"

    reason = reason("Hvorfor genåbnes sagen?", "Skriv, hvorfor sagen genåbnes")


class CorrectCaseForm(VersionedForm):
    submit = "Gem rettelsen"

    jobformidler = forms.ModelChoiceField(
        Employee.objects.none(),
        label="Jobformidler",
        required=False,
        empty_label="Ingen",
        error_messages={"invalid_choice": "Vælg en, der er jobformidler i jobcentret"},
    )
    ordning = forms.ChoiceField(label="Ordning", choices=Case.Ordning.choices)
    refusion = forms.ChoiceField(label="Refusion", choices=Case.Refusion.choices)
    reason = conditional(
        reason(
            "Hvorfor rettes det?",
            "",
            help_text="Skrives, når ordningen eller refusionen rettes",
        )
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jobformidler"].queryset = among  # type: ignore[attr-defined]


class RestrictionForm(VersionedForm):
    submit = "Gem markeringen"

    is_protected = forms.BooleanField(
        label="Borgeren har navne- og adressebeskyttelse", required=False
    )
    is_colleague = forms.BooleanField(label="Borgeren er ansat i forvaltningen", required=False)


class InhabilitetForm(DkfdsForm):
    """A teamchef registers anyone of the jobcenter; all others themselves."""

    submit = "Registrér inhabilitet"

    employee = forms.ModelChoiceField(
        Employee.objects.none(),
        label="Hvem er inhabil?",
        empty_label=None,
        error_messages={"required": "Vælg den, der er inhabil"},
    )
    reason = reason("Hvorfor?", "Skriv, hvorfor personen er inhabil")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employee"].queryset = among  # type: ignore[attr-defined]


class LiftForm(DkfdsForm):
    submit = "Ophæv inhabiliteten"

    reason = reason("Hvorfor ophæves den?", "Skriv, hvorfor inhabiliteten ophæves")


class SetVisitationsdatoForm(VersionedForm):
    submit = "Gem visitationsdatoen"

    day = day("Visitationsdato", "Skriv datoen for afgørelsen om fleksjob", is_past=True)

    def __init__(self, *args: Any, birth: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.birth = birth

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_before_birth(self, "day", birth=self.birth)
        return cleaned


class CorrectVisitationsdatoForm(DkfdsForm):
    submit = "Send rettelsen til godkendelse"

    new_date = day("Den rigtige visitationsdato", "Skriv den rigtige dato", is_past=True)
    reason = reason("Hvorfor skal den rettes?", "Skriv, hvorfor datoen skal rettes")

    def __init__(self, *args: Any, birth: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.birth = birth

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_before_birth(self, "new_date", birth=self.birth)
        return cleaned


class CorrectionAnswerForm(DkfdsForm):
    """Names the correction it was shown with: nobody approves one that they have not read."""

    submit = "Gem svaret"

    correction = forms.IntegerField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="Skal datoen rettes?",
        choices=[("godkend", "Ja, ret datoen"), ("afvis", "Nej, lad den stå")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om datoen skal rettes"},
    )
    reason = reason(
        "Hvorfor skal den blive stående?",
        "",
        required=False,
        help_text="Skrives kun, når datoen ikke rettes",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "afvis" and not cleaned.get("reason"):
            self.add_error("reason", "Skriv, hvorfor datoen skal blive stående")
        return cleaned

    def ask_about(self, correction: VisitationsdatoCorrection) -> None:
        """Another waits now; the next answer is given in knowledge of it."""
        kept = self.data.copy()  # type: ignore[attr-defined]
        kept["correction"] = str(correction.pk)
        kept.pop("answer", None)
        self.data = kept
        self.add_error(
            None,
            "Rettelsen, du læste, er besvaret, og en anden venter nu. Dit svar er ikke gemt. "
            "Læs den, der venter nu, og svar på den",
        )
