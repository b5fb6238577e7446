"""Serving and asking: gunicorn as the launcher runs it, and a browser that does nothing but send and receive."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.counting import ASK

PROJECT = Path(__file__).resolve().parent.parent
WORKERS = 2
CONNECTIONS = 2


class Wrong(Exception):
    """A page is not what it must be, so its time means nothing."""


@dataclass(frozen=True)
class Page:
    """An answer, and how long it took from the first byte sent to the last one received."""

    status: int
    head: Mapping[str, str]
    body: str
    seconds: float
    size: int

    @property
    def statements(self) -> int:
        return int(self.head[ASK.lower()])

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.body)
        if found is None:
            raise Wrong(f"There is no field {name} on the page.")
        return found[1]


@dataclass
class Browser:
    """One signed-in person at one server. Keeps cookies, follows nothing, caches nothing."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, *, count: bool = False) -> Page:
        return self._ask("GET", path, b"", count)

    def post(self, path: str, data: Mapping[str, str], *, count: bool = False) -> Page:
        """Send a form with the token that the last page set."""
        return self._ask("POST", path, urlencode(data).encode(), count)

    def _ask(self, method: str, path: str, content: bytes, count: bool) -> Page:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Cookie: {cookies}", "Connection: close"]
        if content:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(content)}"]
        if count:
            lines.append(f"{ASK}: 1")
        request = "\r\n".join([*lines, "", ""]).encode() + content
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as link:
            link.sendall(request)
            answer = b"".join(iter(lambda: link.recv(1 << 16), b""))
        seconds = time.perf_counter() - began
        top, _, body = answer.partition(b"\r\n\r\n")
        status, *rest = top.decode("latin-1").split("\r\n")
        head = {}
        for line in rest:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
            head[name.lower()] = value
        return Page(int(status.split()[1]), head, body.decode("utf-8", "replace"), seconds, len(body))


@contextmanager
def serving(
    application: str, environment: Mapping[str, str], *, python: str = sys.executable, folder: Path = PROJECT
) -> Iterator[int]:
    """gunicorn with the launcher's settings on a free port of the loopback, which it yields."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [python, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    command += ["--preload", "--no-control-socket", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=folder, env=os.environ | dict(environment))
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise Wrong("The web server did not start.")


def at_once(work: Callable[[int], None]) -> None:
    """Do `work` over CONNECTIONS connections at the same time; the first error of any is raised."""
    errors: list[BaseException] = []

    def guarded(place: int) -> None:
        try:
            work(place)
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that waits
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
