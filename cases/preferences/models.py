from django.db import models

from cases.people.models import Employee


class PersonalSettings(models.Model):
    """How an employee wants the system to behave; a row only for those who have chosen."""

    employee = models.OneToOneField(
        Employee, models.CASCADE, primary_key=True, related_name="personal_settings"
    )
    single_keys = models.BooleanField("genveje med enkelte taster", default=True)

    class Meta:
        verbose_name = "personligt valg"
        verbose_name_plural = "personlige valg"

    def __str__(self) -> str:
        return f"Valg for {self.employee}"
