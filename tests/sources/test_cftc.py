from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from generator.sources.ask import Ask
from generator.sources.cftc import fetch_cftc
from generator.sources.snapshot import Snapshot
from generator.sources.web import Patience

Make = Callable[..., Ask]
Answers = dict[int, tuple[int, bytes]]

HEADER = (
    '"Market_and_Exchange_Names","As_of_Date_In_Form_YYMMDD","CFTC_Contract_Market_Code",'
    '"Open_Interest_All","Asset_Mgr_Positions_Long_All","Asset_Mgr_Positions_Short_All",'
    '"Lev_Money_Positions_Long_All","Lev_Money_Positions_Short_All"\n'
)
ASSET, LEVERAGED = "cftc:239742_asset_manager_net", "cftc:239742_leveraged_net"
HASTE = Patience(timeout=5, pause=0, attempts=2)


def line(day: str, code: str = "239742", cells: str = "500000,200000,80000,50000,200000") -> str:
    return f'"RUSSELL E-MINI - CHICAGO MERCANTILE EXCHANGE",{day},{code} ,{cells}\n'


def zipped(*lines: str, header: str = HEADER) -> tuple[int, bytes]:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("FinFutYY.txt", header + "".join(lines))
    return 200, content.getvalue()


@contextmanager
def cftc(answers: Answers) -> Iterator[tuple[str, list[int]]]:
    asked: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(int(self.path.rsplit("_", 1)[1].removesuffix(".zip")))
            status, body = answers.get(asked[-1], (404, b"<html>"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests' output is for the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/fut_fin_txt_{{}}.zip", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def read(answers: Answers, ask: Ask) -> tuple[Snapshot, list[int]]:
    with cftc(answers) as (address, asked):
        return fetch_cftc(ask, io.StringIO(), address, HASTE), asked


def reasons(snapshot: Snapshot, name: str) -> list[str]:
    return [failure.reason for failure in snapshot.failures if failure.name == name]


def test_net_positions_are_a_share_of_open_interest(ask: Make) -> None:
    snapshot, _ = read({2024: zipped(line("240806"))}, ask(series=(ASSET, LEVERAGED)))
    # (200,000 - 80,000) / 500,000 = 24 %; (50,000 - 200,000) / 500,000 = -30 %.
    assert list(snapshot.macro_series(ASSET)) == pytest.approx([24.0])
    assert list(snapshot.macro_series(LEVERAGED)) == pytest.approx([-30.0])
    assert f"{snapshot.macro_series(ASSET).index[0]:%Y-%m-%d}" == "2024-08-06"


def test_years_are_joined_in_order_and_other_contracts_left_out(ask: Make) -> None:
    answers = {
        2024: zipped(line("240109"), line("240102"), line("240102", "13874A")),
        2017: zipped(line("170711")),
    }
    snapshot, asked = read(answers, ask(series=(ASSET,)))
    days = [f"{day:%Y-%m-%d}" for day in snapshot.macro_series(ASSET).index]
    assert days == ["2017-07-11", "2024-01-02", "2024-01-09"]
    assert asked == list(range(2024, 2016, -1))


def test_a_year_that_is_not_there_is_named_and_costs_no_other(ask: Make) -> None:
    snapshot, _ = read({2023: zipped(line("230103"))}, ask(series=(ASSET,)))
    assert len(snapshot.macro) == 1
    assert reasons(snapshot, "cftc:2024") == ["the CFTC answered with status 404"]
    assert reasons(snapshot, ASSET) == []


def test_a_week_without_open_interest_is_left_out(ask: Make) -> None:
    rows = line("240102"), line("240109", cells="0,0,0,0,0")
    snapshot, _ = read({2024: zipped(*rows)}, ask(series=(ASSET,)))
    assert len(snapshot.macro) == 1


def test_a_server_in_trouble_is_not_asked_for_every_year(ask: Make) -> None:
    snapshot, asked = read(dict.fromkeys(range(2017, 2025), (503, b"")), ask(series=(ASSET,)))
    assert asked == [2024, 2024, 2023, 2023]
    (reason,) = reasons(snapshot, ASSET)
    assert reason.startswith("the CFTC answered with status 503; not asked for")
    assert snapshot.origins == ()


def test_nobody_at_the_address_is_a_reason(ask: Make) -> None:
    with cftc({}) as (address, _):
        pass
    snapshot = fetch_cftc(ask(series=(ASSET,)), io.StringIO(), address, HASTE)
    assert reasons(snapshot, ASSET)[0].startswith("the CFTC could not be reached")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, b"<html>Maintenance</html>"), "an answer that is no zip archive"),
        ((200, zipped(line("240102"))[1][:120]), "an answer that is no zip archive"),
        (zipped(header="a,b\n"), "the file has no column 'As_of_Date_In_Form_YYMMDD'"),
        (zipped(line("241340")), "the file has a cell that is no number or day"),
        (zipped(line("240102", cells="many,1,1,1,1")), "the file has a cell that is no number"),
        (zipped(line("240102", "13874A")), "no row of the contract 239742"),
    ],
)
def test_an_answer_that_is_no_use_has_a_reason(
    ask: Make, answer: tuple[int, bytes], words: str
) -> None:
    snapshot, _ = read(dict.fromkeys(range(2017, 2025), answer), ask(series=(ASSET,)))
    assert reasons(snapshot, ASSET)[0].startswith(words)


def test_a_name_that_is_no_series_is_told(ask: Make) -> None:
    snapshot, _ = read({2024: zipped(line("240102"))}, ask(series=("cftc:239742",)))
    assert reasons(snapshot, "cftc:239742")[0].startswith("no such series")


def test_nothing_is_asked_where_no_metric_needs_it(ask: Make) -> None:
    snapshot, asked = read({}, ask(series=("fred:DGS2", "french:small_return")))
    assert asked == []
    assert snapshot.failures == snapshot.origins == ()
