from cases.people.models import Employee
from cases.preferences.models import PersonalSettings


def settings_of(employee: Employee) -> PersonalSettings:
    """As they stand when nothing has been chosen yet, too."""
    found = PersonalSettings.objects.filter(employee=employee).first()
    return found or PersonalSettings(employee=employee)
