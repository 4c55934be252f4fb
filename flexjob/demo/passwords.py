"""A new password for each account that is shown, drawn at every start."""

import secrets
from dataclasses import dataclass

from cases.citizens import cpr
from cases.history import change
from cases.people.models import Employee, Role, RoleAssignment
from flexjob.demo.guard import ACTOR
from flexjob.demo.organisation import ACCOUNTS

WORDS = [
    "anemone", "bakke", "bog", "bølge", "egern", "eng", "fjord", "fugl", "glas", "granit",
    "havn", "hegn", "is", "jord", "kaffe", "kilde", "klit", "kompas", "lampe", "lyng",
    "lærke", "maj", "mose", "måne", "nød", "odder", "pil", "plov", "regn", "ris", "sand",
    "sejl", "skov", "sky", "sne", "sol", "sten", "strand", "tang", "tind", "torn", "træ",
    "tærte", "ugle", "vand", "vej", "vind", "vinter", "zebra", "æble", "ørn", "øst", "ål", "å",
]  # fmt: skip
DOES = {
    Role.CASEWORKER: "fører sagerne, retter perioder",
    Role.JOBFORMIDLER: "ser sine egne borgere; skriver først et cpr-nummer, fx " + cpr.EXAMPLE,
    Role.VISITATIONSTEAM: "modtager og afslutter revurderinger",
    Role.TEAM_LEADER: "godkender roller, overdrager, læser loggen",
    Role.PAYMENT_OFFICE: "indlæser perioder, sender sager til teamet",
    Role.QUALITY_CONTROL: "ser alle sager, når formålet er valgt",
    Role.CENTRAL_ADMINISTRATION: "får klagesager senere; ser endnu ingen sager",
    Role.SYSTEM_ADMINISTRATOR: "medarbejdere, roller og organisation; ser ingen borgere",
}


@dataclass(frozen=True)
class LogIn:
    role: str
    place: str
    username: str
    password: str
    does: str


def draw() -> list[LogIn]:
    """The old passwords end here, and with them the sessions."""
    found = Employee.objects.in_bulk([one.username for one in ACCOUNTS], field_name="username")
    return [
        _log_in(found[account.username], account.role)
        for account in ACCOUNTS
        if account.username in found
    ]


def as_table(log_ins: list[LogIn]) -> str:
    rows = [("Rolle", "Sted", "Brugernavn", "Adgangskode", "Kan")]
    rows += [(one.role, one.place, one.username, one.password, one.does) for one in log_ins]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip()
        for row in rows
    )


def _log_in(employee: Employee, role: str) -> LogIn:
    password = _password()
    employee.set_password(password)
    with change(actor=ACTOR, reason="Ny adgangskode ved demoens start"):
        employee.save(update_fields=["password"])
    held = RoleAssignment.objects.filter(employee=employee, role=role).select_related("jobcenter")
    place = next((one.jobcenter.name for one in held if one.jobcenter), "på tværs")
    return LogIn(Role(role).label, place, employee.username, password, DOES[Role(role)])


def _password() -> str:
    words = "-".join(secrets.choice(WORDS) for _ in range(3))
    return f"{words}-{secrets.randbelow(9000) + 1000}"
