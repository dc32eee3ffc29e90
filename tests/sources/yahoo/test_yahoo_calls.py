from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from yfinance.exceptions import YFRateLimitError, YFTzMissingError

from generator.sources.yahoo.calls import UNREACHABLE, reason, session_shown


@pytest.mark.parametrize(
    ("now", "session"),
    [
        # Saturday morning, Friday before the close, and a Monday that is a holiday.
        (datetime(2026, 11, 21, 12, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 11, 20, 15, tzinfo=UTC), "2026-11-20"),
        (datetime(2026, 9, 7, 18, tzinfo=UTC), "2026-09-04"),
        # In New York it is still Thursday.
        (datetime(2026, 11, 20, 3, tzinfo=UTC), "2026-11-19"),
    ],
)
def test_an_answer_shows_the_last_session_that_began(now: datetime, session: str) -> None:
    assert session_shown(now) == pd.Timestamp(session)


def test_every_error_has_a_reason_in_words() -> None:
    assert reason(YFRateLimitError()) == "Yahoo limited our rate; nothing more was asked"
    assert reason(UNREACHABLE[0]("refused")) == "Yahoo could not be reached: refused"
    told = UNREACHABLE[0]("curl: (6) Could not resolve host. See https://curl.se/x.html first.")
    assert reason(told) == "Yahoo could not be reached: curl: (6) Could not resolve host"
    assert reason(YFTzMissingError("X"), "X") == "possibly delisted; no timezone found"
    assert reason(NameError("data")).endswith("(NameError: data)")
