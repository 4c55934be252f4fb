"""What an operation refuses, said on the form that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from cases.danish import dates
from revurdering import operations
from revurdering.forms import ActForm


@contextmanager
def told_on(form: ActForm, *, as_of: date) -> Iterator[None]:
    """What stands below the `with` is reached only when something was refused."""
    try:
        yield
    except (operations.EditConflict, operations.AlreadyDone) as first:
        form.stand_against(first.current)
    except operations.DateInTheFuture:
        form.add_error("dato", f"Datoen skal være {dates.long(as_of)} eller tidligere")
    except (operations.BeforeTheRound, operations.OutOfOrder) as problem:
        form.add_error("dato", str(problem))
    except operations.NotYetHandedOver:
        form.add_error(None, "Revurderingen er ikke overdraget endnu og kan ikke modtages")
    except operations.NotYetStarted:
        form.add_error(
            "udfald", "Kun en bortfaldet revurdering kan afsluttes, før den er påbegyndt"
        )
    except operations.NothingToCorrect:
        form.add_error(None, "Intet er rettet endnu. Skriv det, der skal stå")
    except operations.NoRoundToAssess:
        form.add_error(None, "Der er ingen runde at revurdere med de registrerede perioder")
