"""What does an edition show? Figures drawn from its measurements, and its card."""

from __future__ import annotations

from generator.charts.card import card_png, card_svg, forget_cards
from generator.charts.catalogue import CHARTS
from generator.charts.drawing import (
    Chart,
    Drawing,
    Figure,
    Image,
    Size,
    chart,
    draw_one,
    figure_text,
)
from generator.charts.render import FigureJob, render_figures
from generator.charts.theme import PALETTE

__all__ = [
    "CHARTS",
    "PALETTE",
    "Chart",
    "Drawing",
    "Figure",
    "FigureJob",
    "Image",
    "Size",
    "card_png",
    "card_svg",
    "chart",
    "draw_one",
    "figure_text",
    "forget_cards",
    "render_figures",
]
