from cases.people.models import Employee
from cases.preferences.models import PersonalSettings


def choose(*, employee: Employee, single_keys: bool) -> PersonalSettings:
    """Holds from the next page on, in every browser."""
    chosen, _ = PersonalSettings.objects.update_or_create(
        employee=employee, defaults={"single_keys": single_keys}
    )
    return chosen
