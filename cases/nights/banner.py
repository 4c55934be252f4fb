"""Above every page of those who answer for the deadlines, when the night is not as it should be."""

from datetime import datetime

from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.banners import Banner
from cases.nights import queries, words
from cases.nights.rules import is_time_for_alarm


def banner(viewer: Viewer, at: datetime) -> Banner | None:
    if Act.SEE_NIGHTS not in viewer.acts or not is_time_for_alarm(at):
        return None
    tonight = queries.tonight(at=at)
    if not tonight.state.needs_someone:
        return None
    return Banner(words.told(tonight).headline, reverse("naetter"), "Se nattens kørsel")
