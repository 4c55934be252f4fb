#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flexjob.settings")
    from cases.command_line.danish import Manage
    from cases.command_line.words import speak_danish
    from flexjob.environment import SettingUnreadable

    speak_danish()
    try:
        Manage(sys.argv).execute()
    except SettingUnreadable as refusal:
        sys.exit(f"Fejl: {refusal}")


if __name__ == "__main__":
    main()
