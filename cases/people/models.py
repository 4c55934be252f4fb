from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class EmployeeManager(BaseUserManager["Employee"]):
    def create_user(
        self, *, username: str, name: str, email: str, password: str | None = None, **fields: Any
    ) -> "Employee":
        employee = self.model(
            username=username, name=name, email=self.normalize_email(email), **fields
        )
        employee.set_password(password)
        employee.save(using=self._db)
        return employee


class Employee(AbstractBaseUser):
    """Someone who logs in. What they may do follows from dated roles, never from flags here."""

    username = models.CharField("brugernavn", max_length=150, unique=True)
    name = models.CharField("navn", max_length=200)
    email = models.EmailField("e-mail", blank=True)
    is_active = models.BooleanField("aktiv", default=True)

    objects = EmployeeManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = "medarbejder"
        verbose_name_plural = "medarbejdere"

    def __str__(self) -> str:
        return self.name
