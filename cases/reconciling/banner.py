"""Above every page of those who answer for the deadlines, when somebody may not have been told."""

from datetime import datetime

from django.urls import reverse

from cases.access.rules import Act
from cases.access.viewer import Viewer
from cases.banners import Banner
from cases.reconciling import queries, words


def banner(viewer: Viewer, at: datetime) -> Banner | None:
    if Act.SEE_NIGHTS not in viewer.acts:
        return None
    books = queries.books(at=at)
    if not books.need_someone:
        return None
    return Banner(words.told(books).headline, reverse("mail_tilstand"), "Se påmindelser og mails")
