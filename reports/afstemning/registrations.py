"""What the reconciliation adds to the menu, Ctrl K, Min dag and the case. Called once, from `AppConfig.ready()`."""

from django.db.models import Q

from cases import navigation
from cases.access.rules import Act
from cases.citizens.registry import register_digest_keeper
from cases.intake.registry import register_holder
from cases.overview.registry import EventSource, register_event_source, register_notices
from cases.search.pages import Page, register_page
from reports.afstemning import my_day, questions
from reports.afstemning.models import Answer
from reports.afstemning.operations.deciding import discard_expired
from reports.afstemning.operations.forgetting import forget_digests

SENDERS = frozenset({Act.RECONCILE})


def register() -> None:
    navigation.register_item(
        navigation.NavItem("Afstemning", "afstemning", SENDERS, key="F", order=42)
    )
    register_page(Page("Afstemning", "afstemning", SENDERS, "Ydelsessystemets liste"))
    my_day.register()
    register_notices(questions.notices)
    register_holder(discard_expired)
    register_digest_keeper(forget_digests)
    register_event_source(
        EventSource(
            Answer,
            "Svar til ydelseskontoret",
            lambda case: Q(case=case),
            hidden=("id", "line", "case", "by", "at", "is_withdrawn"),
            titled=lambda facts: (
                f"Svar til ydelseskontoret {'taget tilbage' if facts['is_withdrawn'] else 'givet'}"
            ),
        )
    )
