from __future__ import annotations

from yfinance.exceptions import YFRateLimitError, YFTzMissingError

from generator.sources.yahoo.calls import UNREACHABLE, reason


def test_every_error_has_a_reason_in_words() -> None:
    assert reason(YFRateLimitError()) == "Yahoo limited our rate; nothing more was asked"
    assert reason(UNREACHABLE[0]("refused")) == "Yahoo could not be reached: refused"
    told = UNREACHABLE[0]("curl: (6) Could not resolve host. See https://curl.se/x.html first.")
    assert reason(told) == "Yahoo could not be reached: curl: (6) Could not resolve host"
    assert reason(YFTzMissingError("X"), "X") == "possibly delisted; no timezone found"
    assert reason(NameError("data")).endswith("(NameError: data)")
