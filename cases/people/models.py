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
