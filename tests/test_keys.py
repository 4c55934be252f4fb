import base64

import pytest

from flexjob.keys import KeyRing, KeysUnusable

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def ring(text: str) -> KeyRing:
    return KeyRing(setting="FLEXJOB_CPR_KEYS", text=text)


def test_the_highest_version_is_the_current_one() -> None:
    keys = ring(f"2:{NEW}, 1:{OLD}")
    assert (keys.current_version, keys.current, keys[1]) == (2, b"\2" * 32, b"\1" * 32)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="not set"),
        pytest.param(NEW, id="without a version"),
        pytest.param("1:abc", id="too short"),
        pytest.param(f"0:{NEW}", id="versions begin at one"),
        pytest.param(f"1:{OLD},1:{NEW}", id="one version twice"),
        pytest.param("1:æøå", id="no base64"),
    ],
)
def test_unusable_keys_are_refused_by_name_without_showing_them(text: str) -> None:
    with pytest.raises(KeysUnusable, match="FLEXJOB_CPR_KEYS") as refusal:
        _ = ring(text).current
    assert NEW not in str(refusal.value)


def test_nothing_is_parsed_before_a_key_is_asked_for() -> None:
    assert repr(ring("rubbish")) == "KeyRing(FLEXJOB_CPR_KEYS)"
