from dataclasses import replace
from datetime import date

from cases.deadlines.period import Period
from cases.deadlines.rulesets import PARAGRAF_74C
from cases.findings import rules
from cases.findings.profile import rules_with

D = date.toordinal
MARCH, APRIL = date(2026, 3, 14), date(2026, 4, 14)


class Profile:
    valid_to = None
    exempt = False
    source = "Ledelsesbeslutning"

    def __init__(self, valid_from, handover_months, **other):
        self.valid_from, self.handover_months = valid_from, handover_months
        vars(self).update(other)


def test_a_mark_moves_when_its_day_differs_in_the_same_round():
    before, after = [(1, -1, 0, D(MARCH), 0)], [(1, -1, 0, D(APRIL), 0)]
    assert rules.moved(before, after) == [rules.Moved(1, "m12", MARCH, APRIL)]


def test_a_round_that_goes_takes_its_marks_with_it():
    before = [(1, -1, 0, D(MARCH), 0), (2, 5, 0, D(APRIL), 0)]
    gone = rules.Moved(2, "m12", APRIL, None, rules.Reckoned.BEFORE)
    assert rules.moved(before, before[:1]) == [gone]
    assert rules.moved(before[:1], before) == [
        rules.Moved(2, "m12", None, APRIL, rules.Reckoned.AFTER)
    ]


def test_a_citizens_first_marks_are_no_later_round():
    came = [rules.Moved(1, "m12", None, MARCH)]
    assert rules.moved([], [(1, 5, 0, D(MARCH), 0)]) == came


def test_of_moves_the_latest_round_that_stays_comes_first():
    before = [(1, -1, 0, D(MARCH), 0), (2, -1, 0, D(MARCH) + 9, 0), (3, 5, 0, D(APRIL), 0)]
    after = [(1, -1, 0, D(MARCH) + 1, 0), (2, 5, 0, D(APRIL) + 9, 0)]
    for old, new in ((before, after), (after, before)):
        found = rules.weightiest_first(rules.moved(old, new))
        assert [move.round for move in found] == [2, 1, 3]


def test_other_counted_days_are_no_move():
    assert rules.moved([(1, 5, 0, 0, 0)], [(1, 6, 0, 0, 0)]) == []


def test_what_was_never_there_is_not_unchanged():
    same = [(1, 5, 0, D(MARCH), 0)]
    assert rules.unchanged(same, same) == [rules.Mark(1, "m12", MARCH)]


def test_a_basis_tells_facts_from_rules():
    basis = rules.basis(facts=1, rules=7)
    assert rules.facts_differ(basis, rules.basis(facts=2, rules=7))
    assert not rules.rules_differ(basis, rules.basis(facts=2, rules=7))
    assert rules.rules_differ(basis, rules.basis(facts=1, rules=8))


def test_a_corrected_source_is_not_another_rule_but_other_months_are():
    first, *rest = PARAGRAF_74C.assess_after
    known = rules.rules_fingerprint(PARAGRAF_74C)
    sourced = replace(PARAGRAF_74C, assess_after=(replace(first, source="LBK 1"), *rest))
    longer = replace(PARAGRAF_74C, assess_after=(replace(first, months=11), *rest))
    assert rules.rules_fingerprint(sourced) == known
    assert rules.rules_fingerprint(longer) != known


def handover(*profiles):
    return [
        (row.months, row.valid.start, row.valid.end) for row in rules_with(profiles).handover_after
    ]


def test_a_profile_takes_the_days_it_is_valid_and_leaves_the_rest():
    assert handover(Profile(date(2020, 1, 1), 9, valid_to=date(2021, 1, 1))) == [
        (11, date.min, date(2008, 3, 1)),
        (10, date(2008, 3, 1), date(2020, 1, 1)),
        (9, date(2020, 1, 1), date(2021, 1, 1)),
        (10, date(2021, 1, 1), None),
    ]


def test_a_profile_across_a_change_of_rule_covers_both_sides():
    assert handover(Profile(date(2007, 1, 1), 9)) == [
        (11, date.min, date(2007, 1, 1)),
        (9, date(2007, 1, 1), None),
    ]


def test_the_exemption_ends_with_2026():
    taking_part = Profile(date(2018, 10, 1), 10, exempt=True)
    assert rules_with([taking_part]).exempt == (Period(date(2018, 10, 1), date(2027, 1, 1)),)
