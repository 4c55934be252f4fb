"""The explanation in Danish: the same lines for the page, the command line and the print."""

from __future__ import annotations

from datetime import date

from cases.deadlines.explanation import Absence, Explanation, MarkKind, Tally
from cases.deadlines.period import Period
from cases.deadlines.rulesets import Basis, RuleRow
from cases.deadlines.tilflytning import Extension
from cases.deadlines.window import Piece, ShownMonths, Use

IF_CONTINUED = "hvis ydelsen fortsætter"

MONTH_NAMES = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)

# The mark of the municipality's own number of months, whatever the number is on its day.
HAND_OVER = "Send til teamet"

EXEMPT = (
    "Kommunen er undtaget fra fristerne i § 74 c den dag, så datoen er kun til orientering; "
    "der følges op i det ordinære kontaktforløb."
)


def title(kind: MarkKind, *, team: str) -> str:
    """`team`: the municipality's word for it on the day, in its definite form."""
    return {
        MarkKind.M10: f"Send sagen til {team}",
        MarkKind.M12: "Påbegynd revurdering",
        MarkKind.M18: "Afslut revurdering",
    }[kind]


def mark_name(explanation: Explanation) -> str:
    """By the rule of the mark's own day. What names no mark of a citizen says `HAND_OVER`."""
    if explanation.kind is MarkKind.M18:
        return "18 måneder"
    return months(_counted_by(explanation).months)


def lines(explanation: Explanation) -> list[str]:
    """Rule, count rule, what counted, what did not, what is missing, result."""
    found = [_rule(explanation)]
    tally = explanation.tally
    if tally is not None:
        found += [_count_rule(explanation, tally), *_span(explanation, tally)]
        found += [_counted(tally), *_not_counted(tally)]
    found += _missing(explanation)
    return [*found, *_move(explanation), result(explanation)]


def result(explanation: Explanation) -> str:
    """The sentence that answers "hvorfor denne frist?"."""
    if explanation.day is None:
        return _absent(explanation)
    if explanation.extension and explanation.gives_longer:
        return _extended(explanation, explanation.extension)
    return _result_of_mark(explanation, explanation.day)


def _result_of_mark(explanation: Explanation, mark: date) -> str:
    day = danish_date(mark)
    lead = f"Fristen er {day}"
    if explanation.is_assumed:
        lead = f"{IF_CONTINUED.capitalize()}, er fristen {day}"
    note = f" {EXEMPT}" if explanation.is_information else ""
    again = "på ny " if _is_repeat(explanation) else ""
    return f"{lead}, fordi borgeren den dag {again}har fået {_reached(explanation)}.{note}"


def _extended(explanation: Explanation, extension: Extension) -> str:
    day, moved_on = danish_date(extension.finish_by), danish_date(extension.tilflytning.on)
    lead = f"Fristen er {day}"
    if explanation.is_assumed:
        lead = f"Nås de 18 måneder, er fristen {day}"
    months = extension.rule.months if extension.rule else 0
    return (
        f"{lead}, {count(months, 'måned', 'måneder')} efter at borgeren flyttede hertil {moved_on}, "
        f"fordi flytningen er grunden til, at de 18 måneder ({danish_date(extension.m18)}) "
        "ikke kan holdes."
    )


def months_and_days(shown: ShownMonths) -> str:
    return f"{count(shown.months, 'måned', 'måneder')} og {days(shown.days)}"


def days(number: int) -> str:
    return count(number, "dag", "dage")


def months(number: int) -> str:
    return count(number, "måned", "måneder")


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def danish_date(day: date) -> str:
    return f"{day.day}. {MONTH_NAMES[day.month - 1]} {day.year}"


def danish_period(period: Period) -> str:
    """First to last day, both included; the year of the first only where it differs."""
    last = period.last_day
    if last is None:
        return f"{danish_date(period.start)} og frem"
    if last == period.start:
        return danish_date(last)
    first = danish_date(period.start)
    if last.year == period.start.year:
        first = first.removesuffix(f" {last.year}")
    return f"{first}–{danish_date(last)}"


def _is_repeat(explanation: Explanation) -> bool:
    return explanation.round_number > 1 and explanation.kind is not MarkKind.M18


def _rule(explanation: Explanation) -> str:
    rule, within = explanation.rule, explanation.within_months
    if rule is None:
        return "Loven: Der gjaldt ingen frist på 18 måneder, da de 12 måneder blev nået."
    again = "på ny " if _is_repeat(explanation) else ""
    received = f"borgeren {again}har fået ledighedsydelse i"
    match explanation.kind:
        case MarkKind.M10:
            return (
                f"Kommunens egen frist, ikke lovens: Sagen sendes til teamet, når {received} "
                f"{months(rule.months)} inden for {within} måneder."
            )
        case MarkKind.M12:
            return (
                f"Loven: Kommunen skal vurdere sagen, når {received} "
                f"{rule.months} måneder inden for {within} måneder ({explanation.paragraph})."
            )
        case MarkKind.M18:
            return (
                f"Loven: Vurderingen skal være afsluttet, senest når {received} "
                f"18 måneder ({explanation.paragraph})."
            )


def _counted_by(explanation: Explanation) -> RuleRow:
    """The rule of a mark that has one; asked for only where the explanation counts by it."""
    if explanation.rule is None:
        raise ValueError(f"no rule for {explanation.kind} on {explanation.day}")
    return explanation.rule


def _count_rule(explanation: Explanation, tally: Tally) -> str:
    rule = _counted_by(explanation)
    length = f"{days(tally.required.days)} ({danish_period(tally.required)})"
    if explanation.kind is MarkKind.M18:
        text = f"Tælleregel: De 12 måneder og {rule.months} måneder mere, som er {length}."
    else:
        text = f"Tælleregel: {months(rule.months)} er {length}."
    return f"{text} Alle kalenderdage tæller. {_rule_set(explanation.rule_set, rule)}."


def _rule_set(name: str, rule: RuleRow) -> str:
    start, last = rule.valid.start, rule.valid.last_day
    since = "" if start == date.min else f", gældende fra {danish_date(start)}"
    until = "" if last is None else f", gældende til og med {danish_date(last)}"
    title = "Kommunens regel" if rule.basis is Basis.LOCAL else f"Regelsæt {name}"
    return f"{title}: {rule.source}{since}{until}"


def _span(explanation: Explanation, tally: Tally) -> list[str]:
    if tally.window is None:
        return []
    shown = danish_period(tally.window)
    if explanation.kind is MarkKind.M18:
        return [f"Talt fra dagen efter de 12 måneder: {shown}."]
    leave = tally.leave_days
    longer = f", forlænget med {count(leave, 'dags', 'dages')} orlov" if leave else ""
    return [f"Vinduet på {explanation.within_months} måneder{longer}: {shown}."]


def _counted(tally: Tally) -> str:
    if not tally.counted:
        return "Talt med: 0 dage."
    parts = " + ".join(_piece(piece) for piece in tally.counted)
    text = f"Talt med: {parts} = {days(tally.counted_days)}."
    if tally.assumed_days:
        text += f" Heraf {days(tally.assumed_days)}, {IF_CONTINUED}."
    return text


def _piece(piece: Piece) -> str:
    return f"{days(piece.days)} ({danish_period(piece.period)})"


def _not_counted(tally: Tally) -> list[str]:
    return [
        f"Ikke talt med: {_piece(piece)}: {_reason(piece)}."
        for piece in tally.not_counted
        if piece.use is not Use.NO_ROW
    ]


def _reason(piece: Piece) -> str:
    if piece.kind is None:
        return "ingen registreret periode"
    if piece.use is Use.USED_BEFORE:
        return f"{piece.kind.label}, brugt til de 12 måneder i en tidligere runde"
    return f"{piece.kind.label}, {piece.kind.reason}"


def _missing(explanation: Explanation) -> list[str]:
    today = explanation.today
    if today is None:
        return []
    text = f"Pr. {danish_date(today.day)}: {today.counted_days} af {days(today.required.days)}."
    if today.missing_days:
        text += f" Der mangler {days(today.missing_days)}."
    if explanation.days_slipping_out:
        text += f" Inden fristen går {days(explanation.days_slipping_out)} ud af vinduet."
    return [text + _other_length(explanation, today)]


def _move(explanation: Explanation) -> list[str]:
    """After what the mark itself comes to: the move, why it matters, the rule, or why it does not."""
    extension = explanation.extension
    if extension is None:
        return []
    moved_on = danish_date(extension.tilflytning.on)
    why = extension.tilflytning.reason.rstrip(".")
    fact = f"Tilflytning: Borgeren flyttede hertil {moved_on}. Grund: {why}."
    if not extension.gives_longer or extension.rule is None:
        return [fact, "Flytningen giver ikke længere tid end de 18 måneder."]
    return [
        f"Uden flytningen: {_result_of_mark(explanation, extension.m18)}",
        fact,
        "Loven: Kan de 18 måneder ikke holdes på grund af flytningen, skal vurderingen være afsluttet "
        f"senest {count(extension.rule.months, 'måned', 'måneder')} efter den "
        f"({extension.rule.paragraph}). {_rule_set(explanation.rule_set, extension.rule)}.",
    ]


def _other_length(explanation: Explanation, today: Tally) -> str:
    """As many months are longer or shorter on another day; else the days do not add up to the mark."""
    then = explanation.tally
    if then is None or not explanation.is_assumed or then.required.days == today.required.days:
        return ""
    more = then.required.days - today.required.days
    length = months(_counted_by(explanation).months)
    how = f"{abs(more)} {'flere' if more > 0 else 'færre'}"
    return f" På fristens dag er {length} {days(then.required.days)}, {how}."


def _reached(explanation: Explanation) -> str:
    rule = _counted_by(explanation)
    if explanation.kind is MarkKind.M18:
        return f"ledighedsydelse i {rule.months} måneder efter de 12 måneder, i alt 18 måneder"
    within = explanation.within_months
    return f"ledighedsydelse i {months(rule.months)} inden for {within} måneder"


def _absent(explanation: Explanation) -> str:
    if explanation.absence is Absence.NO_RULE:
        return (
            "Der er ingen frist på 18 måneder: Vurderingen var til tiden, hvis den blev afsluttet "
            "ved de 12 måneder."
        )
    if explanation.absence is Absence.NO_M12:
        return "Der er ingen frist, fordi de 12 måneder ikke nås med de registrerede perioder."
    return (
        "Der er ingen frist, fordi månederne ikke nås med de registrerede perioder "
        f"(beregnet til og med {danish_date(explanation.horizon)})."
    )
