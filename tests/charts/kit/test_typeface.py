from __future__ import annotations

import pytest

from generator.charts.kit import typeface
from generator.charts.kit.typeface import drawable, width


def test_widths_are_those_of_the_font_files() -> None:
    # In 2048ths, as fontTools reads them: regular A 1380 and i 621, bold A 1405 and i 682.
    assert width("Ai", "regular") == pytest.approx((1380 + 621) / 2048)
    assert width("Ai", "bold") == pytest.approx((1405 + 682) / 2048)


def test_both_weights_draw_the_same_characters() -> None:
    regular, bold = typeface.advances("regular"), typeface.advances("bold")
    assert list(regular) == list(bold)
    assert len(regular) == 353
    assert set("Zażółć S&P 500: −1.5 % … “naïve” 3–4 → 5 €") <= set(regular)


def test_what_the_font_lacks_is_marked_and_left_to_no_other_font() -> None:
    assert drawable("中 caps") == "\ufffd caps"
