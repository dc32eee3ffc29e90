"""A small SEC on 127.0.0.1: its frames are made up by hand, in the shape of the real ones."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[int, str]
ABSENT: Reply = (404, '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>')


@dataclass
class FakeSec:
    address: str = ""
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def says(self, frame: str, *replies: Reply) -> None:
        """Set what is answered to `NetIncomeLoss/USD/CY2025`; the last reply repeats."""
        self.replies[frame] = list(replies)

    def files(self, frame: str, facts: Mapping[int, float], **other: object) -> None:
        """Set the facts of a frame by company."""
        self.says(frame, answer(frame, facts, **other))

    def reply(self, path: str) -> Reply:
        frame = path.removeprefix("/api/xbrl/frames/").removesuffix(".json").split("/", 1)[1]
        self.asked.append(frame)
        replies = self.replies.get(frame, [ABSENT])
        return replies[min(self.asked.count(frame), len(replies)) - 1]


def answer(frame: str, facts: Mapping[int, float], **other: object) -> Reply:
    tag, unit, period = frame.split("/")
    year = period[2:6]
    data = [
        {
            "accn": f"{cik:010d}-26-000001", "cik": cik, "entityName": f"COMPANY {cik}", "loc": "US-CA",
            "start": f"{year}-01-01", "end": f"{year}-12-31", "val": val,
        }
        for cik, val in facts.items()
    ]  # fmt: skip
    shown = {
        "taxonomy": "us-gaap", "tag": tag, "ccp": period, "uom": unit, "label": tag,
        "description": "What it means.", "pts": len(data), "data": data,
    }  # fmt: skip
    return 200, json.dumps(shown | other)


@contextmanager
def fake_sec() -> Iterator[FakeSec]:
    sec = FakeSec()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(sec))
    sec.address = f"http://127.0.0.1:{server.server_port}/api/xbrl/frames/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield sec
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(sec: FakeSec) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sec.agents.add(self.headers["User-Agent"])
            status, body = sec.reply(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests' output is for the tests."""

    return Handler
