"""A calendar that an employee subscribes to elsewhere. The secret in its address is kept as a digest."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee, Team


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def standing(self) -> "CalendarFeedQuerySet":
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(models.Model):
    """Without a team: the owner's own cases. It shows what the owner may see on the day it is read."""

    owner = models.ForeignKey(Employee, models.PROTECT, related_name="calendar_feeds")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    token_digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField("lavet", db_default=Now())
    revoked_at = models.DateTimeField("trukket tilbage", null=True)

    objects = CalendarFeedQuerySet.as_manager()
    history = Tracked(excluded_fields=["token_digest"])

    class Meta:
        verbose_name = "kalender"
        verbose_name_plural = "kalendere"
        triggers = [HistoryMustFollow(left_out=["token_digest"])]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "team"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_calendar_a_person_and_team",
            )
        ]

    def __str__(self) -> str:
        return self.team.name if self.team else "Mine sager"
