"""A small Yahoo on 127.0.0.1: an HTTPS proxy that answers every host itself.

The real yfinance reaches it through HTTPS_PROXY and trusts its certificate through a CA bundle.
What it says for a ticker is a list of answers, one for each chart request; the last one repeats.
Other requests have names of their own: "screen/Energy/250" is a sector's page from row 250,
"short/3e+08-5e+09/GTE5" the listings worth 0.3 to 5 billion dollars with five days or more sold short,
"info/IWM" and "fund/IWM" are the two halves of a fund's page.
"""

from __future__ import annotations

import datetime as dt
import json
import ssl
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOSTS = ("yahoo.com", "*.yahoo.com", "*.finance.yahoo.com")


@dataclass(frozen=True)
class Reply:
    status: int
    body: str
    kind: str = "application/json"


NOT_FOUND = Reply(
    404,
    '{"chart":{"result":null,"error":{"code":"Not Found",'
    '"description":"No data found, symbol may be delisted"}}}',
)
EMPTY = Reply(200, '{"chart":{"result":[],"error":null}}')
NO_SCREEN = Reply(200, '{"finance":{"result":[],"error":null}}')
NO_SUMMARY = Reply(200, '{"quoteSummary":{"result":[],"error":null}}')
# What a sector has unless told otherwise: one listing that is no dollar share.
ONE_ROW = Reply(
    200, '{"finance":{"result":[{"start":0,"count":1,"total":1,"quotes":[{"symbol":"ADR"}]}]}}'
)
FIXED = {
    "/v1/test/getcrumb": Reply(200, "crumb", "text/plain"),
    "/v7/finance/quote": Reply(200, '{"quoteResponse":{"result":[],"error":null}}'),
}
SERIES = Reply(200, '{"timeseries":{"result":[{"meta":{}}],"error":null}}')
PAGE = Reply(200, "<html><body>Sorry</body></html>", "text/html")
TROUBLE = Reply(500, "<html>Internal Server Error</html>", "text/html")
LIMITED = Reply(429, "Too Many Requests\r\n", "text/plain")


@dataclass
class FakeYahoo:
    proxy: str
    bundle: Path
    replies: Mapping[str, Sequence[Reply]]
    asked: Counter[str] = field(default_factory=Counter)

    def environment(self) -> dict[str, str]:
        bundles = dict.fromkeys(
            ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), str(self.bundle)
        )
        return bundles | {
            "HTTPS_PROXY": self.proxy,
            "https_proxy": self.proxy,
            "NO_PROXY": "",
            "no_proxy": "",
        }

    def answer(self, path: str, body: bytes = b"") -> Reply:
        address, query = unquote(urlsplit(path).path), urlsplit(path).query
        ticker = address.rsplit("/", 1)[1]
        if address.startswith("/v8/finance/chart/"):
            return self._next(ticker, NOT_FOUND)
        if address.startswith("/v10/finance/quoteSummary/"):
            return self._next(f"{'fund' if 'topHoldings' in query else 'info'}/{ticker}", NOT_FOUND)
        if address == "/v1/finance/screener":
            return self._next(_screened(json.loads(body)), ONE_ROW)
        return SERIES if "timeseries" in address else FIXED.get(address, NOT_FOUND)

    def _next(self, name: str, otherwise: Reply) -> Reply:
        replies = self.replies.get(name, [otherwise])
        self.asked[name] += 1
        return replies[min(self.asked[name], len(replies)) - 1]


def _screened(asked: dict[str, object]) -> str:
    query = asked["query"]
    assert isinstance(query, dict)
    terms = [term["operands"] for term in query["operands"]]
    values = {operands[0]: operands[1] for operands in terms if isinstance(operands[0], str)}
    if "sector" in values:
        return f"screen/{values['sector']}/{asked['offset']}"
    (size, days) = query["operands"][-2:]
    band = "-".join(f"{end:g}" for end in size["operands"][1:])
    return f"short/{band}/{days['operator']}{days['operands'][1]:g}"


@contextmanager
def fake_yahoo(folder: Path, replies: Mapping[str, Sequence[Reply]]) -> Iterator[FakeYahoo]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    bundle = _certificate(folder)
    context.load_cert_chain(bundle, folder / "key.pem")
    context.set_alpn_protocols(["http/1.1"])
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    yahoo = FakeYahoo(f"http://127.0.0.1:{server.server_port}", bundle, replies)
    server.RequestHandlerClass = _handler(yahoo, context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield yahoo
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(yahoo: FakeYahoo, context: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.connection = context.wrap_socket(self.connection, server_side=True)
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", buffering=0)
            self.close_connection = False

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply = yahoo.answer(self.path, sent)
            body = reply.body.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header(
                "Set-Cookie", "A3=x; Domain=.yahoo.com; Path=/; Max-Age=31536000; Secure"
            )
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  -- the name is the library's

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests' output is for the tests."""

    return Handler


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A small Yahoo")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(list(map(x509.DNSName, HOSTS))), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, plain))
    (folder / "ca.pem").write_bytes(certificate.public_bytes(pem))
    return folder / "ca.pem"


def chart(days: Sequence[dt.datetime], closes: Sequence[float | None], kind: str = "ETF") -> Reply:
    """Return Yahoo's chart answer for bars at these moments; all four prices are the close."""
    quote = {name: list(closes) for name in ("open", "high", "low", "close")}
    result = {
        "meta": {
            "currency": "USD",
            "symbol": "X",
            "instrumentType": kind,
            "exchangeTimezoneName": "America/New_York",
            "timezone": "EDT",
            "gmtoffset": -14400,
            "priceHint": 2,
            "validRanges": ["1d", "1mo", "max"],
        },
        "timestamp": [int(day.timestamp()) for day in days],
        "indicators": {
            "quote": [quote | {"volume": [1000] * len(closes)}],
            "adjclose": [{"adjclose": list(closes)}],
        },
    }
    return Reply(200, json.dumps({"chart": {"result": [result], "error": None}}))


def screen(quotes: Sequence[Mapping[str, object]], total: int) -> Reply:
    """Return one page of Yahoo's screener."""
    result = {"start": 0, "count": len(quotes), "total": total, "quotes": list(quotes)}
    return Reply(200, json.dumps({"finance": {"result": [result], "error": None}}))


def summary(**modules: object) -> Reply:
    """Return Yahoo's answer about one symbol."""
    return Reply(200, json.dumps({"quoteSummary": {"result": [modules], "error": None}}))
