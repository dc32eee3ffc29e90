from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from generator.charts.kit.drawing import Figure, Image
from generator.claims.claim import Claim, judge, read_claims
from generator.content.commentary import Commentary, CommentaryFront, EditionFront, PageFront
from generator.editions.change import most_telling
from generator.editions.comparison import changes
from generator.editions.publication import Edition, Publication
from generator.ledger.files import ledger_files
from generator.ledger.ledger import ORIGINS, REVISIONS, WEEKS, Ledger
from generator.ledger.live_values import LiveValues
from generator.ledger.percentiles import edition_numbers
from generator.ledger.table import LedgerTable
from generator.model.config import Config
from generator.model.front_matter import read_document
from generator.model.metric import Column, Metric, Missing, metric
from generator.model.record import FigureText, Record, SourceState, Verdict
from generator.model.series import FAMILIES
from generator.site.pages.page import Page
from generator.site.renderer import Renderer
from tests.sites.publication import pages_of

TODAY = date(2026, 8, 14)
FETCHED = datetime(2026, 8, 14, 22, 0, tzinfo=UTC)
WEEKS_OF_HISTORY = 120


def unmeasured() -> Missing:
    """How far small caps are from large caps, week by week."""
    return Missing("")


def described(name: str, section: str, label: str, unit: str, **more: object) -> Metric[[]]:
    base = metric(
        section, label, unit,  # type: ignore[arg-type]
        inputs=("IWM", "fred:DFF", "facts:fees"), formula="small ÷ large",
        pitfalls="A ratio hides levels.", **more,  # type: ignore[arg-type]
    )(unmeasured)  # fmt: skip
    return Metric(**{f: getattr(base, f) for f in Metric.__slots__} | {"id": name})


METRICS = (
    described("ratio", "working", "Small ÷ large, total return", "%"),
    described(
        "windows", "working", "Return by window", "pp",
        columns=(
            Column("label", "Window", "text"),
            Column("start", "Start", "date"),
            Column("value", "Small minus large", "pp"),
        ),
    ),
    described("policy", "rates", "Policy rate", "%", decimals=2),
    described("multiple", "cheap", "Relative multiple", "x"),
)  # fmt: skip

CLAIM = """---
id: {id}
section: {section}
kind: {kind}
statement: {statement}
as_stated: {as_stated}
as_stated_because: It names no source.
rule: {{kind: threshold, measure: "the lead of small caps", value: {value}, supported: "> 2", contradicted: "< 0"}}
{more}
would_change: A lead of more than two points.
sources:
  - {{title: The article, url: "https://example.org/article", date: 2026-01-12}}
---
The lead stands at {{{{ windows.ytd }}}}.
"""
MECHANISM = """resolves_on: 2026-12-31
mechanism:
  statement: Because rates fall.
  rule: {kind: threshold, measure: "the policy rate", value: policy, supported: "< 3", contradicted: "> 3.5"}"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    claims = (
        ("C01", "working", "present", "Small caps lead.", "ok", "windows.ytd", ""),
        ("C02", "rates", "forward", "Small caps will lead.", "wrong", "ratio", MECHANISM),
        ("C03", "cheap", "present", "Small caps are cheap.", "unsourced", "multiple", ""),
    )
    keys = ("id", "section", "kind", "statement", "as_stated", "value", "more")
    for claim in claims:
        text = CLAIM.format(**dict(zip(keys, claim, strict=True)))
        write(folder / f"claims/{claim[0]}.md", text)
    write(
        folder / "edition.md",
        "---\ntitle: Small caps hold their lead\nsummary: The lead held for a third week.\n"
        "corrections:\n  - {date: 2026-08-20, text: The fee of RVT was mistyped.}\n---\n"
        "The lead is {{ windows.ytd }}.\n\n```figure\nid: lead\n```\n\nMore to come.\n",
    )
    write(
        folder / "working.md",
        '---\npremises: ["windows.ytd < 0"]\n---\nThey lag, at {{ windows.ytd }}.\n',
    )
    for name in ("about", "methods", "corrections"):
        text = (
            f"---\ntitle: {name.capitalize()}\nsummary: What {name} says.\n---\n## Why\n\nText.\n"
        )
        write(folder / f"pages/{name}.md", text)
    return folder


@pytest.fixture(scope="session")
def claims(content: Path) -> tuple[Claim, ...]:
    return read_claims(content / "claims")


def weekly(values: list[float]) -> pd.Series[float]:
    index = pd.date_range(end=pd.Timestamp(TODAY), periods=len(values), freq="7D")
    return pd.Series(values, index)


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    # 12.0 on the last day, one below the week before; a wave of period 40 around zero.
    wave = [float((week % 40) - 20) for week in range(WEEKS_OF_HISTORY - 2)]
    rows = [
        (day, key, label, start, value)
        for day, lead in (("2026-07-31", -1.0), ("2026-08-07", 3.0), ("2026-08-14", 4.3))
        for key, label, start, value in (
            ("ytd", "Year to date", "2025-12-31", lead),
            ("m12", "12 months", "", float("nan")),
        )
    ]
    days = ("2026-07-31", "2026-08-07", "2026-08-14")
    columns = ["as_of", "row", "label", "start", "value"]
    return Ledger(
        series={"ratio": weekly([*wave, 13.0, 12.0]), "policy": weekly([3.63] * 10)},
        tables={"windows": LedgerTable.of(pd.DataFrame(rows, columns=columns))},
        missing={(day, "multiple"): "no free source of earnings" for day in days},
        weeks=pd.DataFrame([("2026-w33", "2026-08-14", "v1")], columns=list(WEEKS)),
        origins=pd.DataFrame(
            [
                ("v0", "yahoo", "DFF", "", "2026-08-08", "1", "2026-08-07", "2026-08-07", "a", ""),
                (
                    "v1",
                    "yahoo",
                    "IWM",
                    "https://example.com/IWM",
                    "2026-08-15T06:00:00+00:00",
                    "6591",
                    "2000-05-26",
                    "2026-08-14",
                    "b",
                    "",
                ),
            ],
            columns=list(ORIGINS),
        ),
        revisions=pd.DataFrame(
            [
                ("ratio", "2026-07-31", "17", "17.6", "3.53", "2026-08-14"),
                ("withdrawn", "2026-07-31", "1", "2", "100", "2026-08-14"),
            ],
            columns=list(REVISIONS),
        ),
    )


def verdicts_of(claims: tuple[Claim, ...], values: LiveValues, as_of: date) -> tuple[Verdict, ...]:
    return tuple(judge(claim, values, as_of) for claim in claims)


def record_of(as_of: date, ledger: Ledger, claims: tuple[Claim, ...]) -> Record:
    numbers = edition_numbers(ledger, METRICS, as_of)
    is_newest = as_of == TODAY
    week = as_of.isocalendar().week
    return Record(
        edition=f"{as_of.year}-w{week:02}",
        as_of=as_of,
        published_at=FETCHED if is_newest else datetime(2026, 11, 22, tzinfo=UTC),
        backfilled=not is_newest,
        vintage=FETCHED,
        generator="0.1.0",
        headline=f"The finding of week {week}",
        sources=(
            SourceState(source="yahoo", fresh=True, fetched_at=FETCHED, last=as_of, tables=20, sha256="a"),
            SourceState(
                source="fred", fresh=False, fetched_at=FETCHED, last=as_of - timedelta(days=30),
                tables=5, sha256="b", note="DFF: the service did not answer",
            ),
        ),
        numbers=numbers,
        verdicts=verdicts_of(claims, LiveValues(METRICS, numbers), as_of),
        figures={"lead": FigureText(title=f"The lead in week {week}", alt="A line that rises.")},
        summary=tuple(f"Line {number} of week {week}." for number in range(1, 6)),
        ledger=ledger_files(ledger),
        previous="",
    )  # fmt: skip


def told(before: Record, after: Record) -> Record:
    lines = tuple(change.text for change in most_telling(changes(before, after, METRICS)))
    return after.model_copy(update={"changes": lines})


@pytest.fixture(scope="session")
def publication(content: Path, claims: tuple[Claim, ...], ledger: Ledger) -> Publication:
    days = (date(2026, 7, 31), date(2026, 8, 7), TODAY)
    first, *later = [record_of(day, ledger, claims) for day in days]
    records = [first, *(told(*pair) for pair in pairwise([first, *later]))]
    text = read_document(content / "working.md", CommentaryFront)
    newest = read_document(content / "edition.md", EditionFront)
    early = {"working": Commentary("working", "2026-w31", text)}
    late = {"working": Commentary("working", "2026-w31", text, ("windows.ytd < 0",))}
    return Publication(
        config=config(),
        metrics=METRICS,
        charts=(),
        families=FAMILIES,
        ledger=ledger,
        facts={"fees": pd.DataFrame()},
        claims=claims,
        editions=(
            Edition("2026-w31", records[0], "d31", "Small caps lag", None, early),
            Edition("2026-w32", records[1], "d32", "Small caps lead again", None, {}),
            Edition("2026-w33", records[2], "d33", newest.front.title, newest, late),
        ),
        pages=tuple(read_document(p, PageFront) for p in sorted(content.glob("pages/*.md"))),
    )


def config() -> Config:
    return Config(
        title="Outlook",
        tagline="A thesis on trial",
        description="A weekly test. Information, not advice.",
        base_url="https://example.org/outlook/",
        byline="Editorial desk",
        sections={"working": "Is it working?", "cheap": "Is it cheap?", "rates": "Rates"},
        lags={"fred": {"lag_days": 1, "stale_days": 10}},  # type: ignore[dict-item]
    )


def drawing(name: str) -> Image:
    return Image(
        f'<svg xmlns="http://www.w3.org/2000/svg"><title>{name}</title></svg>'.encode(), 720, 400
    )


@pytest.fixture(scope="session")
def figures(publication: Publication) -> dict[str, dict[str, Figure]]:
    table = pd.DataFrame({"Window": ["Year to date"], "Lead": ["+4.3 pp"]})
    nothing = Image(b"", 0, 0)
    about = {"section": "working", "how": "The ratio, drawn.", "metrics": ("ratio",)}
    return {
        edition.id: {
            "lead": Figure(
                id="lead", label="Lead", title="Unused", alt="Unused", table=table,
                csv="window,lead\n", wide=drawing(edition.id), narrow=drawing("n"), missing="", **about,
            ),
            "flows": Figure(
                id="flows", label="Flows", title="Flows", alt="", table=pd.DataFrame(), csv="",
                wide=nothing, narrow=nothing, missing="no free source of flows", **about,
            ),
        }
        for edition in publication.editions
    }  # type: ignore[arg-type]  # fmt: skip


@pytest.fixture(scope="session")
def pages(publication: Publication, figures: dict[str, dict[str, Figure]]) -> dict[str, Page]:
    return pages_of(publication, figures)


ASSETS = {"style.css": "assets/style-12345678.css", "convergence.js": "assets/convergence-1.js"}
RENDERER = Renderer(Path(__file__).parents[3] / "templates", ASSETS)


@pytest.fixture(scope="session")
def html(pages: dict[str, Page]) -> dict[str, str]:
    """Every page as HTML, by the path of its file."""
    return {path: RENDERER.render(page) for path, page in pages.items()}


def rendered(publication: Publication, figures: dict[str, dict[str, Figure]], path: str) -> str:
    """One page of a publication, its white space evened out."""
    return even(RENDERER.render(pages_of(publication, figures)[path]))


@pytest.fixture(scope="session")
def newest(html: dict[str, str]) -> str:
    """The newest edition's page, its white space evened out."""
    return even(html["editions/2026-w33/index.html"])


def even(text: str) -> str:
    return " ".join(text.split())
