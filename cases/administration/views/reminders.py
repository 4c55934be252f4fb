"""The municipality's own steps for reminders."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.administration import queries as queries_of_people
from cases.administration.forms.reminders import ReminderStepsForm, typed
from cases.administration.views.common import form_page
from cases.drafts.submissions import once
from cases.people.operations import EditConflict, version_of
from cases.reminders import operations, queries
from cases.reminders.models import ReminderSettings

LEAD = (
    "Ændringen gælder fra næste nat. En frist, der allerede har nået et nyt trin, "
    "gives der besked om med det samme."
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.ADMINISTER)
@once
def steps(request: FleksjobRequest) -> HttpResponse:
    form = ReminderStepsForm(
        request.POST or None,
        initial={**typed(queries.steps_in_use()), "version": _version()},
        cancel_url=reverse("administration"),
    )
    if form.is_valid():
        try:
            operations.change_steps(
                steps=form.steps(),
                version=form.cleaned_data["version"],
                actor=request.viewer.actor,
            )
        except EditConflict as conflict:
            _show_both(form, by=queries_of_people.names_of_actors([conflict.by])[conflict.by])
        else:
            messages.success(request, "Påmindelserne er gemt og gælder fra næste nat.")
            return redirect("administration")
    return form_page(request, form, title="Påmindelser", lead=LEAD)


def _version() -> int:
    standing = ReminderSettings.objects.first()
    return version_of(standing) if standing else 0


def _show_both(form: ReminderStepsForm, *, by: str) -> None:
    """The second of two who save sees what the first saved; what was typed stays."""
    kept = form.data.copy()  # type: ignore[attr-defined]
    kept["version"] = _version()
    form.data = kept
    theirs = typed(queries.steps_in_use())
    stand = ", ".join(f"{form.fields[name].label}: »{value}«" for name, value in theirs.items())
    form.add_error(
        None,
        f"{by} rettede dette, mens du skrev. Nu står der {stand}. "
        "Det, du skrev, står stadig i felterne; gem igen, hvis det skal gælde",
    )
