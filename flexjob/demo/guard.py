"""The demo is loaded into the demo's own database and nowhere else."""

from django.conf import settings

from cases.citizens.models import Citizen
from cases.history import Actor
from cases.people.models import Employee, Municipality

ACTOR = Actor.command("indlaes_demo")


class NotTheDemo(Exception):
    """The database holds, or is meant for, something else; the message says what."""


def is_loaded() -> bool:
    """Raises NotTheDemo.

    What the loader once began it names in a history that nobody can change: the municipality's
    first row. Whatever people have done in the demo since then is theirs to keep.
    """
    if not settings.DEMO:
        raise NotTheDemo("Demoen indlæses kun, hvor FLEXJOB_DEMO=true er sat, som i make demo.")
    municipality = Municipality.objects.first()
    if municipality is None:
        if Citizen.objects.exists() or Employee.objects.exists():
            raise NotTheDemo("Databasen har borgere eller medarbejdere, som ikke er demoens.")
        return False
    first = municipality.history.earliest("history_date", "history_id")
    if first.history_user_id != ACTOR.code:
        raise NotTheDemo(f"Databasen hører til {municipality.name} og er ikke demoens.")
    return True
