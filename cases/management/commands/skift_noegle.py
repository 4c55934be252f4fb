"""`manage.py skift_noegle`: gives CPR numbers the newest key. See docs on keys for the whole procedure."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cases.citizens import encryption, key_rotation
from cases.citizens.commands import CitizenCommand
from cases.command_line.counts import counted
from cases.drafts import operations as drafting
from cases.history import Actor
from cases.intake import operations as intake
from cases.readlog.models import ReadLogRow
from cases.readlog.writer import LogEntry, write

ACTOR = Actor.command("skift_noegle")


class Command(CitizenCommand):
    help = "Krypterer alt, der er krypteret, med den nyeste nøgle. Kan afbrydes og køres igen."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--opslag", action="store_true", help="skift opslagsnøglen i stedet")
        what.add_argument(
            "--fjern-opslag", type=int, metavar="VERSION", help="glem en gammel opslagsnøgle"
        )

    def handle(self, *args: Any, opslag: bool, fjern_opslag: int | None, **options: Any) -> None:
        try:
            if fjern_opslag is not None:
                self.drop(fjern_opslag)
            elif opslag:
                self.rotate_lookup()
            else:
                self.rotate_encryption()
        except KeyError as missing:
            raise CommandError(f"Nøgle {missing} er i brug, men står ikke i miljøet.") from None

    def rotate_encryption(self) -> None:
        version = encryption.cpr_key_version()
        _log(f"cpr-nøgle {version} begyndt")
        total = 0
        for count in key_rotation.reseal_cpr_numbers():
            total += count
            self.stdout.write(f"{_numbers(total)} har fået nøgle {version}")
        _log(f"cpr-nøgle {version} slut: {total}")
        self.stdout.write(f"Alle cpr-numre har nøgle {version}. {total} er skiftet nu.")
        drafts = sum(drafting.reseal_drafts())
        rows = sum(intake.reseal_waiting_rows())
        self.stdout.write(
            f"{counted(drafts, 'kladde', 'kladder')} og {counted(rows, 'række', 'rækker')} i lister, "
            "der venter, er også skiftet."
        )

    def rotate_lookup(self) -> None:
        version = encryption.lookup_key_version()
        _log(f"opslagsnøgle {version} begyndt")
        total = 0
        for count in key_rotation.add_digests():
            total += count
            self.stdout.write(f"{_numbers(total)} har fået opslagsnøgle {version}")
        _log(f"opslagsnøgle {version} slut: {total}")
        self.stdout.write(
            f"Alle cpr-numre kan slås op med nøgle {version}. {total} er tilføjet nu.\n"
            "Den gamle nøgle skal blive stående, til alle aktive medarbejdere har skrevet deres"
            " cpr-nummer igen; de bliver spurgt, næste gang de åbner en borger."
        )

    def drop(self, version: int) -> None:
        try:
            count = key_rotation.drop_lookup_key(version=version)
        except key_rotation.LookupKeyInUse as still:
            raise CommandError(f"Opslagsnøgle {version} fjernes ikke: {still}") from None
        _log(f"opslagsnøgle {version} fjernet: {count}")
        self.stdout.write(
            f"{count} opslag med nøgle {version} er slettet."
            f" Fjern nu version {version} fra FLEXJOB_LOOKUP_KEYS."
        )


def _numbers(count: int) -> str:
    return counted(count, "cpr-nummer", "cpr-numre")


def _log(what: str) -> None:
    write([LogEntry(actor=ACTOR.code, action=ReadLogRow.Action.SETTING, criterion=what)])
