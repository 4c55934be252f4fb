"""Taking back what was last done to a period."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.casefile.models import Case
from cases.periods import effects, operations
from cases.periods.receipts import receipt


@require_POST
@case_page(Act.WRITE_PERIOD)
def undo(request: FleksjobRequest, case: Case, period_id: int, version: int) -> HttpResponse:
    """Takes back the change that left this version. Sent twice it has one effect: the version is gone."""
    get_object_or_404(case.citizen.periods, pk=period_id)
    try:
        saved = operations.undo(
            period_id=period_id,
            version=version,
            actor=request.viewer.actor,
            as_of=request.viewer.as_of,
        )
    except operations.EditConflict:
        messages.info(request, "Ændringen er allerede fortrudt, eller perioden er rettet siden.")
        return redirect("sag_perioder", number=case.number)
    except operations.NothingToUndo:
        messages.error(request, "En indlæst periode kan ikke fortrydes. Ret eller annullér den.")
        return redirect("sag_perioder", number=case.number)
    except operations.PeriodOverlaps as overlap:
        messages.error(request, f"Kan ikke fortrydes. {effects.overlap_text(overlap.other)}.")
        return redirect("sag_perioder", number=case.number)
    request.readlog.wrote(case, fields=["perioder"])
    lines = effects.lines_about(case, saved.moves, saved.unchanged)
    messages.success(request, receipt("Ændringen er fortrudt", lines))
    return redirect("sag_perioder", number=case.number)
