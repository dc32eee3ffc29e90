"""Citations of an edition, a claim or a figure as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.claims.claim import Claim
from generator.editions.publication import Edition
from generator.model.formatting import day
from generator.site.pages.page import Frame, week_name

# What TeX would take for a command; addresses are left alone.
_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
# Enough of a hash to tell records apart by eye; the files have all of it.
SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CitationView:
    """What is cited, where it stays, and the record that holds its numbers.

    Attributes:
        key: under which a bibliography knows it.
        kind: its type in CSL: report, figure or webpage.
        digest: sha256 of the record.json behind it.
        folder: site path of the folder with cite.bib and cite.json.
    """

    key: str
    kind: str
    title: str
    author: str
    container: str
    edition: str
    issued: date
    as_of: date
    address: str
    digest: str
    folder: str

    @property
    def text(self) -> str:
        """Return the citation in words, without the address."""
        return (
            f"{self.author}, “{self.title}”, {self.container}, {self.edition}, "
            f"data to {day(self.as_of)}, record {self.digest[:SHOWN_DIGITS]}."
        )

    @property
    def bibtex(self) -> str:
        """Return the citation as a BibTeX entry."""
        fields = {
            "author": f"{{{self.author.translate(_TEX)}}}",
            "title": f"{{{self.title.translate(_TEX)}}}",
            "howpublished": f"{self.container}, {self.edition}".translate(_TEX),
            "year": str(self.issued.year),
            "month": str(self.issued.month),
            "url": self.address,
            "note": self._note,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}\n}}\n"

    @property
    def csl(self) -> dict[str, Any]:
        """Return the citation as an item of CSL-JSON."""
        issued = self.issued
        return {
            "id": self.key,
            "type": self.kind,
            "title": self.title,
            "author": [{"literal": self.author}],
            "container-title": self.container,
            "publisher": self.container,
            "number": self.edition,
            "issued": {"date-parts": [[issued.year, issued.month, issued.day]]},
            "URL": self.address,
            "note": self._note,
        }

    @property
    def _note(self) -> str:
        return f"Data to {self.as_of}; record sha256 {self.digest}"


def edition_citation(frame: Frame, edition: Edition) -> CitationView:
    """Return how an edition is cited."""
    folder = f"editions/{edition.id}/"
    return CitationView(
        key=f"outlook-{edition.id}",
        kind="report",
        title=edition.title,
        author=frame.byline,
        container=frame.title,
        edition=week_name(edition),
        issued=edition.record.published_at.date(),
        as_of=edition.record.as_of,
        address=frame.address(folder),
        digest=edition.digest,
        folder=folder,
    )


def figure_citation(frame: Frame, edition: Edition, figure: str, title: str) -> CitationView:
    """Return how a figure is cited, as an edition shows it."""
    whole = edition_citation(frame, edition)
    address = f"{whole.address}#figure-{figure}"
    key = f"{whole.key}-{figure}"
    return replace(whole, key=key, kind="figure", title=title, address=address)


def claim_citation(frame: Frame, claim: Claim, word: str, newest: Edition) -> CitationView:
    """Return how a claim is cited, with its verdict in the newest edition."""
    folder = f"claims/{claim.id}/"
    return replace(
        edition_citation(frame, newest),
        key=f"outlook-{claim.id}-{newest.id}",
        kind="webpage",
        title=f"{claim.id}: {claim.statement} Verdict: {word}",
        address=frame.address(folder),
        folder=folder,
    )


def bibliography(citations: Iterable[CitationView]) -> Mapping[str, str]:
    """Return the files cite.bib and cite.json for citations that share a folder, by their path."""
    cited = list(citations)
    items = json.dumps([citation.csl for citation in cited], ensure_ascii=False, indent=1)
    folder = cited[0].folder
    return {
        f"{folder}cite.bib": "\n".join(citation.bibtex for citation in cited),
        f"{folder}cite.json": f"{items}\n",
    }
