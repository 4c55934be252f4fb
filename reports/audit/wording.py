"""What is said of an audit list: its filters, its rules, and those it does not show."""

from collections.abc import Sequence
from datetime import date

from cases.access.viewer import Viewer
from cases.command_line.counts import counted
from cases.danish import dates
from cases.deadlines.rulesets import RuleRow, RuleSet, in_force
from cases.people.models import Jobcenter, Team
from reports.audit.filters import Filters
from reports.audit.registry import AuditList

NO_FILTER = "Intet filter"
TELLING = {"borger": "navne", "foedt": "fødselsdatoer"}
RESTRICTED = (
    "Borgere med beskyttet adresse og ansatte vises kun for sagens sagsbehandler og teamchef. De tæller"
    " med her og står ikke i rækkerne."
)
CHECKSUM = (
    "Pak filen ud; tallet er SHA-256 af xl/worksheets/sheet2.xml. To udtræk med samme kontrolsum har"
    " de samme rækker. Hvem og hvornår står kun på dette ark."
)


def in_words(listed: AuditList, filters: Filters, viewer: Viewer) -> str:
    label = viewer.terms.on(viewer.as_of).jobcenter.label
    said = []
    if filters.sag:
        said.append(f"Sag: {filters.sag}")
    if filters.jobcenter:
        found = Jobcenter.objects.filter(pk=filters.jobcenter).first()
        said.append(f"{label}: {found or 'ukendt'}")
    if filters.team:
        team = Team.objects.filter(pk=filters.team).first()
        said.append(f"Team: {team or 'ukendt'}")
    if days := filters.days_in_words():
        said.append(f"{listed.days}: {days}")
    if filters.kolonner:
        shown = listed.columns_called(jobcenter=label)
        names = ", ".join(one.label for one in shown if one.key in filters.kolonner)
        said.append(f"Kolonner: {names}")
    return " · ".join(said) or NO_FILTER


def holds(listed: AuditList, filters: Filters, *, with_cpr: bool) -> str:
    """What the file says of who each citizen is."""
    shown = {one.key for one in listed.columns} & (set(filters.kolonner) or set(TELLING))
    said = [word for key, word in TELLING.items() if key in shown]
    said += ["cpr-numre"] if with_cpr else []
    return " og ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def restricted_line(count: int) -> str:
    """As at the end of every list (docs/decisions/0012)."""
    return f"{counted(count, 'sag', 'sager')} med begrænset adgang"


def rules_in_words(rules: RuleSet, *, as_of: date) -> str:
    """The values that are in force on the day."""

    def months(rows: Sequence[RuleRow]) -> int:
        row = in_force(rows, day=as_of)
        return row.months if row else 0

    return (
        f"{rules.name} pr. {dates.long(as_of)}: vurderes efter {months(rules.assess_after)} måneder"
        f" inden for {months(rules.within)}, afsluttes efter yderligere"
        f" {months(rules.finish_after)}, overdrages efter {months(rules.handover_after)}"
    )
