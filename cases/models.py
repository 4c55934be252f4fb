from cases.casefile.models import Case, CaseNumberSeries, VisitationsdatoCorrection
from cases.caselist.models import SavedView
from cases.citizens.models import Citizen, CprDigest, CprNumber, CprWithdrawal, Inhabilitet
from cases.drafts.models import Draft, Submission
from cases.feeds.models import CalendarFeed
from cases.findings.models import Finding, Move
from cases.intake.models import IntakeProblem, IntakeRow, IntakeRun
from cases.mail.models import (
    Mail,
    MailLine,
    MailWish,
    RefusedAddress,
    SenderState,
    SentBefore,
)
from cases.myday.models import Snooze
from cases.nextsteps.models import NextStep
from cases.nights.models import Night, NightPart
from cases.people.models import (
    CodeRequest,
    DatedTerm,
    Employee,
    EmployeeCprDigest,
    Jobcenter,
    Municipality,
    Role,
    RoleAssignment,
    RuleProfile,
    Team,
)
from cases.periods.models import Period
from cases.preferences.models import PersonalSettings
from cases.readlog.models import ReadLogRow
from cases.reconciling.models import (
    Defect,
    ExpectedObligation,
    ReckonedNight,
    Reconciliation,
)
from cases.reminders.models import Deputy, Notice, Obligation, ReminderSettings, UntoldCase

__all__ = [
    "CalendarFeed",
    "Case",
    "CaseNumberSeries",
    "Citizen",
    "CodeRequest",
    "CprDigest",
    "CprNumber",
    "CprWithdrawal",
    "DatedTerm",
    "Defect",
    "Deputy",
    "Draft",
    "Employee",
    "EmployeeCprDigest",
    "ExpectedObligation",
    "Finding",
    "Inhabilitet",
    "IntakeProblem",
    "IntakeRow",
    "IntakeRun",
    "Jobcenter",
    "Mail",
    "MailLine",
    "MailWish",
    "Move",
    "Municipality",
    "NextStep",
    "Night",
    "NightPart",
    "Notice",
    "Obligation",
    "Period",
    "PersonalSettings",
    "ReadLogRow",
    "ReckonedNight",
    "Reconciliation",
    "RefusedAddress",
    "ReminderSettings",
    "Role",
    "RoleAssignment",
    "RuleProfile",
    "SavedView",
    "SenderState",
    "SentBefore",
    "Snooze",
    "Submission",
    "Team",
    "UntoldCase",
    "VisitationsdatoCorrection",
]
