"""A revurdering (LAS § 74 c): at most one for each round of a citizen's count."""

from datetime import date

from django.db import models
from django.db.models import Deferrable, F, Q

from cases.casefile.models import Case
from cases.citizens.models import Citizen
from cases.history import HistoryMustFollow, Tracked
from revurdering import rules

BEGUN = (
    Q(handed_over_on__isnull=False)
    | Q(received_on__isnull=False)
    | Q(started_on__isnull=False)
    | Q(finished_on__isnull=False)
)
MOVED = Q(tilflytning_on__isnull=False)
SAYS_SOMETHING = BEGUN | MOVED | ~Q(lateness_reason="")


class RevurderingQuerySet(models.QuerySet["Revurdering"]):
    def open(self) -> "RevurderingQuerySet":
        return self.filter(finished_on__isnull=True)

    def begun(self) -> "RevurderingQuerySet":
        """Not those that only explain why nothing was done in time, or only tell of a move."""
        return self.filter(BEGUN)

    def saying_something(self) -> "RevurderingQuerySet":
        return self.filter(SAYS_SOMETHING)

    def without_round(self) -> "RevurderingQuerySet":
        """ "Runden findes ikke længere": left over when the citizen's rounds were counted anew."""
        return self.saying_something().filter(round__isnull=True)


class Revurdering(models.Model):
    """Arises with the first act on a round; keeps the m12 it was opened for.

    `round` is empty when no round of the citizen is left for it ("runden findes ikke længere"), and
    when every act has been taken back: then the record says nothing and is only history.
    """

    class Outcome(models.TextChoices):
        STILL_ENTITLED = "fortsat_ret", "Fortsat ret til fleksjob"
        NOT_ENTITLED = "ikke_ret", "Ikke længere ret til fleksjob"
        FOERTIDSPENSION = "foertidspension", "Indstillet til førtidspension"
        LAPSED = rules.LAPSED, "Bortfaldet"

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="revurderinger")
    case = models.ForeignKey(Case, models.PROTECT, related_name="revurderinger")
    round = models.PositiveSmallIntegerField("runde", null=True)
    opened_for = models.DateField("åbnet for 12 måneder den")
    handed_over_on = models.DateField("overdraget", null=True, blank=True)
    received_on = models.DateField("modtaget", null=True, blank=True)
    started_on = models.DateField("påbegyndt", null=True, blank=True)
    finished_on = models.DateField("afsluttet", null=True, blank=True)
    outcome = models.CharField("udfald", max_length=20, choices=Outcome, blank=True)
    lateness_reason = models.CharField("årsag til forsinkelse", max_length=400, blank=True)
    tilflytning_on = models.DateField("tilflyttet", null=True, blank=True)
    tilflytning_reason = models.CharField(
        "hvorfor flytningen udskyder fristen", max_length=400, blank=True, default="", db_default=""
    )
    version = models.PositiveIntegerField(default=1)

    objects = RevurderingQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = "revurdering"
        verbose_name_plural = "revurderinger"
        ordering = ["opened_for", "id"]
        triggers = [HistoryMustFollow()]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "round"],
                name="one_revurdering_a_round",
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Runden har allerede en revurdering",
            ),
            models.CheckConstraint(
                name="finished_with_outcome",
                condition=Q(finished_on__isnull=True) | ~Q(outcome=""),
                violation_error_message="Vælg udfaldet af revurderingen",
            ),
            models.CheckConstraint(
                name="finished_on_or_after_start",
                condition=Q(finished_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(finished_on__gte=F("started_on")),
                violation_error_message="Revurderingen kan ikke afsluttes, før den er påbegyndt",
            ),
            models.CheckConstraint(
                name="revurdering_in_a_round_says_something",
                condition=Q(round__isnull=True) | SAYS_SOMETHING,
            ),
            models.CheckConstraint(
                name="tilflytning_with_its_reason",
                condition=(MOVED & ~Q(tilflytning_reason="")) | (~MOVED & Q(tilflytning_reason="")),
                violation_error_message="Skriv både dagen og grunden",
            ),
        ]

    def __str__(self) -> str:
        return f"Revurdering for {self.opened_for}"

    @property
    def days(self) -> dict[str, date | None]:
        """The day of each step, by its field."""
        return {step: getattr(self, step) for step in rules.STEPS}

    @property
    def is_begun(self) -> bool:
        return any(self.days.values())

    @property
    def says_something(self) -> bool:
        return self.is_begun or bool(self.lateness_reason or self.tilflytning_on)
