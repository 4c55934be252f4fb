"""A quarter that is not signed is a task: to reconcile it, to sign it, or to know that it is missing."""

from __future__ import annotations

from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.danish import dates
from cases.myday.registry import DeskTask
from reports.coverage import owed
from reports.coverage.owed import QuarterState
from reports.quarters import Quarter

TAKEN_BACK = "afstemningen er rullet tilbage, efter at kvartalet blev underskrevet"


def tasks(viewer: Viewer) -> list[DeskTask]:
    """At most two queries. Those who only look are told once the quarter is over."""
    if Act.SEE_COVERAGE not in viewer.acts:
        return []
    found = owed.quarters(as_of=viewer.as_of)[::-1]
    unsigned = [one for one in found if one.signed is None or one.is_taken_back]
    asked = [_again(one, viewer) if one.signed else _task(one, viewer) for one in unsigned]
    return [task for task in asked if task is not None]


def _again(state: QuarterState, viewer: Viewer) -> DeskTask:
    if Act.RECONCILE in viewer.acts:
        return _send(f"Afstem {state.quarter.label} igen", TAKEN_BACK)
    return _open("Dækningen er rullet tilbage", TAKEN_BACK, "Se", state.quarter)


def _task(state: QuarterState, viewer: Viewer) -> DeskTask | None:
    quarter = state.quarter
    is_over = viewer.as_of > quarter.last
    due = "skulle være underskrevet" if is_over else "skal underskrives"
    why = f"{due} senest {dates.long(quarter.last)}"
    if Act.SIGN_COVERAGE in viewer.acts and state.has_list:
        return _open("Underskriv dækningen", why, "Underskriv", quarter)
    if Act.RECONCILE in viewer.acts and not state.has_list and state.is_owed(viewer.as_of):
        return _send(f"Afstem {quarter.label}", why)
    if is_over or (Act.SIGN_COVERAGE in viewer.acts and state.is_owed(viewer.as_of)):
        missing = "listen er afstemt" if state.has_list else "listen er ikke afstemt"
        return _open("Dækningen mangler", f"{why}; {missing}", "Se", quarter)
    return None


def _send(what: str, why: str) -> DeskTask:
    return DeskTask(what, why, "Send listen", reverse("afstemning"))


def _open(what: str, why: str, button: str, quarter: Quarter) -> DeskTask:
    url = reverse("daekning_kvartal", args=quarter.address)
    return DeskTask(f"{what} for {quarter.label}", why, button, url)
