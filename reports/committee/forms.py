"""Why each missing jobcenter is left out of the committee's version; and that it cannot be undone."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.fields import KeptField
from cases.form_helper import DkfdsFormHelper
from cases.people.models import Jobcenter
from reports.committee.models import MOST_LETTERS


class CloseForm(forms.Form):
    """`uden` is whom the page named: who has come since is not left out by it."""

    uden = forms.CharField(widget=forms.HiddenInput)
    er_sikker = forms.BooleanField(
        label="Ja, luk udgaven. Jeg ved, at det ikke kan fortrydes",
        error_messages={"required": "Sæt kryds, hvis udgaven skal lukkes. Den kan ikke åbnes igen"},
    )

    def __init__(
        self, *args: Any, missing: Sequence[Jobcenter], submit: str, cancel_url: str, **kwargs: Any
    ) -> None:
        self.named = ",".join(str(one.pk) for one in missing)
        super().__init__(*args, **kwargs)
        self.fields["uden"].initial = self.named
        self.missing = {f"grund-{one.pk}": one for one in missing}
        for name, one in self.missing.items():
            self.fields[name] = KeptField(
                label=f"Hvorfor mangler {one.name}?",
                help_text="Står i udvalgets udgave. Skriv ikke tal eller noget om borgere",
                max_length=MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": f"Skriv, hvorfor {one.name} mangler"},
            )
        self.order_fields(["uden", *self.missing, "er_sikker"])
        self.helper = DkfdsFormHelper(submit=submit, cancel_url=cancel_url)

    @property
    def names_others(self) -> bool:
        return bool(self.data.get("uden", "") != self.named)

    @property
    def reasons(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[name] for name, one in self.missing.items()}
