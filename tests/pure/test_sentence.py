"""The sentence above the timeline."""

from datetime import date

from cases.deadlines.explanation import MarkKind
from cases.deadlines.next_step import StepsDone
from cases.deadlines.period import BenefitRow
from cases.deadlines.period_types import PeriodType
from cases.deadlines.rulesets import NORTH_JUTLAND_EXEMPTION, PARAGRAF_74C, with_profile
from cases.deadlines.tilflytning import Tilflytning
from cases.overview.outlook import look
from cases.overview.picture import picture
from cases.overview.sentence import sentence
from cases.overview.tables import mark_rows, next_steps

TODAY = date(2026, 11, 22)
UNBROKEN = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 3, 15), None)]
NINE_MONTHS = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2026, 2, 14), None)]


def outlook(rows, *, shown=TODAY, done=None, team="teamet", rules=PARAGRAF_74C):
    return look(rows, as_of=TODAY, shown=shown, rules=rules, done=done or {}, team=team)


def test_it_tells_the_months_and_all_three_dates():
    text = sentence("Anna", outlook(NINE_MONTHS)).text
    assert text == (
        "Pr. 22. november 2026 har Anna fået ledighedsydelse i 9 måneder og 9 dage inden for de "
        "seneste 18 måneder (282 af 365 dage). Fortsætter ydelsen, skal sagen til teamet senest "
        "13. december 2026, revurderingen skal påbegyndes senest 13. februar 2027, og den skal "
        "være afsluttet senest 13. august 2027."
    )


def test_it_says_first_what_is_late_and_both_dates_when_both_have_passed():
    assert sentence("Anna", outlook(UNBROKEN)).late == (
        "Revurderingen skulle være påbegyndt senest 14. marts 2026 og afsluttet senest "
        "14. september 2026."
    )


def test_after_a_move_the_day_comes_on_its_own_once_the_18_months_have_passed():
    def ahead(since, moved_on):
        begun = StepsDone(started=True, tilflytning=Tilflytning(moved_on, "Sagen kom sent"))
        return sentence("Anna", outlook(since, done={1: begun})).ahead

    assert ahead(UNBROKEN, date(2026, 8, 1)) == (
        "Efter tilflytningen skal revurderingen være afsluttet senest 1. februar 2027."
    )
    soon = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 7, 1), None)]  # 31 December
    assert ahead(soon, date(2026, 11, 1)) == (
        "Fortsætter ydelsen, skal revurderingen være afsluttet senest 1. maj 2027."
    )


def test_a_revurdering_under_way_is_late_for_its_end():
    late = sentence("Anna", outlook(UNBROKEN, done={1: StepsDone(started=True)})).late
    assert late == "Revurderingen skulle være afsluttet senest 14. september 2026."


def test_what_is_done_before_its_day_is_not_asked_for_again():
    def ahead(**done):
        return sentence("Anna", outlook(NINE_MONTHS, done={1: StepsDone(**done)})).ahead

    assert ahead(handed_over=True) == (
        "Fortsætter ydelsen, skal revurderingen påbegyndes senest 13. februar 2027, og den skal "
        "være afsluttet senest 13. august 2027."
    )
    assert ahead(started=True) == (
        "Fortsætter ydelsen, nås de 12 måneder 13. februar 2027, og revurderingen skal være "
        "afsluttet senest 13. august 2027."
    )
    assert ahead(finished=True) == (
        "Fortsætter ydelsen, nås de 12 måneder 13. februar 2027, og de 18 måneder nås 13. august "
        "2027."
    )


def test_a_day_ahead_is_told_as_to_come():
    text = sentence("Anna", outlook(NINE_MONTHS, shown=date(2027, 1, 1))).text
    assert text.startswith("Den 1. januar 2027 vil Anna have fået ledighedsydelse i 10 måneder")


def test_an_imagined_fleksjob_is_told_as_imagined():
    rows = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2026, 2, 14), date(2027, 1, 1))]
    ahead = sentence("Anna", outlook(rows), condition="Hvis Anna begynder i fleksjob").ahead
    assert ahead == (
        "Hvis Anna begynder i fleksjob, nås de 12 måneder ikke, og der er ingen frist for afslutning."
    )


def test_without_12_months_ahead_nothing_is_to_be_sent():
    """10 months stand, and the benefit has ended: as the next step says (docs/decisions/0030)."""
    rows = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 12, 1), date(2026, 11, 1))]
    seen = outlook(rows)
    assert (seen.current.round.m10, seen.current.round.m12) == (date(2026, 9, 30), None)
    assert sentence("Anna", seen).ahead == "Med de registrerede perioder nås de 12 måneder ikke."
    assert mark_rows(seen)[0].badge.text == "Intet at sende"
    assert seen.next_step is None


def test_where_the_municipality_is_exempt_nothing_is_late_and_the_dates_are_information():
    exempt = with_profile(PARAGRAF_74C, exempt=[NORTH_JUTLAND_EXEMPTION])
    seen = outlook(UNBROKEN, rules=exempt)
    told = sentence("Anna", seen)
    assert told.late.startswith("De 12 måneder blev nået 14. marts 2026. Kommunen er undtaget")
    assert "revurderingen skal påbegyndes senest 14. marts 2027" in told.ahead  # the trial is over
    of_2026, of_2027 = (row for row in mark_rows(seen) if row.kind is MarkKind.M12)
    assert (of_2026.badge.text, of_2026.rule) == ("Til orientering", "Undtaget fra LAS § 74 c")
    assert of_2027.rule == "LAS § 74 c, stk. 1: påbegynd"
    assert {(step.round, step.kind) for step in next_steps(seen)} == {
        (2, MarkKind.M10), (2, MarkKind.M12), (2, MarkKind.M18),
    }  # fmt: skip


def test_a_mark_ahead_within_the_exemption_is_reached_and_asks_for_nothing():
    exempt = with_profile(PARAGRAF_74C, exempt=[NORTH_JUTLAND_EXEMPTION])
    rows = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 12, 15), None)]
    ahead = sentence("Anna", outlook(rows, rules=exempt)).ahead
    assert ahead == (
        "Fortsætter ydelsen, nås de 12 måneder 14. december 2026, og revurderingen skal være "
        "afsluttet senest 14. juni 2027."
    )


def test_12_months_reached_once_are_not_said_never_to_be_reached():
    rows = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 3, 15), date(2026, 4, 1))]
    text = sentence("Anna", outlook(rows)).text
    assert text.endswith(
        "Revurderingen skulle være påbegyndt senest 14. marts 2026. "
        "Med de registrerede perioder nås de 12 måneder ikke på ny."
    )


def test_the_end_alone_is_told_of_the_revurdering_and_not_of_the_benefit():
    rows = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2025, 10, 1), None)]
    ahead = sentence("Anna", outlook(rows, done={1: StepsDone(started=True)})).ahead
    assert ahead == "Fortsætter ydelsen, skal revurderingen være afsluttet senest 31. marts 2027."


def test_the_curve_crosses_12_on_the_day_of_the_mark():
    seen = outlook(NINE_MONTHS)
    curve = dict(picture(seen).curve)
    assert curve[seen.current.round.m12] == 12.0


def test_the_curve_begins_again_with_a_new_round():
    assert dict(picture(outlook(UNBROKEN)).curve)[date(2026, 3, 14)] == 0.0


def test_an_earlier_round_that_was_begun_keeps_its_marks():
    rows = [BenefitRow(PeriodType.LEDIGHEDSYDELSE, date(2024, 1, 1), None)]
    begun, finished = StepsDone(started=True), StepsDone(started=True, finished=True)
    for done, expected in ((begun, {1, 2, 3}), (finished, {2, 3})):
        seen = outlook(rows, done={1: done})
        assert {row.round for row in mark_rows(seen)} == expected
        assert any("runde 1" in mark.label for mark in picture(seen).marks) is (1 in expected)
