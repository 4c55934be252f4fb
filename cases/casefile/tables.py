"""Finished rows for the pages of a case's own facts."""

from cases.casefile.models import Case
from cases.citizens.models import Citizen, Inhabilitet
from cases.danish import dates
from cases.people.terms import Words

Items = list[dict[str, str]]


def facts(case: Case, words: Words) -> Items:
    closed = f"{dates.long(case.closed_on)}: {case.close_reason}" if case.closed_on else "Åben"
    return [
        {"term": "Sagsnummer", "text": case.number},
        {"term": words.jobcenter.label, "text": case.jobcenter.name},
        {"term": "Team", "text": case.team.name},
        {"term": "Sagsbehandler", "text": case.caseworker.name if case.caseworker else "Ingen"},
        {"term": "Jobformidler", "text": case.jobformidler.name if case.jobformidler else "Ingen"},
        {"term": "Visitationsdato", "text": visitationsdato(case)},
        {"term": "Ordning", "text": case.get_ordning_display()},
        {"term": "Refusion", "text": case.get_refusion_display()},
        {"term": "Åbnet", "text": dates.long(case.opened_on)},
        {"term": "Lukket" if case.closed_on else "Status", "text": closed},
        {"term": "Lovens ord for sagen", "text": f"{words.team.singular}, {words.plan.singular}"},
    ]


def visitationsdato(case: Case) -> str:
    return dates.long(case.visitationsdato) if case.visitationsdato else "Ikke sat"


def restriction(citizen: Citizen) -> str:
    marks = ["navne- og adressebeskyttelse"] if citizen.is_protected else []
    marks += ["ansat i forvaltningen"] if citizen.is_colleague else []
    return " og ".join(marks)


def restriction_items(citizen: Citizen) -> Items:
    return [{"term": "Begrænset adgang nu", "text": restriction(citizen) or "Nej"}]


def inhabiliteter(citizen: Citizen) -> list[Inhabilitet]:
    standing = Inhabilitet.objects.filter(citizen=citizen, lifted_by__isnull=True)
    return list(standing.select_related("employee", "registered_by").order_by("employee__name"))
