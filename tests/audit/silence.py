"""A way to PostgreSQL that can fall silent: it goes on taking bytes and answers nothing, like a hung machine."""

import contextlib
import selectors
import socket
import threading
from pathlib import Path


class Passage:
    """Listens in `folder` as PostgreSQL does and passes bytes to and from the real server in `server`."""

    def __init__(self, folder: Path, server: str, port: str) -> None:
        self.silent = False
        self._server = f"{server}/.s.PGSQL.{port}"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / f".s.PGSQL.{port}"))
        self._listener.listen(8)
        self._end, self._ended = socket.socketpair()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._end.close()
        self._thread.join()

    def _run(self) -> None:
        with contextlib.ExitStack() as open_sockets, selectors.DefaultSelector() as selector:
            open_sockets.enter_context(self._listener)
            open_sockets.enter_context(self._ended)
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._ended, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._ended:
                        return
                    if key.fileobj is self._listener:
                        self._accept(open_sockets, selector)
                    else:
                        self._pass(selector, key)

    def _accept(self, open_sockets: contextlib.ExitStack, selector: selectors.BaseSelector) -> None:
        near = open_sockets.enter_context(self._listener.accept()[0])
        far = open_sockets.enter_context(socket.socket(socket.AF_UNIX))
        far.connect(self._server)
        selector.register(near, selectors.EVENT_READ, far)
        selector.register(far, selectors.EVENT_READ, near)

    def _pass(self, selector: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
        source = key.fileobj
        assert isinstance(source, socket.socket)
        received = source.recv(65536)
        if not received:
            selector.unregister(source)
            key.data.shutdown(socket.SHUT_WR)
        elif not self.silent:
            key.data.sendall(received)
