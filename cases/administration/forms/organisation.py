"""Jobcentres, teams, the rule profile and the dated words."""

from typing import Any

from django import forms

from cases.fields import day, text
from cases.forms import DkfdsForm, VersionedForm
from cases.people.models import DatedTerm, Municipality, RuleProfile, Team


class JobcenterForm(DkfdsForm):
    submit = "Opret jobcenteret"

    name = text("Navn", "Skriv jobcenterets navn")
    code = text(
        "Kode", "Skriv jobcenterets kode", most=20, help_text="Som i ydelsessystemets lister"
    )


class TeamForm(DkfdsForm):
    submit = "Opret teamet"

    name = text("Navn", "Skriv teamets navn")
    kind = forms.ChoiceField(
        label="Art",
        choices=[choice for choice in Team.Kind.choices if choice[0] != Team.Kind.UNASSIGNED],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad teamet arbejder med"},
    )


class RenameForm(VersionedForm):
    submit = "Gem navnet"

    name = text("Navn", "Skriv navnet")


class RuleProfileForm(DkfdsForm):
    submit = "Gem regelprofilen"

    first_day = day("Gælder fra", "Skriv den første dag, profilen gælder")
    handover_months = forms.IntegerField(
        label="Sagen overdrages efter antal måneder",
        min_value=1,
        max_value=12,
        initial=10,
        error_messages={
            "required": "Skriv et antal måneder",
            "invalid": "Skriv et helt tal fra 1 til 12",
            "min_value": "Skriv et tal fra 1 til 12",
            "max_value": "Skriv et tal fra 1 til 12",
        },
    )
    exempt = forms.BooleanField(
        label="Kommunen er undtaget fra fristerne i § 74 c",
        required=False,
        help_text="Fristerne vises så kun til oplysning",
    )
    source = text("Kilde", "Skriv, hvor det er besluttet", most=200)

    def profile(self, municipality: Municipality) -> RuleProfile:
        typed = self.cleaned_data
        return RuleProfile(
            municipality=municipality,
            valid_from=typed["first_day"],
            handover_months=typed["handover_months"],
            exempt=typed["exempt"],
            source=typed["source"],
        )


class TermForm(DkfdsForm):
    submit = "Gem ordet"

    key = forms.ChoiceField(
        label="Begreb",
        choices=[("", "Vælg et begreb"), *DatedTerm.Key.choices],
        error_messages={"required": "Vælg det begreb, ordet står for"},
    )
    first_day = day("Gælder fra", "Skriv den første dag, ordet gælder")
    singular = text("Ental", "Skriv ordet i ental", help_text="Fx rehabiliteringsteam")
    definite = text("Bestemt form", "Skriv den bestemte form", help_text="Fx rehabiliteringsteamet")
    plural = text("Flertal", "Skriv ordet i flertal", help_text="Fx rehabiliteringsteam")
    source = text("Kilde", "Skriv, hvor ordet kommer fra", most=200)

    def term(self) -> DatedTerm:
        typed: dict[str, Any] = dict(self.cleaned_data)
        return DatedTerm(valid_from=typed.pop("first_day"), **typed)
