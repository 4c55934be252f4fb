"""`manage.py opret_administrator`: a systemadministrator without approval. Begin with two.

That it was done stands in the history and in the read log, as every change of a role.
"""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cases.command_line.danish import DanishCommand
from cases.history import Actor
from cases.people import addresses, operations
from cases.people.models import Employee

ACTOR = Actor.command("opret_administrator")


class Command(DanishCommand):
    help = "Opretter en systemadministrator uden godkendelse og viser en engangskode. Logges."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("brugernavn")
        parser.add_argument("--navn", required=True)
        parser.add_argument("--email", required=True)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        employee = self._employee(options)
        now = timezone.now()
        try:
            operations.make_administrator(
                employee=employee, valid_from=timezone.localdate(), at=now, actor=ACTOR
            )
        except (operations.IncompatibleRoles, operations.RoleAlreadyHeld) as refused:
            raise CommandError(f"{refused}.") from None
        code = operations.one_time_code(employee=employee, actor=ACTOR)
        self.stdout.write(f"{employee.name} er systemadministrator i 12 måneder.")
        self.stdout.write(f"Brugernavn:  {employee.username}\nEngangskode: {code}")
        self.stdout.write("Vælg adgangskode på /adgangskode/ inden tre dage.")

    def _employee(self, options: dict[str, Any]) -> Employee:
        found = Employee.objects.filter(username=options["brugernavn"]).first()
        if found is not None and not found.is_active:
            raise CommandError(f"{found.name} er deaktiveret.")
        if found is None and not addresses.can_be_written_to(options["email"]):
            raise CommandError("Ingen mail kan sendes til adressen: skriv --email navn@kommune.dk.")
        return found or operations.add_employee(
            username=options["brugernavn"],
            name=options["navn"],
            email=options["email"],
            actor=ACTOR,
        )
