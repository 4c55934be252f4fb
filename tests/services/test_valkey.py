import signal

import pytest
import redis

from flexjob.services import places, processes
from flexjob.services.accounts import serving_account
from flexjob.services.valkey import Valkey

pytestmark = pytest.mark.slow


def test_a_written_key_outlives_a_restart() -> None:
    account = serving_account()
    with places.throwaway_place(account) as place:
        valkey = Valkey(place.home, place.sockets, account)
        for value in (None, b"1"):
            server = valkey.start()
            with redis.Redis(unix_socket_path=str(valkey.socket)) as client:
                assert client.get("kept") == value
                client.set("kept", 1)
            processes.stop(server, by=signal.SIGTERM)
