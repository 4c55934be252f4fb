"""The keys of the installation, read from the environment and only when used.

A key setting is written `1:BASE64,2:BASE64`: the highest version is the
current one, the others are kept to read what they once wrote. Commands that
touch no citizen therefore run without keys.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from functools import cached_property

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


class KeysUnusable(ImproperlyConfigured):
    """Says which setting is wrong and what it should hold; never the key itself."""


class KeyRing(Mapping[int, bytes]):
    def __init__(self, *, setting: str, text: str) -> None:
        self.setting = setting
        self._text = text

    @property
    def current_version(self) -> int:
        return max(self._keys)

    @property
    def current(self) -> bytes:
        return self._keys[self.current_version]

    def __getitem__(self, version: int) -> bytes:
        return self._keys[version]

    def __iter__(self) -> Iterator[int]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return f"KeyRing({self.setting})"

    @cached_property
    def _keys(self) -> dict[int, bytes]:
        if not self._text.strip():
            raise KeysUnusable(f"{self.setting} er ikke sat. Skriv nøglerne som 1:BASE64,2:BASE64.")
        keys: dict[int, bytes] = {}
        for entry in self._text.split(","):
            version, key = self._parse(entry.strip())
            if version in keys:
                raise KeysUnusable(f"{self.setting} har version {version} to gange.")
            keys[version] = key
        return keys

    def _parse(self, entry: str) -> tuple[int, bytes]:
        version, _, encoded = entry.partition(":")
        try:
            number, key = int(version), base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise KeysUnusable(f"{self.setting} skal skrives 1:BASE64,2:BASE64.") from None
        if number < 1 or len(key) != KEY_BYTES:
            raise KeysUnusable(
                f"{self.setting} version {version}: versioner begynder ved 1, "
                f"og en nøgle er {KEY_BYTES} byte."
            )
        return number, key
