"""The municipality's own settings of the rules, by date: a table under Organisation, and a new row."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration.forms.organisation import RuleProfileForm
from cases.administration.listing import Column, Listing
from cases.administration.views.common import saved_or_form
from cases.danish import dates
from cases.deadlines.rulesets import PARAGRAF_74C, handover_months
from cases.drafts.submissions import once
from cases.people import operations
from cases.people.models import Municipality, RuleProfile
from cases.sorting import danish

COLUMNS = (
    Column("Gælder", "gaelder", ("valid_from",)),
    Column("Sagen overdrages efter", "overdrages", ("handover_months", "-valid_from")),
    Column("Fristerne i § 74 c", "frister", ("exempt", "-valid_from")),
    Column("Kilde", "kilde", (danish("source"),)),
)
PREFIX = "profil_"  # the teams above are sorted too


def table(request: FleksjobRequest) -> dict[str, Any]:
    """The newest first, until another order is asked for."""
    found = RuleProfile.objects.all()
    listing = Listing(
        request, found, COLUMNS, "regelprofil", "regelprofiler", begins="-gaelder", prefix=PREFIX
    )
    rows = [
        {"profile": one, "span": dates.half_open_span(one.valid_from, one.valid_to)}
        for one in listing.ordered()
    ]
    usual = handover_months(PARAGRAF_74C, day=request.viewer.as_of)
    return {"columns": listing.head(), "rows": rows, "months_without": usual}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def add_rule_profile(request: FleksjobRequest) -> HttpResponse:
    form = RuleProfileForm(
        request.POST or None, as_of=request.viewer.as_of, cancel_url=reverse("organisation")
    )

    def save() -> str:
        profile = form.profile(Municipality.objects.get())
        operations.add_rule_profile(profile=profile, actor=request.viewer.actor)
        return "Regelprofilen er gemt. Alle frister regnes om inden for en time."

    lead = "Den profil, der gælder nu, slutter dagen før. Alle frister regnes om inden for en time."
    return saved_or_form(request, form, save, title="Ny regelprofil", lead=lead)
