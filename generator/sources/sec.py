"""The SEC: facts of the annual reports of all US companies, from its frames.

A frame is one tag and one period of everybody who filed it: the latest fact filed, whose fiscal year
fits the calendar year best. It needs no key. The SEC's rules for programs are kept: who asks is said
in the User-Agent, with a contact, and there are at most ten requests a second; here two. One run asks
for 4 frames of public float and 12 a year, 28 in all while two years are asked for, each of them
once, and again only while the server is in trouble. All of it or nothing: after the first answer that
is no use nothing more is asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Annotated, TextIO, TypeAlias

import pandas as pd
from curl_cffi.requests import Session
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.model.errors import SourceError
from generator.model.sec_tags import FACT_TAGS, FLOAT, FLOAT_QUARTERS, frame_of, years_asked
from generator.model.series import FILINGS
from generator.model.sessions import session_shown
from generator.sources.answers import companies_part, failed_part
from generator.sources.ask import Ask, Progress
from generator.sources.snapshot import Snapshot, empty_snapshot, filings_table
from generator.sources.web import PATIENCE, AbsentError, Patience, Web

ADDRESS = "https://data.sec.gov/api/xbrl/frames/"
UNIT = "USD"
PAUSE_SECONDS = 0.5
FEWEST = 3000  # with fewer floats the smallest of the small companies cannot be ranked
NO_CONTACT = "the SEC answers those who say who they are, so enter an address as contact in content/site.toml"

ByCompany: TypeAlias = "pd.Series[float]"
Finite: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]


class _Fact(BaseModel):
    """What one company filed; `cik` is its number at the SEC."""

    model_config = ConfigDict(strict=True)

    cik: int
    val: Finite


class _Frame(BaseModel):
    """One answer: `ccp` is the calendar period, `uom` the unit, `pts` how many facts there are."""

    tag: str
    ccp: str
    uom: str
    pts: int
    data: tuple[_Fact, ...]


@dataclass(frozen=True, slots=True)
class _Frames:
    """Where frames are asked for, one after the other."""

    web: Web
    address: str
    pause: float
    progress: Progress

    def get(self, taxonomy: str, tag: str, period: str) -> ByCompany:
        """Return what companies filed under a tag by their number.

        Raises:
            AbsentError: if nobody has filed such a fact.
            SourceError: for an answer that is not the one that was asked for.
        """
        self.progress.update(f"{tag} {period}")
        time.sleep(self.pause)
        frame = f"{taxonomy}/{tag}/{UNIT}/{period}"
        try:
            answer = self.web.get(f"{self.address}{frame}.json")
            return _checked(_Frame.model_validate_json(answer.content), (tag, period, UNIT))
        except AbsentError as error:
            raise AbsentError(f"{frame}: {error}") from error
        except (ValidationError, SourceError) as error:
            raise SourceError(f"{frame}: {_fault(error)}; nothing more was asked") from error


def fetch_filings(
    ask: Ask,
    stream: TextIO,
    address: str = ADDRESS,
    patience: Patience = PATIENCE,
    pause: float = PAUSE_SECONDS,
) -> Snapshot:
    """Return what companies stated in their annual reports, or why there is nothing.

    Args:
        ask: whose series name the filings when a metric wants them, and who asks.
        stream: where progress is told.
        address: of the frames, up to the taxonomy.
        patience: how long an answer is waited for, and how often a server in trouble is asked.
        pause: seconds before each request.
    """
    if not ask.tables(FILINGS):
        return empty_snapshot()
    progress = Progress(stream, FILINGS.source).tell("asking for annual reports")
    try:
        with Session(headers={"User-Agent": _agent(ask)}) as session:
            frames = _Frames(Web(session, "the SEC", patience), address, pause, progress)
            table = _filings(frames, ask)
    except SourceError as error:
        progress.done(f"none: {error}")
        return failed_part(FILINGS, str(error))
    progress.done(f"{table['cik'].nunique()} companies")
    return companies_part(ask, FILINGS, table)


def _agent(ask: Ask) -> str:
    """Return who asks; SourceError where nobody says so."""
    if not ask.agent:
        raise SourceError(NO_CONTACT)
    return ask.agent


def _filings(frames: _Frames, ask: Ask) -> pd.DataFrame:
    """Return one row for each company and year with a fact; without a float there is no row."""
    floats = _first([frames.get("dei", FLOAT, quarter) for quarter in reversed(FLOAT_QUARTERS)])
    floats = floats[floats > 0]
    if len(floats) < FEWEST:
        raise SourceError(f"only {len(floats)} companies state a float, fewer than {FEWEST}")
    years = [_stated(frames, floats, year).assign(year=year) for year in years_asked(ask.now.year)]
    return filings_table([pd.concat(years).assign(date=session_shown(ask.now))])


def _stated(frames: _Frames, floats: ByCompany, year: int) -> pd.DataFrame:
    """Return what companies with a float stated of a year, fact by fact."""
    columns = {
        fact: _first(_frames_of(frames, tags, frame_of(fact, year)))
        for fact, tags in FACT_TAGS.items()
    }
    facts = pd.DataFrame(columns, index=floats.index).dropna(how="all")
    return facts.join(floats.rename("public_float")).rename_axis("cik").reset_index()


def _frames_of(frames: _Frames, tags: Iterable[str], period: str) -> Iterator[ByCompany]:
    for tag in tags:
        try:
            yield frames.get("us-gaap", tag, period)
        except AbsentError:
            # Soon after a year's end nobody may have filed yet under a rare tag.
            continue


def _first(frames: Iterable[ByCompany]) -> ByCompany:
    """Return for each company the fact of the first frame that has one."""
    return reduce(lambda first, then: first.combine_first(then), frames, pd.Series(dtype=float))


def _checked(frame: _Frame, request: tuple[str, str, str]) -> ByCompany:
    subject = (frame.tag, frame.ccp, frame.uom)
    if subject != request:
        raise SourceError(f"the answer is about {' '.join(subject)}")
    facts = pd.Series({fact.cik: fact.val for fact in frame.data}, dtype=float)
    if facts.empty:
        raise SourceError("an answer without a fact")
    if len(facts) < len(frame.data):
        raise SourceError("a company is in the answer twice")
    if len(frame.data) < frame.pts:
        raise SourceError(f"{len(frame.data)} of {frame.pts} facts came")
    return facts


def _fault(error: Exception) -> str:
    """Return what is wrong with an answer; of what pydantic found the first."""
    if isinstance(error, ValidationError):
        return f"an answer that is no frame: {error.errors()[0]['msg']}"
    return str(error)
