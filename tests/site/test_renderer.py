from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from generator.site.renderer import Renderer


@dataclass(frozen=True)
class Page:
    view: object
    template: str = "page.html"
    frame: str = "Outlook"


def rendered(folder: Path, template: str, view: object) -> str:
    (folder / "page.html").write_text(template, encoding="utf-8")
    return Renderer(folder, {"style.css": "assets/style-1.css"}).render(Page(view))


def test_a_template_sees_the_page_its_frame_and_its_view(tmp_path: Path) -> None:
    text = rendered(tmp_path, "{{ site }}: {{ view }} by {{ page.template }}", "what is new")
    assert text == "Outlook: what is new by page.html"


def test_text_is_escaped(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ view }}", "<b>&") == "&lt;b&gt;&amp;"


def test_a_name_that_the_view_lacks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="missing"):
        rendered(tmp_path, "{{ view.missing }}", object())


def test_an_asset_is_linked_under_its_published_name(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ asset('style.css') }}", None) == "assets/style-1.css"


def test_an_unknown_asset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="print"):
        rendered(tmp_path, "{{ asset('print.css') }}", None)


def test_lines_that_hold_only_a_block_leave_no_blank_line(tmp_path: Path) -> None:
    template = "{% for word in view %}\n  {{ word }}\n{% endfor %}\n"
    assert rendered(tmp_path, template, ["one", "two"]) == "  one\n  two\n"
