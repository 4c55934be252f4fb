from pathlib import Path

import pytest

from flexjob.keys import KeyRing
from flexjob.services import throwaway_keys


def test_keys_are_drawn_once(tmp_path: Path) -> None:
    keys = tmp_path / ".var" / "keys"
    assert throwaway_keys.load_or_draw(keys) == throwaway_keys.load_or_draw(keys)


def test_the_file_is_closed_to_others(tmp_path: Path) -> None:
    throwaway_keys.load_or_draw(tmp_path / "keys")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    throwaway_keys.load_or_draw(tmp_path / "keys")
    (tmp_path / "keys").chmod(0o640)
    with pytest.raises(throwaway_keys.KeysExposed, match="chmod 600"):
        throwaway_keys.load_or_draw(tmp_path / "keys")


def test_a_drawn_key_is_a_key() -> None:
    ring = KeyRing(setting="X", text=throwaway_keys.drawn()["FLEXJOB_CPR_KEYS"])
    assert len(ring.current) == 32
