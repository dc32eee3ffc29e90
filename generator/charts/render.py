"""Figures of many editions: each distinct one is drawn once, or read from the cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from generator.charts.kit.drawing import NO_IMAGE, Chart, Drawing, Figure, Image, alt_text
from generator.charts.kit.svg import draw_svg
from generator.charts.kit.tables import figure_csv
from generator.charts.kit.theme import Size
from generator.charts.kit.weeks import Point, marked
from generator.model.files import write_whole
from generator.model.forks import WORKERS
from generator.model.metric import Measured, Missing
from generator.model.record import FigureText

# Below this many drawings, starting a pool takes longer than it saves.
_FEW = 6
_CHUNK = 4  # drawings that a process takes at a time
_BATCH = 1_000  # jobs that are in memory at a time, with the series that they draw
_SIZES: tuple[Size, Size] = ("wide", "narrow")
_SOURCES = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class FigureJob:
    """A figure of an edition, wanted.

    Attributes:
        measurements: of the chart's metrics, in their order, as the edition knew them.
        text: the words that the edition's record keeps; without it they are written anew.
        revised: the points that their source revised by then.
    """

    edition: str
    chart: Chart
    as_of: date
    measurements: tuple[Measured, ...]
    text: FigureText | None = None
    revised: tuple[Point, ...] = ()

    @property
    def headline(self) -> str:
        """Return the title that the record keeps, if there is a record."""
        return self.text.title if self.text else ""


def render_figures(jobs: Iterable[FigureJob], cache: Path) -> dict[str, dict[str, Figure]]:
    """Return edition -> chart -> figure; equal drawings are made once.

    Args:
        jobs: what to draw.
        cache: folder of finished drawings, which may be deleted at any time.
    """
    code = code_hash()
    keyed = [(job_key(job, code), job) for job in jobs]
    _draw(dict(keyed), cache)
    figures: dict[str, dict[str, Figure]] = {}
    for key, job in keyed:
        drawing = _FinishedDrawing.load(_path(cache, key).read_text(encoding="utf-8"))
        figures.setdefault(job.edition, {})[job.chart.id] = _figure(job, drawing)
    return figures


def draw_missing(jobs: Iterable[FigureJob], cache: Path, *, is_all: bool = False) -> None:
    """Draw what a folder of finished drawings lacks; few of the jobs are in memory at a time.

    Where the jobs are all that there are, the folder forgets every other drawing.
    """
    code, keys = code_hash(), set[str]()
    jobs = iter(jobs)
    while batch := list(islice(jobs, _BATCH)):
        keyed = {job_key(job, code): job for job in batch}
        keys |= keyed.keys()
        _draw(keyed, cache)
    if is_all:
        _forget(cache, keys)


def _draw(jobs: Mapping[str, FigureJob], cache: Path) -> None:
    """Draw the jobs, which are given by key, that a folder lacks."""
    missing = {key: job for key, job in jobs.items() if not _path(cache, key).exists()}
    for key, text in zip(missing, _entries([*missing.values()]), strict=True):
        write_whole(_path(cache, key), text)


@lru_cache(1)
def code_hash() -> str:
    """Return a digest of everything but the measurements that a drawing depends on."""
    digest = hashlib.sha256()
    for path in sorted(_SOURCES.parent.rglob("*.py")):  # charts ask metrics and model for words
        digest.update(path.read_bytes())
    digest.update(
        f"{version('altair')} {version('pandas')} {version('vl-convert-python')}".encode()
    )
    return digest.hexdigest()


def job_key(job: FigureJob, code: str) -> str:
    """Return the cache key of a job: chart, headline and measurements; nothing is drawn for it."""
    digest = hashlib.sha256(f"{code} {job.chart.id} {job.headline} {job.revised}\n".encode())
    for measured in job.measurements:
        digest.update(_canonical(measured))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class DrawingTask:
    """Everything that a process needs to draw a figure; `title` goes into the files."""

    drawing: Drawing
    title: str
    revised: frozenset[Point]


def drawing_task(job: FigureJob) -> DrawingTask | Missing:
    """Return what is to be drawn for a job, or why there is nothing to draw."""
    drawing = job.chart(job.measurements)
    if isinstance(drawing, Missing):
        return drawing
    return DrawingTask(drawing, job.headline or drawing.title, frozenset(job.revised))


def cache_entry(task: DrawingTask | Missing) -> str:
    """Return a figure's words, data and both drawings as the text that the cache keeps."""
    if isinstance(task, Missing):
        return json.dumps({"missing": task.reason})
    drawing, table = task.drawing, task.drawing.table()
    entry: dict[str, object] = {
        "title": drawing.title,
        "numbers": drawing.numbers,
        "heads": [str(head) for head in table.columns],
        "rows": table.to_numpy().tolist(),
        "csv": figure_csv(marked(drawing.data(), task.revised)),
    }
    for size in _SIZES:
        entry[size] = asdict(draw_svg(drawing, size, task.title, task.revised))
    return json.dumps(entry, ensure_ascii=False, default=bytes.decode)


@dataclass(frozen=True, slots=True)
class _FinishedDrawing:
    """A drawing as the cache keeps it, shared by all editions that show it."""

    title: str
    numbers: tuple[str, ...]
    table: pd.DataFrame
    csv: str
    images: tuple[Image, Image]
    missing: str

    @classmethod
    @lru_cache(64)
    def load(cls, text: str) -> _FinishedDrawing:
        """Return the entry; fresh and cached drawings both come through here."""
        entry = json.loads(text)
        if "missing" in entry:
            return cls("", (), pd.DataFrame(), "", (NO_IMAGE, NO_IMAGE), entry["missing"])
        wide, narrow = (
            Image(entry[size]["svg"].encode(), entry[size]["width"], entry[size]["height"])
            for size in _SIZES
        )
        table = pd.DataFrame(entry["rows"], columns=entry["heads"])
        numbers = tuple(entry["numbers"])
        return cls(entry["title"], numbers, table, entry["csv"], (wide, narrow), "")


def _figure(job: FigureJob, drawing: _FinishedDrawing) -> Figure:
    """Return a figure with the record's words, or with new ones where there is no record."""
    chart = job.chart
    missing = (job.text.missing if job.text else "") or drawing.missing
    title, alt = drawing.title, alt_text(drawing.title, job.as_of, drawing.numbers)
    if job.text:
        title, alt = job.text.title, job.text.alt
    wide, narrow = (NO_IMAGE, NO_IMAGE) if missing else drawing.images
    return Figure(
        id=chart.id,
        section=chart.section,
        label=chart.label,
        title=chart.label if missing else title,
        alt="" if missing else alt,
        table=pd.DataFrame() if missing else drawing.table,
        csv="" if missing else drawing.csv,
        wide=wide,
        narrow=narrow,
        missing=missing,
        how=chart.how,
        metrics=chart.metrics,
        summaries=chart.summaries,
    )


def _canonical(measured: Measured) -> bytes:
    """Return bytes that differ wherever two measurements do."""
    if isinstance(measured, Missing):
        return f"missing {measured.reason}\n".encode()
    if isinstance(measured, pd.Series):
        days = pd.DatetimeIndex(measured.index).as_unit("s").asi8
        return b"series" + days.tobytes() + measured.to_numpy(float).tobytes()
    columns, rows = list(measured.columns), measured.index.tolist()
    return f"table {columns} {rows} {measured.to_numpy(object).tolist()}\n".encode()


def _entries(jobs: Sequence[FigureJob]) -> list[str]:
    """Return the finished entries; processes are spawned, as a forked renderer would hang."""
    tasks = map(drawing_task, jobs)
    if len(jobs) < _FEW:
        return [cache_entry(task) for task in tasks]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        return list(pool.map(cache_entry, tasks, chunksize=_CHUNK))


def _path(cache: Path, key: str) -> Path:
    return cache / f"{key}.json"


def _forget(cache: Path, keys: Container[str]) -> None:
    """Delete the drawings that have no key among these."""
    for path in cache.glob("*.json"):
        if path.stem not in keys:
            path.unlink()
