"""The filters of the page, read from its address. Anything unreadable there leaves nothing out."""

from datetime import date

from django import forms

from cases.fields import DanishDateField
from cases.form_helper import DkfdsFormHelper
from cases.lookups.queries import NEWEST_FIRST, SORTABLE, Wanted
from cases.readlog.models import ReadLogRow

EVERYONE = [("", "Alle")]
EVERYTHING = [("", "Alt")]


class LookupFilter(forms.Form):
    hvem = forms.ChoiceField(label="Hvem", required=False)
    handling = forms.ChoiceField(
        label="Hvad", required=False, choices=[*EVERYTHING, *ReadLogRow.Action.choices]
    )
    fra = DanishDateField(label="Fra og med", required=False)
    til = DanishDateField(label="Til og med", required=False)

    def __init__(self, data: object, *, people: list[tuple[str, str]], as_of: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["hvem"].choices = [*EVERYONE, *people]  # type: ignore[attr-defined]
        self.fields["fra"].as_of = self.fields["til"].as_of = as_of  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(submit="Vis")
        self.helper.form_method = "get"

    def wanted(self) -> Wanted:
        self.full_clean()
        found = self.cleaned_data
        sort = str(self.data.get("sorter", NEWEST_FIRST))
        return Wanted(
            actor=found.get("hvem", ""),
            action=found.get("handling", ""),
            first_day=found.get("fra"),
            last_day=found.get("til"),
            sort=sort if sort.removeprefix("-") in SORTABLE else NEWEST_FIRST,
        )

    @property
    def chosen(self) -> list[str]:
        """Names of the filters that leave something out."""
        return [name for name in self.fields if self.cleaned_data.get(name)]
