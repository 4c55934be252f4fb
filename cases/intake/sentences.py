"""What the page says about a run, in sentences. Facts in, text out."""

from collections.abc import Mapping

from cases.danish.numbers import counted

Counts = Mapping[str, int]


NO_ROWS = "Listen har ingen rækker. Hent den igen i ydelsessystemet, og tjek, at den har perioder"


def review(counts: Counts) -> str:
    """The first sentence of the review."""
    if not counts["raekker"]:
        return f"{NO_ROWS}. Intet er gemt."
    parts = [
        counted(counts["nye"], "periode er ny", "perioder er nye"),
        counted(counts["aendrede"], "ændres", "ændres"),
        f"{counted(counts['uaendrede'], 'er uændret', 'er uændrede')}",
    ]
    bad = counts["fejl"]
    ending = f" {counted(bad, 'række kan', 'rækker kan')} ikke læses." if bad else ""
    return f"{parts[0]}, {parts[1]}, og {parts[2]}.{ending} Intet er gemt endnu."


def consequences(counts: Counts) -> list[str]:
    found = [
        counted(to_save(counts), "periode gemmes", "perioder gemmes"),
        counted(
            confirmed(counts),
            "periode bekræftes: her står det samme, og en senere liste kan rette den",
            "perioder bekræftes: her står det samme, og en senere liste kan rette dem",
        ),
        counted(counts["nye_borgere"], "borger oprettes", "borgere oprettes"),
        f"{counted(counts['nye_sager'], 'sag åbnes', 'sager åbnes')} hos »Ufordelte«",
    ]
    if (moves := counts.get("flytter")) is not None:
        found.append(counted(moves, "frist flytter sig", "frister flytter sig"))
    return [sentence for sentence in found if not sentence.startswith("0")]


def receipt(counts: Counts, *, moved: int) -> str:
    saved = counted(to_save(counts), "periode er gemt", "perioder er gemt")
    if confirmed(counts):
        agreed = counted(confirmed(counts), "periode er bekræftet", "perioder er bekræftet")
        saved = f"{saved}, og {agreed}" if to_save(counts) else agreed
    left_out = counts["fejl"]
    skipped = f" {counted(left_out, 'række er', 'rækker er')} sprunget over." if left_out else ""
    if not moved:
        return f"{saved}. Ingen frister er flyttet.{skipped}"
    return f"{saved}. {counted(moved, 'frist er flyttet', 'frister er flyttet')}.{skipped}"


def restricted(counts: Counts) -> str:
    hidden = counts["begraenset_adgang"]
    return (
        counted(hidden, "sag med begrænset adgang", "sager med begrænset adgang") if hidden else ""
    )


def button(counts: Counts) -> str:
    periods = to_save(counts)
    return f"Gem {counted(periods, 'periode', 'perioder')}" if periods else "Gem listen"


def is_savable(counts: Counts) -> bool:
    return bool(to_save(counts) or confirmed(counts) or counts["nye_sager"])


def to_save(counts: Counts) -> int:
    return counts["nye"] + counts["aendrede"]


def confirmed(counts: Counts) -> int:
    """A list looked through before they were counted has none."""
    return counts.get("bekraeftes", 0)
