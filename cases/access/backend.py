"""Who a session belongs to."""

from django.contrib.auth.backends import ModelBackend

from cases.people.models import Employee


class EmployeeBackend(ModelBackend):
    """Brings what the frame of every page asks about its reader along in the same query."""

    def get_user(self, user_id: int) -> Employee | None:
        found = Employee.objects.select_related("personal_settings").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None
