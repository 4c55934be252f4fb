"""Two people saving the same case: the second sees both versions and loses nothing typed."""

from cases.casefile.models import Case


class CaseEditConflict(Exception):
    """`current` is the case as another has just saved it."""

    def __init__(self, current: Case) -> None:
        super().__init__(f"Sag {current.number} er ændret, mens du skrev")
        self.current = current


def case_to_change(case: Case, *, version: int | None) -> Case:
    """The case, locked and fresh, with its version already raised. Raises CaseEditConflict.

    `version` is the one the form was shown with; None where no form was (a bulk act, a job).
    """
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if version is not None and current.version != version:
        raise CaseEditConflict(current)
    current.version += 1
    return current
