"""Sanitising: the HTML that an editor's text may become."""

from __future__ import annotations

import nh3

from generator.content.markdown.layout import KINDS

TAGS = frozenset(
    {"a", "abbr", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del"}
    | {"details", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins"}
    | {"kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub"}
    | {"summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
# What an editor's own HTML may say; classes, ids and roles come from Markdown alone.
EDITORS_ATTRIBUTES = frozenset(
    {"alt", "colspan", "height", "href", "lang", "open", "rowspan", "src", "start", "title"}
    | {"width"}
)
SCHEMES = frozenset({"http", "https", "mailto"})

_ATTRIBUTES = {
    "*": {"id", "lang", "title"},
    "a": {"href", "rel"},
    "aside": {"aria-labelledby"},
    "details": {"open"},
    "div": {"aria-label"},
    "img": {"alt", "height", "loading", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_VALUES = {
    "aside": {"role": {"note"}},
    "div": {"role": {"group"}, "tabindex": {"0"}},
    "th": {"scope": {"col", "row"}},
}
_CLASSES = {
    "a": {"number", "footnote-ref", "footnote-backref"},
    "aside": {"callout", *(f"callout-{kind}" for kind in KINDS)},
    "div": {"footnote", "table"},
    "p": {"callout-title"},
    "span": {"missing", "number"},
    "td": {"center", "left", "right"},
    "th": {"center", "left", "right"},
}


def sanitise(html: str, prefix: str) -> str:
    """Return HTML with nothing in it but what is allowed, and a prefix before all its ids."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        tag_attribute_values=_VALUES,
        allowed_classes=_CLASSES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        id_prefix=prefix or None,
    )
