"""Numbers in headlines: grammar that holds for every sign, for zero and for one."""

from __future__ import annotations

from datetime import date

from generator.model.formatting import day, number

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
# A hit rate within this distance of a half, in percentage points, reads as a coin toss.
COIN_TOSS_PP = 5


def rounded(value: float, decimals: int = 1) -> float:
    """Return what a reader sees of a value; never a negative zero."""
    return round(value, decimals) + 0.0


def percent(value: float, decimals: int = 1) -> str:
    """Return the size of a percentage, without its sign."""
    return number(abs(value), "%", decimals)


def points(value: float) -> str:
    """Return the size of a difference: `4.2 points`, `1.0 points`."""
    return f"{number(abs(value), 'index')} points"


def moved(value: float) -> str:
    """Return what a price did: `gained 4.2%`, `lost 3.1%`, `did not move`."""
    if rounded(value) == 0:
        return "did not move"
    return f"{'gained' if value > 0 else 'lost'} {percent(value)}"


def count(n: int) -> str:
    """Return a small number in words, a larger one in figures."""
    return _WORDS[n] if n < len(_WORDS) else str(n)


def count_of(n: int, of: int) -> str:
    """Return `six of eight cases`, `one of one case`."""
    return f"{count(n)} of {count(of)} case{'' if of == 1 else 's'}"


def times(n: int) -> str:
    """Return `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(n, f"{count(n)} times")


def month(value: date) -> str:
    """Return `Apr 2011`."""
    return day(value).split(maxsplit=1)[1]
