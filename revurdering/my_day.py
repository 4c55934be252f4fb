"""What the revurdering asks of each role on Min dag, and what it calls done.

A caseworker sees their own cases, the others those their role opens to them. Who may do an act
sees the task; who waits for another to do it sees it under Venter på andre.
"""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import CaseQuerySet
from cases.casefile.queries import got_another_caseworker
from cases.danish import dates
from cases.deadlines import wording
from cases.findings.models import Finding
from cases.findings.queries import exempt_on
from cases.myday.done import filled, written_by
from cases.myday.legal import DUE, KIND, ROUND, with_legal_date
from cases.myday.registry import DoneKind, Task, TaskKind, register_done, register_task
from cases.myday.rules import WEEK, Basis
from cases.nextsteps.models import NextStep
from cases.people.models import Role
from cases.reminders.queries import since_the_latest_wait
from revurdering.finishing import with_finish_by
from revurdering.models import Revurdering

PAGE = "sag_revurdering"
TEAM, SENDER, CASEWORKER = "visitationsteamet", "den, der sender sagen", "sagsbehandleren"
M10, M12, M18 = NextStep.Kind.M10, NextStep.Kind.M12, NextStep.Kind.M18
LEGAL_MARKS = (M12, M18)
LEADERS = frozenset({Role.TEAM_LEADER})


def register() -> None:
    for kind in (*_to_do(), *_awaited()):
        register_task(kind)
    for name, label, field in DONE:
        register_done(DoneKind(name, label, partial(_filled, field)))


# --- Which cases


def _own(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return cases.filter(caseworker=viewer.employee)


def _own_or_paid(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    """The payment office sends every case over; a caseworker only their own."""
    return cases if viewer.has_role(Role.PAYMENT_OFFICE) else _own(cases, viewer)


def _to_start(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return _own(cases, viewer).filter(**{KIND: M12})


def _to_hand_over(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return with_legal_date(_own_or_paid(cases, viewer).filter(**{KIND: M10}))


def _to_finish(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return _with_move(cases.filter(**{KIND: M18}))


def _with_move(cases: CaseQuerySet) -> CaseQuerySet:
    """Annotates `moved_on`: the day of the move that gives the round longer than its m18."""
    passed = Finding.objects.filter(
        citizen=OuterRef("citizen"), round=OuterRef("round"), m18__lt=OuterRef(f"case__{DUE}")
    )
    moves = _records().filter(round=OuterRef(ROUND), tilflytning_on__isnull=False)
    day = moves.filter(Exists(passed)).values("tilflytning_on")[:1]
    return cases.annotate(moved_on=Subquery(day, output_field=DateField()))


def _to_receive(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return with_legal_date(_not_received(cases))


def _to_explain(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    """Begun late or not finished in time, and nobody has said why."""
    found = Finding.objects.filter(citizen=OuterRef("citizen"), round=OuterRef("round"))
    begun_late = Q(m12__lt=OuterRef("started_on")) & ~exempt_on("m12")
    not_finished = Q(finish_by__lt=viewer.as_of) & ~exempt_on("m18") & ~exempt_on("finish_by")
    moved_on = ExpressionWrapper(OuterRef("tilflytning_on"), output_field=DateField())
    late = with_finish_by(found, moved_on=moved_on).filter(begun_late | not_finished)
    records = _records().filter(Exists(late), lateness_reason="")
    return with_legal_date(_own(cases, viewer).filter(Exists(records)))


def _to_follow_up(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return _passed(cases, viewer).exclude(_is_acted_on(viewer))


def _followed_up(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return _passed(cases, viewer).filter(_is_acted_on(viewer))


def _is_acted_on(viewer: Viewer) -> Q:
    """Explained, or in new hands since the day, which then have as long as until the next reminder."""
    explained = _records().filter(round=OuterRef(ROUND)).exclude(lateness_reason="")
    handed_over = got_another_caseworker(after=since_the_latest_wait(as_of=viewer.as_of))
    return Q(Exists(explained)) | Q(
        Exists(handed_over.filter(history_date__date__gt=OuterRef(DUE)))
    )


def _passed(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    """The law's day is over, in a jobcenter the viewer leads."""
    led = viewer.jobcentres_as(Role.TEAM_LEADER)
    late = {f"{KIND}__in": LEGAL_MARKS, f"{DUE}__lt": viewer.as_of}
    return cases.filter(jobcenter__in=led, **late)


def _sent(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return _not_received(_own_or_paid(cases, viewer))


def _with_the_team(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return _with_move(_own(cases, viewer).filter(**{KIND: M18}))


def _soon(kind: str, cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    return cases.filter(**{KIND: kind, f"{DUE}__lte": viewer.as_of + WEEK})


def _of_the_jobformidler(cases: CaseQuerySet, viewer: Viewer) -> CaseQuerySet:
    near = {f"{DUE}__lte": viewer.as_of + WEEK}
    return cases.filter(jobformidler=viewer.employee, **near).exclude(caseworker=viewer.employee)


def _not_received(cases: CaseQuerySet) -> CaseQuerySet:
    """Annotates `handed_over_on`."""
    waiting = _records().filter(handed_over_on__isnull=False, received_on__isnull=True)
    days = waiting.order_by("-handed_over_on").values("handed_over_on")
    return cases.filter(Exists(waiting)).annotate(handed_over_on=Subquery(days[:1]))


def _records() -> QuerySet[Revurdering]:
    """Those of the case that are not finished; one whose round is gone can no longer be."""
    return Revurdering.objects.open().filter(case=OuterRef("pk"), round__isnull=False)


# --- Why


def _reached(task: Task, as_of: date) -> str:
    if task.due is None:
        return ""
    reached = "nået" if task.due <= as_of else "nås"
    return f"{wording.months(task.months)} {reached} {dates.long(task.due)}"


def _to_be_finished(task: Task, as_of: date) -> str:
    """Those who moved here may have longer than the 18 months."""
    if not (task.since and task.due):
        return _reached(task, as_of)
    ends = "udløb" if task.due < as_of else "udløber"
    return f"Tilflyttet {dates.long(task.since)}; den længere frist {ends} {dates.long(task.due)}"


def _sent_on(task: Task, as_of: date) -> str:
    return f"Overdraget {dates.long(task.since)}" if task.since else ""


def _late(task: Task, as_of: date) -> str:
    return "Revurderingen er forsinket, og årsagen mangler"


def _nearest(task: Task, as_of: date) -> str:
    return f"Næste frist er {dates.long(task.due)}" if task.due else ""


def _overdue(task: Task, as_of: date) -> str:
    return f"Fristen var {dates.long(task.due)}, og ingen årsag er skrevet" if task.due else ""


def _told_why(task: Task, as_of: date) -> str:
    if task.due is None:
        return ""
    return f"Fristen var {dates.long(task.due)}; årsagen er skrevet, eller sagen er overdraget"


# --- The kinds

laws_own = partial(TaskKind, basis=Basis.LAW, due=DUE, legal_date=DUE, round=ROUND)
local = partial(TaskKind, basis=Basis.LOCAL)
handing_over = partial(local, due=DUE, round=ROUND)


def _to_do() -> tuple[TaskKind, ...]:
    return (
        laws_own(
            name="revurdering-m12", verb="Påbegynd revurdering", button="Påbegynd",
            act=Act.START_REVURDERING, narrow=_to_start, why=_reached,
            url_name=PAGE, mark=M12,
        ),
        laws_own(
            name="revurdering-m18", verb="Afslut revurdering", button="Afslut",
            act=Act.FINISH_REVURDERING, narrow=_to_finish, why=_to_be_finished,
            url_name=PAGE, since="moved_on", mark=M18,
        ),
        laws_own(
            name="revurdering-opfoelgning", verb="Følg op på den overskredne frist",
            button="Se sagen", act=Act.REASSIGN_CASE, roles=LEADERS, narrow=_to_follow_up, why=_overdue,
            url_name=PAGE,
        ),
        handing_over(
            name="revurdering-m10", verb="Send sagen til teamet", button="Send",
            act=Act.HAND_OVER_REVURDERING, narrow=_to_hand_over, why=_reached,
            url_name=PAGE, legal_date="legal_date", mark=M10,
        ),
        local(
            name="revurdering-modtag", verb="Modtag sagen", button="Modtag",
            act=Act.RECEIVE_REVURDERING, narrow=_to_receive, why=_sent_on, url_name=PAGE,
            since="handed_over_on", legal_date="legal_date",
        ),
        local(
            name="revurdering-aarsag", verb="Skriv grunden til forsinkelsen", button="Skriv",
            act=Act.EXPLAIN_LATENESS, narrow=_to_explain, why=_late, url_name=PAGE,
            legal_date="legal_date",
        ),
    )  # fmt: skip


def _awaited() -> tuple[TaskKind, ...]:
    return (
        laws_own(
            name="venter-m18", verb="Teamet afslutter revurderingen", button="Se sagen",
            act=Act.START_REVURDERING, narrow=_with_the_team, why=_to_be_finished,
            since="moved_on", mark=M18, waits_for=TEAM,
        ),
        local(
            name="venter-modtag", verb="Teamet modtager sagen", button="Se sagen",
            act=Act.HAND_OVER_REVURDERING, narrow=_sent, why=_sent_on, since="handed_over_on",
            waits_for=TEAM,
        ),
        laws_own(
            name="venter-m12", verb="Sagsbehandleren påbegynder revurderingen",
            button="Se sagen", act=Act.RECEIVE_REVURDERING, narrow=partial(_soon, M12),
            why=_reached, mark=M12, waits_for=CASEWORKER,
        ),
        handing_over(
            name="venter-m10", verb="Sagen sendes til teamet", button="Se sagen",
            act=Act.RECEIVE_REVURDERING, narrow=partial(_soon, M10), why=_reached,
            mark=M10, waits_for=SENDER,
        ),
        handing_over(
            name="venter-jobformidler", verb="Næste skridt i revurderingen", button="Se sagen",
            act=Act.SEE_MY_DAY, roles=frozenset({Role.JOBFORMIDLER}),
            narrow=_of_the_jobformidler, why=_nearest, waits_for=CASEWORKER,
        ),
        laws_own(
            name="venter-forsinket", verb="Sagsbehandleren indhenter forsinkelsen",
            button="Se sagen", act=Act.REASSIGN_CASE, roles=LEADERS, narrow=_followed_up, why=_told_why,
            waits_for=CASEWORKER,
        ),
    )  # fmt: skip


DONE = (
    ("revurdering-overdraget", "Sagen sendt til teamet", "handed_over_on"),
    ("revurdering-modtaget", "Sagen modtaget", "received_on"),
    ("revurdering-paabegyndt", "Revurdering påbegyndt", "started_on"),
    ("revurdering-afsluttet", "Revurdering afsluttet", "finished_on"),
    ("revurdering-begrundet", "Grunden til forsinkelsen skrevet", "lateness_reason"),
)


def _filled(field: str, viewer: Viewer) -> "QuerySet[Any]":
    return filled(written_by(viewer, Revurdering), field)
