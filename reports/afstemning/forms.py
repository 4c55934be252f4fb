"""Send a list; tell what a source calls its columns."""

from datetime import date
from typing import Any

from django import forms

from cases.fields import DanishDateField, KeptField, TextField
from cases.form_helper import DkfdsFormHelper
from cases.forms import DkfdsForm, VersionedForm
from cases.intake.fields import ListFileField
from cases.intake.upload import MOST_MEGABYTES
from cases.people.models import Jobcenter
from reports.afstemning.models import ListSource

ON_THE_SERVER = "Bed driften afstemme den med kommandoen afstem, så kan du afgøre den her"
TOO_LARGE = f"Filen er større end {MOST_MEGABYTES} MB. {ON_THE_SERVER}"
COLUMNS = ("cpr", "citizen_name", "first_day", "last_day", "place")
SOURCE_FIELDS = ("name", *COLUMNS, "jobcenter", "months_back")


def heading(label: str, **options: Any) -> forms.CharField:
    missing = {"required": "Skriv kolonnens overskrift"}
    return TextField(label=label, max_length=60, error_messages=missing, **options)


class SendForm(forms.Form):
    kilde = forms.ModelChoiceField(
        ListSource.objects.all(),
        label="Hvor kommer listen fra?",
        empty_label=None,
        error_messages={"required": "Vælg, hvor listen kommer fra"},
    )
    fil = ListFileField(
        help_text="Alle, der får ledighedsydelse fra kilden, og ingen andre",
        missing="Vælg den fil, du vil afstemme",
        too_large=TOO_LARGE,
    )
    dag = DanishDateField(
        label="Listens dag",
        help_text="Den dag, listen er trukket",
        is_past=True,
        error_messages={"required": "Skriv den dag, listen er trukket"},
    )
    igen = forms.BooleanField(label="Afstem en ældre liste, eller den samme igen", required=False)

    def __init__(self, *args: Any, as_of: date, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"].as_of = as_of  # type: ignore[attr-defined]
        self.fields["dag"].initial = as_of
        self.fields["fil"].is_too_large = is_too_large  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(submit="Sammenlign listen")


class SourceForm(DkfdsForm):
    """The headings as they stand in the first row of the source's own list."""

    submit = "Gem kilden"

    name = TextField(
        label="Kildens navn",
        max_length=60,
        help_text="Fx KMD. Det står ved hver periode, listen giver",
        error_messages={"required": "Skriv, hvad kilden hedder"},
    )
    cpr = heading("Kolonnen med cpr-nummer", initial="cpr")
    citizen_name = heading("Kolonnen med navn", initial="navn")
    first_day = heading("Kolonnen med første dag", initial="fra")
    last_day = heading(
        "Kolonnen med sidste dag",
        initial="til",
        help_text="Den sidste dag er med i perioden. Tom betyder, at ydelsen fortsætter",
    )
    place = heading(
        "Kolonnen med jobcenter",
        required=False,
        help_text="Lad den stå tom, hvis listen ikke siger det",
    )
    jobcenter = forms.ModelChoiceField(
        Jobcenter.objects.filter(closed_on=None),
        label="Nye sager åbnes hos",
        empty_label=None,
        help_text="Når listen ikke siger det, og borgeren ikke har haft en sag før",
    )
    months_back = forms.IntegerField(
        label="Måneder tilbage på listen",
        min_value=0,
        max_value=120,
        initial=0,
        help_text="Hvor længe står afsluttede perioder på listen? 0: kun de løbende",
        error_messages={"required": "Skriv et tal, eventuelt 0", "invalid": "Skriv et helt tal"},
    )

    def clean(self) -> dict[str, Any]:
        """Headings are compared in small letters, and no two columns are the same."""
        found: dict[str, Any] = super().clean() or {}
        for column in COLUMNS:
            found[column] = " ".join(found.get(column, "").casefold().split())
        named = [found[column] for column in COLUMNS if found[column]]
        for column in COLUMNS:
            if found[column] and named.count(found[column]) > 1:
                self.add_error(column, "To kolonner kan ikke have samme overskrift")
                break
        return found

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SOURCE_FIELDS}


class NoteForm(forms.Form):
    """Beside an answer, if there is more to say."""

    bemaerkning = KeptField(
        label="Bemærkning",
        required=False,
        error_messages={"cpr": "Skriv bemærkningen uden cpr-numre: den bliver stående"},
        max_length=200,
        help_text="Kan stå tom. Ydelseskontoret ser den",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = DkfdsFormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_bemaerkning(self) -> str:
        return " ".join(self.cleaned_data["bemaerkning"].split())


class EditSourceForm(SourceForm, VersionedForm):
    pass
