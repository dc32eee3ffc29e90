"""A small FRED on 127.0.0.1: what it says for a series is a list of answers, the last repeats."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.sources.fake_yahoo import Reply


@dataclass
class FakeFred:
    address: str = ""
    delay: float = 0
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def says(self, series: str, *replies: Reply | str) -> None:
        self.replies[series] = [
            reply if isinstance(reply, Reply) else Reply(200, reply, "text/csv")
            for reply in replies
        ]

    def answer(self, path: str) -> Reply:
        series = parse_qs(urlsplit(path).query)["id"][0]
        self.asked[series] += 1
        time.sleep(self.delay)
        replies = self.replies.get(series, [Reply(404, "<html>Not found</html>", "text/html")])
        return replies[min(self.asked[series], len(replies)) - 1]


@contextmanager
def fake_fred() -> Iterator[FakeFred]:
    fred = FakeFred()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fred))
    fred.address = f"http://127.0.0.1:{server.server_port}/graph/fredgraph.csv"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield fred
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(fred: FakeFred) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = fred.answer(self.path)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body.encode())))
            self.end_headers()
            # The client may have lost its patience: that is what a test of it wants.
            with suppress(BrokenPipeError):
                self.wfile.write(reply.body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests' output is for the tests."""

    return Handler
