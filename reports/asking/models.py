"""The teamchef asks why a round is late. It is answered when a reason stands on the round."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.casefile.models import Case
from cases.history import HistoryMustFollow, Tracked
from cases.people.models import Employee
from revurdering.models import Revurdering


class ReasonRequestQuerySet(models.QuerySet["ReasonRequest"]):
    def standing(self) -> "ReasonRequestQuerySet":
        return self.filter(is_taken_back=False)

    def unanswered(self) -> "ReasonRequestQuerySet":
        explained = Revurdering.objects.filter(
            citizen=OuterRef("case__citizen"), round=OuterRef("round")
        ).exclude(lateness_reason="")
        return self.standing().exclude(Exists(explained))


class ReasonRequest(models.Model):
    """Taken back it says nothing more; another may then be made."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField("runde")
    asked_on = models.DateField("bedt om den")
    asked_by = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    is_taken_back = models.BooleanField("trukket tilbage", default=False)

    objects = ReasonRequestQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "anmodning om årsag"
        verbose_name_plural = "anmodninger om årsag"
        ordering = ["asked_on", "id"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                condition=Q(is_taken_back=False),
                name="a_reason_is_asked_for_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}, runde {self.round}"
