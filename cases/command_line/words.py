"""The words of `argparse` in Danish; what a later Python says anew stays in English until told here."""

import argparse

WORDS = {
    "usage: ": "brug: ",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fejl: %(message)s\n",
    "positional arguments": "skal skrives",
    "options": "kan skrives",
    "show this help message and exit": "vis denne hjælp",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "der mangler: %s",
    "one of the arguments %s is required": "skriv en af: %s",
    "unrecognized arguments: %s": "kendes ikke: %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s kan være flere: %(matches)s"
    ),
    "not allowed with argument %s": "kan ikke bruges sammen med %s",
    "expected one argument": "der mangler en værdi",
    "ignored explicit argument %r": "tager ingen værdi, men fik %r",
    "invalid %(type)s value: %(value)r": "%(value)r kan ikke læses",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r kan ikke vælges; skriv en af: %(choices)s"
    ),
}


def speak_danish() -> None:
    """For the whole process: `argparse` looks its words up one by one as it needs them."""
    argparse._ = lambda text: WORDS.get(text, text)  # type: ignore[attr-defined]
