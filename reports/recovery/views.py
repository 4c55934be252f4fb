"""Genopretning: started by the teamchef, followed by quality control, told from what is done."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases import spreadsheet
from cases.access.declare import FleksjobRequest, page
from cases.access.rules import Act
from cases.danish import dates, numbers
from cases.drafts.submissions import once
from cases.paging import paged
from reports.recovery import operations, picture, queries, rules, tables
from reports.recovery.forms import StartForm
from reports.recovery.models import Recovery
from reports.recovery.queries import GROUPS

FIELDS = ("identitet", "frister")
TAKEN = "Jobcentret har allerede en genopretning med den skæringsdato. Se den på listen"


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.SEE_RECOVERY, post=Act.START_RECOVERY)
@once
def recoveries(request: FleksjobRequest) -> HttpResponse:
    viewer = request.viewer
    held = [one.jobcenter_id for one in viewer.roles_allowing(Act.START_RECOVERY)]
    form = StartForm(
        request.POST or None,
        jobcentres=[key for key in held if key],
        label=viewer.terms.on(viewer.as_of).jobcenter.label,
        as_of=viewer.as_of,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.start(
                jobcenter=form.cleaned_data["jobcenter"],
                key_date=form.cleaned_data["skaering"],
                target_date=form.cleaned_data["maal"],
                employee=request.user,
                as_of=viewer.as_of,
            )
        except operations.AlreadyStarted:
            form.add_error("skaering", TAKEN)
        else:
            messages.success(request, "Genopretningen er startet. Listen ligger nu fast.")
            return redirect("genopretning", made.pk)
    context = {
        "breadcrumbs": [{"label": "Kontrol", "url": reverse("kontrol")}, {"label": "Genopretning"}],
        "recoveries": queries.recoveries(viewer),
        "form": form if held else None,
    }
    return render(request, "reports/recovery/recoveries.html", context)


@require_safe
@page(Act.SEE_RECOVERY)
def recovery(request: FleksjobRequest, key: int) -> HttpResponse:
    found = _one(request, key)
    as_of = request.viewer.as_of
    members = queries.members(found, as_of=as_of)
    points = _points(found, members, request)
    context = {
        "breadcrumbs": _crumbs(found),
        "recovery": found,
        "as_of": as_of,
        "sentence": _sentence(found, members, request),
        "picture": picture.drawn(points),
        "split": tables.split(found, members, as_of=as_of),
        "work": tables.work(found, members, queries.names(members), as_of=as_of),
        "burn_down": tables.burn_down(points),
    }
    return render(request, "reports/recovery/recovery.html", context)


@require_safe
@page(Act.SEE_RECOVERY)
def download(request: FleksjobRequest, key: int) -> HttpResponse:
    """Numbers only."""
    found = _one(request, key)
    members = queries.members(found, as_of=request.viewer.as_of)
    points = _points(found, members, request)
    return spreadsheet.answer(
        f"genopretning-{found.key_date}", tables.BURN_DOWN, tables.burn_down_cells(points)
    )


@require_safe
@page(Act.SEE_RECOVERY, citizens=True)
def cases(request: FleksjobRequest, key: int) -> HttpResponse:
    """Exactly those that the number counted."""
    found = _one(request, key)
    group = request.GET.get("gruppe", "alle")
    group = group if group in GROUPS else "alle"
    as_of = request.viewer.as_of
    chosen = queries.chosen(
        queries.members(found, as_of=as_of),
        group,
        caseworker=request.GET.get("hvem", ""),
        as_of=as_of,
    )
    seen = queries.visible(request.viewer, [one.case for one in chosen])
    reached = [one for one in chosen if one.case in seen]
    shown, pagination = paged(reached, asked=request.GET, unit=("sag", "sager"))
    request.readlog.listed([seen[one.case] for one in shown], fields=FIELDS)
    context = {
        "breadcrumbs": [
            *_crumbs(found, link=True),
            {"label": GROUPS[group][0]},
        ],
        "heading": GROUPS[group][0],
        "count": numbers.counted(len(chosen), "sag", "sager"),
        "rows": [
            {"member": one, "due": one.shown_due(as_of=as_of), "case": seen[one.case]}
            for one in shown
        ],
        "pagination": pagination,
        "restricted": len(chosen) - len(reached),
    }
    return render(request, "reports/recovery/cases.html", context)


def _one(request: FleksjobRequest, key: int) -> Recovery:
    found = queries.recoveries(request.viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _points(
    found: Recovery, members: list[rules.Member], request: FleksjobRequest
) -> list[rules.Point]:
    return rules.burn_down(
        members, key_date=found.key_date, target=found.target_date, as_of=request.viewer.as_of
    )


def _crumbs(found: Recovery, *, link: bool = False) -> list[dict[str, str]]:
    here = {"label": f"{found.jobcenter}, {dates.long(found.key_date)}"}
    if link:
        here["url"] = reverse("genopretning", args=[found.pk])
    return [
        {"label": "Kontrol", "url": reverse("kontrol")},
        {"label": "Genopretning", "url": reverse("genopretninger")},
        here,
    ]


def _sentence(found: Recovery, members: list[rules.Member], request: FleksjobRequest) -> str:
    as_of = request.viewer.as_of
    whole = queries.chosen(members, "over", as_of=as_of)
    left = queries.chosen(members, "over-aaben", as_of=as_of)
    planned = rules.planned(len(whole), as_of, key_date=found.key_date, target=found.target_date)
    return (
        f"{numbers.number(len(left))} af {numbers.counted(len(whole), 'sag', 'sager')} over fristen"
        f" mangler; planen er {numbers.number(planned, decimals=0)} i dag og ingen"
        f" {dates.long(found.target_date)}."
    )
