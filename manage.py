#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")
    from django.core.management import execute_from_command_line

    from cases.command_line.words import speak_danish

    speak_danish()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
