"""A view of Sager that somebody has given a name: filters and order, never a text searched for."""

from django.db import models
from django.db.models import Q

from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def standing(self) -> "SavedViewQuerySet":
        return self.filter(is_removed=False)


class SavedView(models.Model):
    """`query` is the address after the question mark, as `Filters.query` writes it."""

    owner = models.ForeignKey(Employee, models.PROTECT, related_name="saved_views")
    name = models.CharField("navn", max_length=40)
    query = models.CharField("filtre", max_length=200)
    is_removed = models.BooleanField("slettet", default=False)

    objects = SavedViewQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "visning"
        verbose_name_plural = "visninger"
        ordering = ["name", "id"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(is_removed=False),
                name="one_saved_view_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
