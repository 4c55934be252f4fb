"""What the overview of a case must say about its revurderinger."""

from cases.casefile.models import Case
from cases.danish import dates
from cases.overview.registry import Notice
from revurdering.models import Revurdering


def lost_rounds(case: Case) -> list[Notice]:
    """To whoever has the case: what was registered counts in no round any more."""
    left = Revurdering.objects.without_round().filter(citizen=case.citizen_id)
    return [_notice(record) for record in left]


def _notice(record: Revurdering) -> Notice:
    return Notice(
        text="Revurderingens runde findes ikke længere",
        details=f"Revurderingen blev åbnet for 12 måneder {dates.long(record.opened_for)}. "
        "Perioderne er rettet siden, og den tæller ikke i rettidigheden. Er perioderne rigtige?",
        url_name="sag_revurdering",
        link="Se revurderingen",
    )
