#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")
    from cases.command_line.danish import Manage
    from cases.command_line.words import speak_danish

    speak_danish()
    Manage(sys.argv).execute()


if __name__ == "__main__":
    main()
