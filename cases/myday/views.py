"""Min dag: what the viewer must do now, in the order the law asks for it."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import whole_numbers
from cases.access.declare import FleksjobRequest, case_page, page
from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.casefile.models import Case
from cases.danish.numbers import counted
from cases.drafts.submissions import once
from cases.myday import operations, queries, registry, rules, sentence, snoozing, tables
from cases.myday.forms import UNTIL, BulkForm, SnoozeForm
from cases.myday.queries import Counts, Day
from cases.myday.registry import Task
from cases.myday.rules import SPLIT_LABELS, Split
from cases.myday.tables import Row
from cases.overview.frame import case_context

FIELDS = ("identitet", "frister")
WRITTEN = ("udskydelse",)
EMPTY = {
    Split.WEEK: "Ingen opgaver forfalder de næste syv dage.",
    Split.OTHERS: "Du venter ikke på andre lige nu.",
    Split.SNOOZED: "Du har ikke udskudt noget.",
    Split.DONE: "Det, du gør færdigt i dag, står her.",
}


@require_safe
@page(Act.SEE_MY_DAY, citizens=True)
def my_day(request: FleksjobRequest) -> HttpResponse:
    viewer = request.viewer
    split, number = _asked(request)
    desk = registry.desk_tasks(viewer)
    day = queries.day_of(viewer, split, number=number)
    counts = day.counts
    counts.splits[Split.NOW] += len(desk)
    rows, cases, gone = _rows(viewer, day)
    request.readlog.listed(cases, fields=FIELDS)
    next_due = min((day for day in counts.days if day > viewer.as_of), default=None)
    if next_due is None:
        next_due = queries.next_due(viewer)
    context = {
        "as_of": viewer.as_of,
        "sentence": _sentence(viewer, counts, desk=len(desk), next_due=next_due),
        "tabs": tables.tabs(counts, split),
        "label": SPLIT_LABELS[split],
        "rows": rows,
        "gone": gone,
        "restricted": counts.restricted[split],
        "desk": desk if split is Split.NOW and day.number == 1 else [],
        "empty": EMPTY.get(split) or sentence.up_to_date(next_due=next_due),
        "pagination": tables.pagination(
            split, total=counts.splits[split], number=day.number, count=day.pages
        ),
        "week": tables.week(counts, as_of=viewer.as_of),
        "split": split,
        "form": BulkForm(as_of=viewer.as_of),
        "may_choose": split in (Split.NOW, Split.WEEK, Split.SNOOZED),
        "may_hand_over": Act.REASSIGN_CASE in viewer.acts,
    }
    return render(request, "cases/myday/day.html", context)


@require_POST
@page(Act.SEE_MY_DAY, citizens=True)
@once
def snooze(request: FleksjobRequest) -> HttpResponse:
    """Done at once for the rows chosen; taken back with one click."""
    split = _split(request.POST.get("del", ""))
    back = redirect(tables.address(split))
    chosen = snoozing.chosen(request)
    form = BulkForm(request.POST, as_of=request.viewer.as_of)
    snoozing.tell_gone(request, chosen, none=snoozing.NOTHING_CHOSEN)
    if not chosen:
        return back
    if not form.is_valid():
        messages.error(request, str(form.errors["udskyd_til"][0]))
    else:
        _put_off(request, chosen, form.cleaned_data["udskyd_til"], split=split)
    return back


@require_POST
@page(Act.SEE_MY_DAY, citizens=True)
@once
def call_back(request: FleksjobRequest) -> HttpResponse:
    """What was put off is back at once."""
    chosen = snoozing.chosen(request)
    snoozing.tell_gone(request, chosen, none=snoozing.NOTHING_CALLED_BACK)
    told = operations.call_back(chosen=chosen, employee=request.user)
    if not told:
        if chosen:
            messages.info(request, "Der er intet at hente tilbage: det er ikke udskudt længere.")
        return redirect(tables.address(Split.SNOOZED))
    for one in told:
        request.readlog.wrote(one.case, fields=WRITTEN)
    snoozing.keep_for_undo(request, told)
    count = counted(len(told), "opgave", "opgaver")
    messages.success(request, f"{count} er hentet tilbage.", snoozing.undo_tag(Split.SNOOZED))
    return redirect(tables.address(Split.SNOOZED))


@require_POST
@page(Act.SEE_MY_DAY, citizens=True)
def undo(request: FleksjobRequest) -> HttpResponse:
    """Sent twice it has one effect: what may be taken back is forgotten with the first."""
    undone = operations.undo(told=snoozing.kept_for_undo(request), employee=request.user)
    for one in undone:
        request.readlog.wrote(one.case, fields=WRITTEN)
    if undone:
        messages.success(request, f"Fortrudt for {counted(len(undone), 'opgave', 'opgaver')}.")
    else:
        messages.info(request, "Der er ikke mere at fortryde.")
    return redirect(tables.address(_split(request.GET.get("del", ""))))


@require_http_methods(["GET", "HEAD", "POST"])
@case_page(
    Act.SEE_MY_DAY,
    sent=lambda request, _: SnoozeForm(
        request.POST, as_of=request.viewer.as_of, tasks=[], cancel_url=""
    ),
)
@once
def snooze_on_case(request: FleksjobRequest, case: Case) -> HttpResponse:
    """One of the tasks of the case, with a reason."""
    as_of = request.viewer.as_of
    tasks = [task for task, _ in snoozing.tasks_of(request.viewer, {case.number})]
    form = SnoozeForm(
        request.POST or None,
        as_of=as_of,
        tasks=[(tables.key_of(task, case), task.kind.verb) for task in tasks],
        cancel_url=reverse("sag", args=[case.number]),
    )
    if form.is_valid():
        wanted = form.cleaned_data
        chosen = [(task, case) for task in tasks if tables.key_of(task, case) == wanted["opgave"]]
        _put_off(request, chosen, wanted["udskyd_til"], reason=wanted["grund"])
        return redirect("sag", number=case.number)
    request.readlog.shown(case, fields=FIELDS)
    context = {**case_context(request, case, current="sag"), "form": form, "tasks": tasks}
    return render(request, "cases/myday/snooze.html", context)


def _put_off(
    request: FleksjobRequest,
    chosen: list[tuple[Task, Case]],
    until: date,
    *,
    split: Split = Split.NOW,
    reason: str = "",
) -> None:
    try:
        report = operations.snooze(
            chosen=chosen,
            until=until,
            employee=request.user,
            as_of=request.viewer.as_of,
            reason=reason,
        )
    except rules.NotLater:
        messages.error(request, UNTIL)
        return
    for one in report.done:
        request.readlog.wrote(one.case, fields=WRITTEN)
    snoozing.receipt(request, report, until=until, split=split)


def _split(wanted: str) -> Split:
    return Split(wanted) if wanted in set(Split) else Split.NOW


def _asked(request: FleksjobRequest) -> tuple[Split, int]:
    """An unreadable value is none: the address may come from an old bookmark."""
    number = whole_numbers.read(request.GET.get("side", ""), digits=5)
    return _split(request.GET.get("del", "")), max(1, number or 1)


def _rows(viewer: Viewer, day: Day) -> tuple[list[Row], list[Case], int]:
    """The rows, the cases they show, and how many have left the viewer's reach since."""
    keys = [task.case_id for task in day.tasks] + [case_id for _, case_id in day.done]
    cases = queries.cases_of(viewer, keys)
    rows = tables.rows(day.tasks, cases, as_of=viewer.as_of) + tables.done_rows(day.done, cases)
    return rows, list(cases.values()), len(keys) - len(rows)


def _sentence(viewer: Viewer, counts: Counts, *, desk: int, next_due: date | None) -> str:
    return sentence.status(
        overdue=counts.overdue,
        today=counts.today,
        undated=counts.undated + desk,
        next_due=next_due,
    )
