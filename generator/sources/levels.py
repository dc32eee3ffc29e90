"""Rules for levels: which values of a macro series are left out; 70 years of history pass untouched.

- A day that comes twice counts once, with its last value.
- -99.99, -999 and -9999 are publishers' codes for no data.
- A value more than ten times as large as both its neighbours (as the one before, for the newest) is
  an error of the decimal point. Levels below 1 are taken as 1: rates near zero multiply easily.

The rules are for levels such as rates and indices; series of returns jump by nature.
"""

from __future__ import annotations

import pandas as pd

NO_DATA = (-99.99, -999.0, -9999.0)
TIMES = 10


def believable_levels(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows (date, value) that can be believed, by date, and why the others cannot."""
    known = rows.dropna().sort_values("date", kind="stable")
    known = known[~known["value"].isin(NO_DATA)]
    twice = known["date"].duplicated(keep="last")
    once = known[~twice]
    size = once["value"].abs().clip(lower=1)
    # At the ends the one neighbour that there is counts alone.
    beside = pd.concat([size.shift(), size.shift(-1)], axis=1).max(axis=1)
    wild = size > TIMES * beside
    reasons = [f"{day:%Y-%m-%d}: this day comes twice" for day in known["date"][twice]]
    reasons += [
        f"{day:%Y-%m-%d}: {value:g} is more than {TIMES} times the values beside it"
        for day, value in once[wild].itertuples(index=False)
    ]
    return once[~wild], reasons
