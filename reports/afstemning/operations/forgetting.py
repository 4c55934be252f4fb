"""A look-up key that is dropped takes the digests made with it along, here as everywhere."""

from reports.afstemning.models import AfstemningLine


def forget_digests(*, version: int) -> None:
    """Who is still not registered is from then on known again on no other list."""
    AfstemningLine.objects.filter(key_version=version).update(digest=None, key_version=None)
