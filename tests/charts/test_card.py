from __future__ import annotations

import struct
from pathlib import Path

from generator.charts.card import (
    balanced,
    card_png,
    card_svg,
    forget_cards,
    headline,
    wrapped,
)
from generator.charts.kit.typeface import width

TITLE = "Small caps are ahead of the S&P 500 since the article, and the rate cuts have not come"
LINES = ("Small-Cap Outlook, week 33 of 2026", "44 claims: 6 supported, 11 mixed, 12 contradicted")


def test_the_card_is_a_png_of_the_usual_size(tmp_path: Path) -> None:
    png = card_png(card_svg(TITLE, LINES), tmp_path)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    assert len(png) < 200_000


def test_the_same_words_give_the_same_bytes(tmp_path: Path) -> None:
    svg = card_svg(TITLE, LINES)
    assert card_png(svg, tmp_path / "one") == card_png(svg, tmp_path / "other")


def test_a_card_is_drawn_once_and_kept_until_no_edition_shows_it(tmp_path: Path) -> None:
    first, second = card_svg(TITLE, LINES), card_svg("Another title", LINES)
    made = {svg: card_png(svg, tmp_path) for svg in (first, second)}
    forget_cards(tmp_path, [second])
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [made[second]]


def test_a_text_too_long_is_cut_at_the_foot(tmp_path: Path) -> None:
    svg = card_svg("Small <caps> & large " * 40, ["A line that goes on and on " * 20] * 9)
    long = card_png(svg, tmp_path)
    assert struct.unpack(">II", long[16:24]) == (1200, 630)


def test_rows_fit_into_the_room_and_lose_no_word() -> None:
    rows = wrapped(TITLE, 17.3, "bold")
    assert " ".join(rows) == TITLE
    assert all(width(row, "bold") <= 17.3 for row in rows)


def test_a_word_wider_than_the_room_has_a_row_of_its_own() -> None:
    assert wrapped("A Bundesverfassungsgericht", 5, "bold") == ["A", "Bundesverfassungsgericht"]


def test_the_rows_of_a_title_are_of_about_the_same_width() -> None:
    text = "Ahead, but less than in June, and without the rate cuts"
    assert wrapped(text, 13, "bold")[-1] == "cuts"
    assert balanced(text, 13, "bold") == [
        "Ahead, but less than", "in June, and without", "the rate cuts",
    ]  # fmt: skip


def test_a_long_title_is_smaller_and_a_longer_one_is_cut_off() -> None:
    assert headline("Short")[0] == 80
    title = "Small caps lead by 2.1 points since the article, but not for the reason given"
    assert headline(title)[0] == 70
    size, rows = headline("A title that goes on " * 9)
    assert (size, len(rows), rows[-1][-1]) == (60, 3, "…")
