"""An edition in five lines and its title, written from the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from generator.claims.evidence import value_of
from generator.editions.change import Change, count_line
from generator.ledger.live_values import LiveValues, Value
from generator.model.formatting import months, number
from generator.model.metric import Word
from generator.model.record import Record, Verdict

# Stands for all that changed since the edition before, where a line is written from no one metric.
CHANGES = "changes"
# The metric that each line of a record's summary is written from. A record of format 1 holds the
# texts alone and in this order, which is a part of that format.
LINES = ("relative_return", "method_spread", "easing", "drawdown_since_article", CHANGES)
# The claim that small caps beat large caps in 2026, with the Fed's easing as its mechanism.
THESIS = "C42"
# By the verdict on the thesis, as it stands or leans, and that on its mechanism. "Supported" and
# "supported" get no word of cause: that both came about does not show that one made the other.
_ThesisVerdicts: TypeAlias = tuple[Word | None, Word | None]
_TITLE_TURNS: dict[_ThesisVerdicts, str] = {
    ("supported", "contradicted"): ", but not for the reason given",
    ("contradicted", "supported"): ", although the reason given came about",
}
_CONCLUSIONS: dict[_ThesisVerdicts, str] = {
    ("supported", "contradicted"): "So small caps are ahead, but not for the reason given.",
    ("contradicted", "supported"): "So the reason given came about, and small caps are behind all the same.",
    ("supported", "supported"): "Small caps are ahead and the reason given came about; that does not show that one caused the other.",
    ("contradicted", "contradicted"): "So neither the lead nor the reason given for it came about.",
}  # fmt: skip


def summary_lines(
    values: LiveValues, verdicts: Sequence[Verdict], changes: Sequence[Change] | None
) -> dict[str, str]:
    """Return a sentence for each of LINES: performance, valuation, mechanism, risk, changes.

    Args:
        values: the edition's numbers.
        verdicts: the edition's verdicts.
        changes: what changed since the edition before; None for the first one.
    """
    return {
        "relative_return": _performance(values),
        "method_spread": _valuation(values),
        "easing": " ".join(filter(None, [_mechanism(values), _conclusion(values, verdicts)])),
        "drawdown_since_article": _risk(values),
        CHANGES: count_line(changes),
    }


def record_lines(record: Record) -> dict[str, str]:
    """Return the summary of a record by what each line is written from.

    This is the one place that reads meaning from their order.
    """
    return dict(zip(LINES, record.summary, strict=False))


def edition_title(values: LiveValues, verdicts: Sequence[Verdict]) -> str:
    """Return the finding of the week: `Small caps lead by 5.1 points since the article`.

    Where the thesis is on its way and the reason given for it is not, or the other way round, the
    title says so.
    """
    since = value_of(values, "relative_return.since_article").number
    if since is None:
        return "Small caps against large caps: no comparison this week"
    if _is_level(since):
        return "Small caps are level with large caps since the article"
    turn = _TITLE_TURNS.get(_thesis(verdicts, since), "")
    return f"Small caps {_verb(since)} by {_size(since)} points since the article{turn}"


def _performance(values: LiveValues) -> str:
    since = value_of(values, "relative_return.since_article")
    year = value_of(values, "relative_return.ytd")
    if since.number is None:
        return _no_number("the lead of small caps since the article", since)
    start = f"Since the article, small caps {_lead(since.number)}"
    if year.number is None:
        return f"{start}."
    return f"{start}; since the turn of the year, they {_lead(year.number, than='')}."


def _lead(lead: float, than: str = "large caps") -> str:
    """Return a lead in words: `trail large caps by 0.4 percentage points`."""
    if _is_level(lead):
        return f"are level with {than or 'them'}"
    return f"{' '.join(filter(None, [_verb(lead), than]))} by {_size(lead)} percentage points"


def _valuation(values: LiveValues) -> str:
    low, high, cheaper, count = (
        value_of(values, f"method_spread.all.{name}")
        for name in ("lowest", "highest", "negative", "n")
    )
    if low.number is None or high.number is None:
        return _no_number("small caps' price against large caps", low)
    span = _span(round(low.number), round(high.number))
    return (
        f"On multiples published{_dated(values)}, small caps were {span} large caps, depending on "
        f"the method; {cheaper.text()} of {count.text()} methods had them cheaper."
    )


def _dated(values: LiveValues) -> str:
    """Return ` for Jul 2025 to Feb 2026`: published multiples are old, and the sentence says how old."""
    first, last = (
        value_of(values, f"method_spread.all.{name}").raw for name in ("first_on", "last_on")
    )
    return f" for {months(first, last)}" if isinstance(first, str) and isinstance(last, str) else ""


def _span(low: int, high: int) -> str:
    """Return a span of percent in words: `between 39% cheaper and 17% dearer than`."""
    if low < 0 < high:
        return f"between {-low}% cheaper and {high}% dearer than"
    if low == high == 0:
        return "level with"
    near, far = sorted((abs(low), abs(high)))
    size = f"{far}%" if near == far else f"between {near}% and {far}%"
    return f"{size} {'cheaper' if low < 0 else 'dearer'} than"


def _mechanism(values: LiveValues) -> str:
    since = value_of(values, "easing.since_article")
    if since.number is None and not since.missing:
        return "No decision of the Fed since the article is on record yet."
    if since.number is None:
        return _no_number("the Fed's moves since the article", since)
    if _is_level(since.number, 0):
        return (
            "The Fed has not changed its rate since the article, which expected easing potentially "
            "as early as late April."
        )
    verb = "lowered" if since.number < 0 else "raised"
    size = number(abs(since.number), "count", 0)
    points = "basis point" if size == "1" else "basis points"
    return f"The Fed has {verb} its rate by {size} {points} since the article."


def _risk(values: LiveValues) -> str:
    small = value_of(values, "drawdown_since_article.small")
    large = value_of(values, "drawdown_since_article.large")
    if small.number is None:
        return _no_number("the fall of small caps since the article", small)
    start = f"Since the article, small caps have {_fall(small.number)}"
    if large.number is None:
        return f"{start}."
    return f"{start}; large caps have {_fall(large.number)}."


def _fall(percent: float) -> str:
    if _is_level(percent):
        return "not closed below a high"
    return f"fallen by up to {number(abs(percent), '%')} from a high"


def _no_number(what: str, value: Value) -> str:
    reason = value.missing.split(";")[0] or "not known yet"
    return f"There is no number this week for {what}: {reason}."


def _conclusion(values: LiveValues, verdicts: Sequence[Verdict]) -> str:
    since = value_of(values, "relative_return.since_article").number
    return _CONCLUSIONS.get(_thesis(verdicts, since or 0.0), "")


def _thesis(verdicts: Sequence[Verdict], since: float) -> _ThesisVerdicts:
    """Return how the thesis stands and how the reason given for it does.

    Neither is told once the thesis is decided and the lead has turned since.
    """
    thesis = next((verdict for verdict in verdicts if verdict.claim == THESIS), None)
    if not thesis:
        return None, None
    outcome = thesis.leaning or thesis.word
    has_turned = outcome == ("contradicted" if since > 0 else "supported")
    return (None, None) if has_turned else (outcome, thesis.mechanism)


def _is_level(value: float, decimals: int = 1) -> bool:
    return round(value, decimals) == 0


def _verb(lead: float) -> str:
    return "lead" if lead > 0 else "trail"


def _size(value: float) -> str:
    return number(abs(value), "count")
