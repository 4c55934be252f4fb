"""Why a file named on the command line cannot be read, in words that say what to do."""

from pathlib import Path

REASONS = {
    FileNotFoundError: "findes ikke. Tjek stien",
    IsADirectoryError: "er en mappe. Skriv stien til en fil",
    PermissionError: "må du ikke læse. Bed ejeren om adgang",
}


def unreadable(path: Path, error: OSError) -> str:
    return f"Filen {path} {REASONS.get(type(error), f'kan ikke læses ({error.strerror})')}."
