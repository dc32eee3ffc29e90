"""A small French data library on 127.0.0.1: zip archives in the form of the real ones."""

from __future__ import annotations

import io
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd

COPYRIGHT = "Copyright 2026 Eugene F. Fama and Kenneth R. French"
SIX_COLUMNS = ",SMALL LoBM,ME1 BM2,SMALL HiBM,BIG LoBM,ME2 BM2,BIG HiBM"
SIZE_COLUMNS = (
    ",<= 0,Lo 30,Med 40,Hi 30,Lo 20,Qnt 2,Qnt 3,Qnt 4,Hi 20,Lo 10,"
    + ",".join(f"{n}-Dec" for n in range(2, 10))
    + ",Hi 10"
)
# Months of returns, percent; in the second, the smallest tenth has no data.
SIZE_ROWS = (
    "192607,-99.99,1,2,10,1,1,1,1,1,1,2,3,4,5,20,30,8,9,10",
    "192608,-99.99,1,2,10,1,1,1,1,1,-99.99,2,3,4,5,20,30,8,9,10",
    "192609,-99.99,1,2,20,1,1,1,1,1,4,4,4,4,4,20,20,8,9,10",
)
SIX_RETURNS = ("192607,1,2,3,4,5,6", "192608,10,20,30,4,4,4", "192609,10,20,-99.99,4,4,4")
FIRMS = ("192607,1,1,2,1,1,1", "192608,1,1,1,1,1,1", "192609,1,1,1,1,1,1")
AVERAGES = ("192607,1,1,1,5,5,10", "192608,2,1,1,5,5,10", "192609,1,1,1,5,5,10")
BOOKS = ("192607,1,2,3,0.5,0.5,1", "192608,2,2,-999,0.5,0.5,1", "192609,1,1,1,0.5,0.5,0.5")


def sizes(title: str = "  Value Weight Returns -- Monthly", columns: str = SIZE_COLUMNS) -> str:
    return "\n".join([
        "This file was created by CMPT_ME_RETS using the 202605 CRSP database.",
        "It contains value- and equal-weighted returns for size portfolios.", "",
        "Missing data are indicated by -99.99 or -999.", "",
        title, columns, *SIZE_ROWS, "",
        "  Equal Weight Returns -- Monthly", columns, *(row.replace("10", "99") for row in SIZE_ROWS),
        "", "  Value Weight Returns -- Annual from January to December", columns,
        "1927" + SIZE_ROWS[0][6:], "", COPYRIGHT,
    ])  # fmt: skip


def six(
    average: str = "Average Market Cap",
    books: str = "Value Weight Average of BE/ME Calculated for June of t to June of t+1 as:",
    columns: str = SIX_COLUMNS,
) -> str:
    return "\n".join([
        "This file was created using the 202605 CRSP database.", "",
        "  Average Value Weighted Returns -- Monthly", columns, *SIX_RETURNS, "",
        "  Number of Firms in Portfolios", columns, *FIRMS, "",
        f"  {average}", columns, *AVERAGES, "",
        "  For portfolios formed in June of year t", f"  {books}",
        "  Sum[ME(Mth) * BE(Fiscal Year t-1) / ME(Dec t-1)] / Sum[ME(Mth)]", columns, *BOOKS, "",
        COPYRIGHT,
    ])  # fmt: skip


FACTORS = f"""This file was created using the 202605 CRSP database.
The 1-month TBill rate data until 202405 are from Ibbotson Associates.

,Mkt-RF,SMB,HML,RF
192607,   2.89,  -2.55,  -2.39,   0.22
192608,   2.64,  -1.14,   3.81,   0.25

 Annual Factors: January-December
,Mkt-RF,SMB,HML,RF
  1927,  29.47,  -2.46,  -3.75,   3.12

{COPYRIGHT}
"""


LONG = [str(month).replace("-", "") for month in pd.period_range("1926-07", "2026-05", freq="M")]


def long_sizes() -> str:
    """Return a century of returns by size, in the file's form."""
    rows = [f"{month}," + ",".join(["1.00"] * 19) for month in LONG]
    title = "  Value Weight Returns -- Monthly"
    return "\n".join(["Made using the 202605 CRSP database.", "", title, SIZE_COLUMNS, *rows, ""])


def long_six() -> str:
    """Return a century of the six portfolios: three levels of book-to-market of the big ones."""
    wave = [0.4 + 0.1 * (n % 37 > 12) + 0.1 * (n % 37 > 24) for n in range(len(LONG))]
    moves = [f"{n % 7 - 2}.00" for n in range(len(LONG))]
    tables = {
        "  Average Value Weighted Returns -- Monthly": [f"{m},{m},{m},1,1,1" for m in moves],
        "  Number of Firms in Portfolios": ["10,10,10,10,10,10"] * len(LONG),
        "  Average Market Cap": ["1,1,1,9,9,9"] * len(LONG),
        "  Value Weight Average of BE/ME Calculated": [f"1,1,1,{b},{b},{b}" for b in wave],
    }
    blocks = [
        "\n".join([title, SIX_COLUMNS, *(f"{m},{row}" for m, row in zip(LONG, rows, strict=True))])
        for title, rows in tables.items()
    ]
    return "\n\n".join(["Made using the 202605 CRSP database.", *blocks, COPYRIGHT])


def zipped(text: str) -> bytes:
    """Return a zip archive with one file, as the library sends it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", text)
    return buffer.getvalue()


@dataclass
class FakeLibrary:
    address: str = ""
    replies: dict[str, Sequence[tuple[int, bytes]]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def holds(self, name: str, *replies: bytes | str | int) -> None:
        """Answer to a file's name: an archive, a text to be zipped, or a status; the last repeats."""
        self.replies[f"/{name}_CSV.zip"] = [
            (reply, b"") if isinstance(reply, int)
            else (200, zipped(reply) if isinstance(reply, str) else reply)
            for reply in replies
        ]  # fmt: skip

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked[path] += 1
        replies = self.replies.get(path, [(404, b"not found")])
        return replies[min(self.asked[path], len(replies)) - 1]


@contextmanager
def fake_library() -> Iterator[FakeLibrary]:
    library = FakeLibrary()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(library))
    library.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield library
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(library: FakeLibrary) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = library.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests' output is for the tests."""

    return Handler
