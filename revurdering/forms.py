"""One small form for each act on a revurdering; the date is today unless another is typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse

from cases import fields
from cases.casefile.models import Case
from cases.danish import dates
from cases.fields import DanishDateField, KeptField
from cases.form_helper import DkfdsFormHelper
from revurdering.models import Revurdering


class ActForm(forms.Form):
    """`version` is empty while the round has no record."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        as_of: date,
        submit: str,
        action: str,
        cancel_url: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", f"id_{self.__class__.__name__.lower()}_%s")
        super().__init__(*args, **kwargs)
        if "dato" in self.fields:
            self.fields["dato"].as_of = as_of  # type: ignore[attr-defined]
        self.helper = DkfdsFormHelper(submit=submit, action=action, cancel_url=cancel_url)

    def stand_against(self, current: Revurdering | None) -> None:
        """Another was first: what was typed stays, and what they saved is said beside it."""
        kept = self.data.copy()  # type: ignore[attr-defined]
        kept["version"] = current.version if current else ""
        self.data = kept
        self.add_error(
            None,
            "En anden har ændret revurderingen, mens du skrev. "
            f"Nu står der: {_said(current)}. "
            "Det, du skrev, står stadig i felterne; gem igen, hvis det skal gælde",
        )

    def make_secondary(self) -> None:
        """One primary button on a page."""
        self.helper.add_input(Submit("gem", self.helper.submit_label, css_class="secondary"))


def _said(current: Revurdering | None) -> str:
    if current is None:
        return "intet"
    said = [
        f"{Revurdering._meta.get_field(field).verbose_name} {dates.long(day)}"  # type: ignore[union-attr]
        for field in ("handed_over_on", "received_on", "started_on", "finished_on")
        if (day := getattr(current, field))
    ]
    said += [f"udfald {current.get_outcome_display()}"] if current.outcome else []
    said += [f"begrundelse »{current.lateness_reason}«"] if current.lateness_reason else []
    if moved_on := current.tilflytning_on:
        said += [f"tilflyttet {dates.long(moved_on)}: »{current.tilflytning_reason}«"]
    return ", ".join(said) or "intet"


class DayForm(ActForm):
    dato = DanishDateField(
        label="Dato",
        help_text="Skriv fx 1.3.2026, i dag eller -14",
        error_messages={"required": "Skriv datoen"},
    )


class FinishForm(DayForm):
    udfald = forms.ChoiceField(
        label="Udfald",
        choices=[("", "Vælg udfaldet"), *Revurdering.Outcome.choices],
        error_messages={"required": "Vælg udfaldet af revurderingen"},
    )


class CorrectionForm(DayForm):
    grund = KeptField(
        label="Hvorfor rettes det?",
        help_text="Begrundelsen står i sagens historik sammen med det, der stod før",
        max_length=400,
        error_messages={"required": "Skriv, hvorfor det rettes"},
    )


class FinishCorrectionForm(CorrectionForm, FinishForm):
    field_order = ("dato", "udfald", "grund")


class ReasonForm(ActForm):
    """Of one round, whose number stands in the address."""

    aarsag = KeptField(
        label="Hvorfor blev fristen ikke holdt?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvorfor fristen ikke blev holdt"},
    )


def reason_form(
    case: Case, *, number: int, record: Revurdering | None, as_of: date, **more: Any
) -> ReasonForm:
    """With the reason that stands, to be put right."""
    return ReasonForm(
        initial={
            "version": record.version if record else None,
            "aarsag": record.lateness_reason if record else "",
        },
        as_of=as_of,
        submit="Gem årsagen",
        action=reverse("sag_revurdering_aarsag", args=[case.number, number]),
        **more,
    )


class TilflytningForm(ActForm):
    """Of one round, whose number stands in the address."""

    dato = DanishDateField(
        label="Hvornår flyttede borgeren hertil?",
        help_text="Skriv fx 1.3.2026, i dag eller -14",
        error_messages={"required": "Skriv den dag, borgeren flyttede hertil"},
    )
    aarsag = fields.reason(
        "Hvorfor kan de 18 måneder ikke holdes på grund af flytningen?",
        "Skriv, hvorfor flytningen er grunden",
        help_text="Fx at sagen først kom fra den gamle kommune i oktober",
    )


class TilflytningCorrectionForm(TilflytningForm):
    grund = fields.reason(
        "Hvorfor rettes det?",
        "Skriv, hvorfor det rettes",
        help_text="Begrundelsen står i sagens historik sammen med det, der stod før",
    )


class WithdrawalForm(ActForm):
    grund = fields.reason(
        "Hvorfor trækkes flytningen tilbage?", "Skriv, hvorfor flytningen trækkes tilbage"
    )
