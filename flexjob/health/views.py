from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.access.declare import public
from flexjob.health import queries


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    found = queries.health(as_of=timezone.now())
    status = 200 if found.can_serve else 503
    if request.get_preferred_type(["text/html", "application/json"]) == "text/html":
        return render(request, "health.html", {"health": found}, status=status)
    facts = {
        "version": found.version,
        "database_svarer": found.database_answers,
        "migreret": found.migrated,
        "worker_set": found.worker_seen,
        "worker_lever": found.worker_is_alive,
        "beat_set": found.beat_seen,
        "beat_lever": found.beat_is_alive,
        "sidste_gode_nat": found.good_night,
        "nat_god": found.night_is_good,
        "alt_fortalt": found.all_are_told,
        "groen": found.is_green,
    }
    return JsonResponse(facts, status=status)
