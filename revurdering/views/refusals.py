"""What an operation refuses, said on the form that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from cases.danish import dates
from revurdering import operations
from revurdering.forms import ActForm

SAID: dict[type[Exception], tuple[str | None, str]] = {
    operations.NotYetHandedOver: (
        None, "Revurderingen er ikke overdraget endnu og kan ikke modtages"
    ),
    operations.NotYetStarted: (
        "udfald", "Kun en bortfaldet revurdering kan afsluttes, før den er påbegyndt"
    ),
    operations.NothingToCorrect: (None, "Intet er rettet endnu. Skriv det, der skal stå"),
    operations.NotLate: (
        None, "Runden er ikke forsinket længere. Perioder eller datoer er rettet"
    ),
    operations.NoDayToMove: (
        None, "Runden har ingen frist på 18 måneder, som en flytning kan udskyde"
    ),
    operations.NoRoundToAssess: (
        None, "Der er ingen runde at revurdere med de registrerede perioder"
    ),
}  # fmt: skip


@contextmanager
def told_on(form: ActForm, *, as_of: date) -> Iterator[None]:
    """What stands below the `with` is reached only when something was refused."""
    try:
        yield
    except (operations.EditConflict, operations.AlreadyDone) as first:
        form.stand_against(first.current)
    except operations.DateInTheFuture:
        form.add_error("dato", f"Datoen skal være {dates.long(as_of)} eller tidligere")
    except (
        operations.BeforeTheRound,
        operations.OutOfOrder,
        operations.MovedTooLate,
        operations.MoveGivesNothing,
    ) as problem:
        form.add_error("dato", str(problem))
    except tuple(SAID) as problem:
        form.add_error(*SAID[type(problem)])
