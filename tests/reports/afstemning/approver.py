"""A process that approves one reconciliation, to be killed: `python -m ... KEY`.

It says on its standard output each time another person is written, and when all is committed.
"""

import os
import sys

import django


def main(key: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from reports.afstemning import operations
    from reports.afstemning.models import Afstemning
    from reports.afstemning.operations import approving
    from tests.factories import TEST, TODAY

    write = approving._Writer.write

    def write_and_tell(self: approving._Writer) -> None:
        write(self)
        print("skrevet", flush=True)

    approving._Writer.write = write_and_tell  # type: ignore[method-assign]
    operations.approve(afstemning=Afstemning.objects.get(pk=key), actor=TEST, as_of=TODAY)
    print("afsluttet", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
