from cases.people.models import Employee
from cases.preferences.models import PersonalSettings


def settings_of(employee: Employee) -> PersonalSettings:
    """As they stand when nothing has been chosen yet, too."""
    try:
        return employee.personal_settings
    except PersonalSettings.DoesNotExist:
        return PersonalSettings(employee=employee)
