"""What is done to the citizen of a case: a new number, a mark, someone who is inhabil."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from cases.access import door
from cases.access.declare import FleksjobRequest, case_page
from cases.access.rules import Act
from cases.access.unseen import unseen
from cases.casefile import tables
from cases.casefile.forms import InhabilitetForm, LiftForm, NewNumberForm, RestrictionForm
from cases.casefile.models import Case
from cases.casefile.views.common import act_page, done, facts_url, keep_typed, overtaken_page
from cases.citizens import operations, restrictions, withdrawals
from cases.citizens.cpr import Cpr
from cases.citizens.models import Inhabilitet
from cases.citizens.queries import citizen_with_cpr
from cases.citizens.rules import born_too_late
from cases.drafts.submissions import once
from cases.overtaken import told
from cases.people.models import Employee, RoleAssignment
from cases.periods import queries as periods

FORM = ["GET", "HEAD", "POST"]
# Nobody moves a number from one citizen to another; whose it is, is not told here.
NOT_HERE = (
    "Nummeret kan ikke gemmes på denne borger, heller ikke af andre. Tjek det. Er det rigtigt, så "
    "behold det nuværende, og bed teamchefen søge på det"
)


HAD_BEFORE = "Borgeren har haft nummeret før. Skriv, hvorfor det gælder igen"
NO_REASON = "Skriv, hvorfor det nummer, der står nu, trækkes tilbage"
SAVED = "Cpr-nummeret er gemt."
WITHDRAWN = (
    "Cpr-nummeret er gemt, og det forkerte er trukket tilbage. Gennemgå det, der kom ind under det: "
    "det er listet her på siden."
)


@require_http_methods(FORM)
@case_page(Act.CHANGE_CITIZEN, sent=lambda request, _: NewNumberForm(request.POST))
@once
def new_number(request: FleksjobRequest, case: Case) -> HttpResponse:
    as_of = request.viewer.as_of
    form = NewNumberForm(
        request.POST or None, as_of=as_of, initial={"valid_from": as_of}, cancel_url=facts_url(case)
    )
    if form.is_valid() and form.parsed is not None and _is_added(request, case, form, form.parsed):
        return done(request, case, WITHDRAWN if form.withdraws else SAVED, fields=["cpr"])
    lead = (
        "Er det nummer, der står nu, en andens eller tastet forkert, så skriv det rigtige her, også "
        "når borgeren har haft det før. Det, der kom ind under det forkerte nummer, bliver stående "
        "på borgeren: når nummeret er trukket tilbage, er det listet under Oplysninger, så I kan "
        "gennemgå det."
    )
    return act_page(request, case, form, title="Nyt cpr-nummer", lead=lead)


def _is_added(request: FleksjobRequest, case: Case, form: NewNumberForm, number: Cpr) -> bool:
    """Else the form says why not, and what to do."""
    first_day = periods.first_day(citizen_id=case.citizen_id)
    birth = number.birth_date
    if why := born_too_late(birth, first_day=first_day, opened_on=case.opened_on):
        form.add_error("cpr", why)
        return False
    try:
        _add(request, case, form, number)
    except operations.AlreadyInUse:
        form.add_error(
            "cpr", "Det er det nummer, borgeren har nu. Skriv et andet, eller gå tilbage"
        )
    except operations.ReasonMissing:
        form.add_error("reason", NO_REASON if form.withdraws else HAD_BEFORE)
    except operations.CprBelongsToAnother:
        form.add_error("cpr", NOT_HERE)
        whose = unseen(request.viewer, number=number, citizen=citizen_with_cpr(number))
        request.readlog.refused(
            act=Act.CHANGE_CITIZEN, rule=whose.rule or 5, citizen_id=whose.citizen_id
        )
    else:
        return True
    return False


def _add(request: FleksjobRequest, case: Case, form: NewNumberForm, number: Cpr) -> None:
    typed = form.cleaned_data
    given: dict[str, Any] = {
        "citizen": case.citizen,
        "cpr": number,
        "valid_from": typed["valid_from"],
        "reason": typed["reason"],
    }
    if form.withdraws:
        withdrawals.put_right(**given, put_right_by=request.user)
    else:
        operations.add_cpr_number(**given, actor=request.viewer.actor)


@require_http_methods(FORM)
@case_page(Act.MARK_RESTRICTED, sent=lambda request, _: RestrictionForm(request.POST))
@once
def restrict(request: FleksjobRequest, case: Case) -> HttpResponse:
    citizen = case.citizen
    initial = {
        "version": citizen.version,
        "is_protected": citizen.is_protected,
        "is_colleague": citizen.is_colleague,
    }
    form = RestrictionForm(request.POST or None, initial=initial, cancel_url=facts_url(case))
    more: dict[str, Any] = {}
    if form.is_valid():
        try:
            restrictions.mark_restricted(
                citizen=citizen, **form.cleaned_data, actor=request.viewer.actor
            )
        except restrictions.CitizenEditConflict as conflict:
            keep_typed(form, conflict.current)
            more["conflict"] = tables.restriction_items(conflict.current)
        except restrictions.NothingChanged:
            form.add_error(None, "Der er ikke ændret noget. Ret et kryds, eller gå tilbage")
        else:
            request.readlog.wrote(case, fields=["begraensning"])
            messages.success(request, "Markeringen er gemt.")
            return redirect("sager")  # the marker may have closed the case to the one who made it
    lead = "En markeret borger vises kun for sagens sagsbehandler og teamchefen."
    return act_page(request, case, form, title="Begræns adgangen", lead=lead, **more)


@require_http_methods(FORM)
@case_page(Act.REGISTER_INHABILITET, sent=lambda request, case: _sent(request, case))
@once
def register_inhabil(request: FleksjobRequest, case: Case) -> HttpResponse:
    form = InhabilitetForm(
        request.POST or None,
        among=_may_be_registered(request, case),
        initial={"employee": request.user},
        cancel_url=facts_url(case),
    )
    if form.is_valid():
        employee = form.cleaned_data["employee"]
        try:
            restrictions.register_inhabilitet(
                employee=employee,
                citizen=case.citizen,
                registered_by=request.user,
                reason=form.cleaned_data["reason"],
            )
        except restrictions.AlreadyInhabil:
            form.add_error("employee", f"{employee.name} er allerede registreret som inhabil")
        else:
            return _closed_to(request, case, employee)
    lead = "Den inhabile kan ikke længere se borgeren. Kun en anden leder kan ophæve det."
    return act_page(request, case, form, title="Registrér inhabilitet", lead=lead)


@require_http_methods(FORM)
@case_page(Act.LIFT_INHABILITET, sent=lambda request, _: LiftForm(request.POST))
@once
def lift_inhabil(request: FleksjobRequest, case: Case, key: int) -> HttpResponse:
    registered = Inhabilitet.objects.select_related("employee")
    inhabilitet = get_object_or_404(registered, pk=key, citizen=case.citizen_id)
    form = LiftForm(request.POST or None, cancel_url=facts_url(case))
    if inhabilitet.lifted_by_id:
        return _lifted_by_another(request, case, inhabilitet, form)
    if form.is_valid():
        try:
            restrictions.lift_inhabilitet(
                inhabilitet=inhabilitet, lifted_by=request.user, **form.cleaned_data
            )
        except restrictions.AlreadyLifted:
            inhabilitet.refresh_from_db()
            return _lifted_by_another(request, case, inhabilitet, form)
        except restrictions.MayNotLift:
            form.add_error(None, "En anden leder end den, der registrerede den, skal ophæve den")
        else:
            return done(request, case, "Inhabiliteten er ophævet.", fields=["inhabilitet"])
    title = f"Ophæv inhabilitet for {inhabilitet.employee.name}"
    return act_page(request, case, form, title=title)


def _lifted_by_another(
    request: FleksjobRequest, case: Case, inhabilitet: Inhabilitet, form: LiftForm
) -> HttpResponse:
    text = told(inhabilitet, "ophævede inhabiliteten", why=inhabilitet.lift_reason)
    title = f"Inhabiliteten for {inhabilitet.employee.name} er ophævet"
    return overtaken_page(request, case, form, text, title=title)


def _closed_to(request: FleksjobRequest, case: Case, employee: Employee) -> HttpResponse:
    text = f"{employee.name} er registreret som inhabil og kan ikke længere se sagen."
    if employee != request.user:
        return done(request, case, text, fields=["inhabilitet"])
    request.readlog.wrote(case, fields=["inhabilitet"])
    messages.success(request, "Du er registreret som inhabil og kan ikke længere se sagen.")
    return redirect("sager")


def _sent(request: FleksjobRequest, case: Case) -> InhabilitetForm:
    """The door no longer says who may lift: the case is closed."""
    may_choose = Act.LIFT_INHABILITET in request.viewer.acts
    oneself = Employee.objects.filter(pk=request.user.pk)
    return InhabilitetForm(
        request.POST, among=_employees_of(request, case) if may_choose else oneself
    )


def _may_be_registered(request: FleksjobRequest, case: Case) -> QuerySet[Employee]:
    if not door.may(request.viewer, case=case, act=Act.LIFT_INHABILITET):
        return Employee.objects.filter(pk=request.user.pk)
    return _employees_of(request, case)


def _employees_of(request: FleksjobRequest, case: Case) -> QuerySet[Employee]:
    here = RoleAssignment.objects.filter(jobcenter=case.jobcenter_id)
    return Employee.objects.filter(
        pk__in=here.in_force(as_of=request.viewer.as_of).values("employee")
    ).order_by("name")
