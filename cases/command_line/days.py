"""A day as an option of a command."""

from argparse import ArgumentTypeError
from datetime import date

from cases.deadlines import csv_file


def day(text: str) -> date:
    """As in the files: 2026-11-22 or 22.11.2026. The message is shown beside the option's name."""
    try:
        found = csv_file.parse_date(text)
    except csv_file.BadDate as bad:
        raise ArgumentTypeError(str(bad)) from None
    if not csv_file.FIRST_YEAR <= found.year <= csv_file.LAST_YEAR:
        raise ArgumentTypeError("Skriv et år fra 1900 til 2199")
    return found
