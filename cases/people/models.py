from cases.people.code_requests import CodeRequest
from cases.people.employees import (
    ROLES_ACROSS_JOBCENTRES,
    Employee,
    EmployeeCprDigest,
    Role,
    RoleAssignment,
)
from cases.people.organisation import (
    DatedTerm,
    Jobcenter,
    Municipality,
    RuleProfile,
    Team,
)

__all__ = [
    "ROLES_ACROSS_JOBCENTRES",
    "CodeRequest",
    "DatedTerm",
    "Employee",
    "EmployeeCprDigest",
    "Jobcenter",
    "Municipality",
    "Role",
    "RoleAssignment",
    "RuleProfile",
    "Team",
]
