"""One embedded Valkey server on a Unix socket, writing down every command."""

import signal
import subprocess
from pathlib import Path

import redis

from flexjob.services import processes
from flexjob.services.binaries import valkey_server
from flexjob.services.server import EmbeddedServer


class Valkey(EmbeddedServer):
    name = "valkey"

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def environment(self) -> dict[str, str]:
        return {"REDIS_URL": f"unix://{self.socket}"}

    def start(self) -> subprocess.Popen[bytes]:
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.account.own(self.data)
        processes.stop_left_behind(program="valkey-server", directory=self.data, by=signal.SIGTERM)
        server = self.launch(
            [valkey_server(self.account), *self._options()], ends_with=signal.SIGTERM
        )
        try:
            processes.wait_until(self._answers, process=server, log=self.log)
        except BaseException:
            processes.stop(server, by=signal.SIGTERM)
            raise
        return server

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "dir": str(self.data),
            "save": "",
            "appendonly": "no" if self.throwaway else "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        return [part for name, value in options.items() for part in (f"--{name}", value)]

    def _answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except (redis.ConnectionError, redis.BusyLoadingError):
            return False
