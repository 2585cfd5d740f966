"""A mail server of this machine only, which keeps what it is given and sends nothing on."""

import socketserver
from email import message_from_bytes
from email.message import Message
from queue import Queue
from threading import Thread
from typing import Self


class Postbox(socketserver.ThreadingTCPServer):
    """It answers while it is entered; `to` waits for an e-mail to somebody."""

    daemon_threads = True

    def __init__(self) -> None:
        """Take a free port."""
        super().__init__(("127.0.0.1", 0), _Talk)
        self.port = self.server_address[1]
        self.kept: Queue[Message] = Queue()

    def __enter__(self) -> Self:
        """Begin to answer."""
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_why: object) -> None:
        """Answer no more."""
        self.shutdown()
        self.server_close()

    def to(self, address: str) -> Message:
        """The next e-mail to somebody; a machine that is busy may take its time."""
        while (found := self.kept.get(timeout=90))["To"] != address:
            pass
        return found


class _Talk(socketserver.StreamRequestHandler):
    """One client after the other is told that all is well."""

    server: Postbox

    def handle(self) -> None:
        """Greet, and answer each line until the client takes its leave."""
        self._say(220)
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say(354)
                self.server.kept.put(message_from_bytes(b"".join(iter(self.rfile.readline, b".\r\n"))))
            self._say(221 if word == b"QUIT" else 250)

    def _say(self, number: int) -> None:
        self.wfile.write(b"%d Very well\r\n" % number)
