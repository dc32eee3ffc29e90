from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.claims import Claim, judge, read_claims
from generator.metrics import METRICS
from generator.record import Cell, Numbers, SeriesNumbers, TableNumbers
from generator.values import Values

FOLDER = Path(__file__).parents[1] / "content" / "claims"
SHARED = Path(__file__).parents[2] / "shared"
AS_OF = date(2026, 8, 14)
BY_ID = {metric.id: metric for metric in METRICS}
CLAIMS = {claim.id: claim for claim in read_claims(FOLDER)}
NUMBERS = (3, 5, 6, 7, 10, 11, 14, 15, 16, 17, 18, 20, 22, 23, 24, 26, 28, 29, 31, 33, 37, 38, 39)
TESTABLE = [f"C{number:02}" for number in (*NUMBERS, 42, 44)]
RUN = 12  # words in a row that nobody writes twice by chance


def table(metric_id: str, **rows: dict[str, Cell]) -> dict[str, Numbers]:
    names = [column.name for column in BY_ID[metric_id].columns]
    assert all(set(cells) <= set(names) for cells in rows.values())
    cells = {row: tuple(cells.get(name) for name in names) for row, cells in rows.items()}
    return {metric_id: TableNumbers(as_of=AS_OF, columns=tuple(names), rows=cells)}


def series(metric_id: str, value: float) -> dict[str, Numbers]:
    number = SeriesNumbers(value=value, as_of=AS_OF, since=date(2015, 5, 29), n=586, sha256="")
    return {metric_id: number}


def article(row: str, value: float) -> dict[str, Numbers]:
    return table("article_pe", **{row: {"value": value}})


def lead(value: float) -> dict[str, Numbers]:
    return table("relative_return", since_article={"value": value})


def year(value: float) -> dict[str, Numbers]:
    return table("calendar_excess", y2026={"value": value})


def eased(value: float) -> dict[str, Numbers]:
    return table("easing", since_article={"value": value}, by_late_april={"value": value})


def costs(policy: float, baa: float) -> dict[str, Numbers]:
    return table("borrowing_cost", policy={"value": policy}, baa={"value": baa})


def hits(metric_id: str, *row_names: str, wins: int, lo: float) -> dict[str, Numbers]:
    row: dict[str, Cell] = {"wins": wins, "n": 8, "value": lo + 3, "lo": lo, "hi": lo + 6}
    return table(metric_id, **dict.fromkeys(row_names, row))


def easings(wins: int, lo: float) -> dict[str, Numbers]:
    return hits("first_cut_summary", "m6", "m12", wins=wins, lo=lo)


def sensitivity(share: float) -> dict[str, Numbers]:
    return table("rate_beta_test", windows={"share": share})


def recessions(wins: int, lo: float) -> dict[str, Numbers]:
    return hits("recession_summary", "during", wins=wins, lo=lo)


def episodes(*excess: float) -> dict[str, Numbers]:
    names = ("covid_low", "covid_august", "gfc_recovery")
    return table("episode_excess", **{n: {"value": e} for n, e in zip(names, excess, strict=True)})


def rotations(m3: float, ytd: float) -> dict[str, Numbers]:
    row: dict[str, Cell] = {"m3": m3, "ytd": ytd}
    return table("rotation", small=row, value=row, quality=row)


def spread(cheaper: int) -> dict[str, Numbers]:
    return table("method_spread", all={"n": 5, "negative": cheaper})


def years_won(wins: int) -> dict[str, Numbers]:
    return table("calendar_wins", last_15={"wins": wins, "years": 15})


@pytest.mark.parametrize(
    ("claim", "numbers", "word"),
    [
        ("C03", spread(4), "supported"),  # 4 of 5 = 80 %
        ("C03", spread(1), "contradicted"),
        ("C03", spread(3), "mixed"),
        ("C05", table("pe_peak_check", peak={"highest": 51.74}), "supported"),
        ("C05", table("pe_peak_check", peak={"highest": 230.36}), "contradicted"),
        ("C06", article("current_vs_average", 12.7), "contradicted"),  # 18.25 / 16.19 = 1.127
        ("C06", article("current_vs_average", -5.0), "supported"),
        ("C07", article("trailing_vs_current", 79.7), "contradicted"),  # 32.79 / 18.25 = 1.797
        ("C07", article("trailing_vs_current", 10.0), "supported"),
        ("C10", article("current_vs_average", 12.7), "contradicted"),
        ("C10", article("current_vs_average", -0.1), "supported"),
        ("C15", table("easing_timing", first_cut={"months_before_article": 15.8}), "contradicted"),
        ("C15", table("easing_timing", first_cut={"months_before_article": -3.0}), "supported"),
        ("C17", sensitivity(60) | easings(6, 0.5), "supported"),
        ("C17", sensitivity(20) | easings(3, -9.0), "contradicted"),
        ("C17", sensitivity(60) | easings(3, -9.0), "mixed"),
        ("C22", recessions(6, 0.1), "supported"),
        ("C22", recessions(6, -0.1), "mixed"),
        ("C22", recessions(3, -4.0), "contradicted"),
        ("C23", episodes(-7.0, -11.3, 0.0), "contradicted"),
        ("C23", episodes(2.1, 2.1, 0.0), "supported"),
        ("C23", episodes(-7.0, 2.1, 0.0), "mixed"),
        ("C24", episodes(0.0, 0.0, 22.5), "supported"),
        ("C24", episodes(0.0, 0.0, -2.1), "contradicted"),
        ("C24", episodes(0.0, 0.0, 2.0), "mixed"),
        ("C26", rotations(2.1, 2.1), "supported"),
        ("C26", rotations(-2.1, -2.1), "contradicted"),
        ("C26", rotations(2.1, 1.9), "mixed"),
        ("C29", series("rolling_excess_15y", -2.1) | years_won(3), "supported"),
        ("C29", series("rolling_excess_15y", 0.1) | years_won(6), "contradicted"),
        ("C29", series("rolling_excess_15y", -4.1) | years_won(4), "mixed"),
        ("C33", easings(6, 0.1), "supported"),
        ("C33", easings(2, -8.2), "contradicted"),
        ("C33", easings(4, -1.0), "mixed"),
        ("C37", table("fees", iwm={"rank": 8, "of": 9}), "contradicted"),
        ("C37", table("fees", iwm={"rank": 4, "of": 8}), "supported"),
    ],
)
def test_a_claim_is_judged_by_its_thresholds(
    claim: str, numbers: dict[str, Numbers], word: str
) -> None:
    assert judge(CLAIMS[claim], Values(METRICS, numbers), AS_OF).word == word


@pytest.mark.parametrize(
    ("claim", "numbers", "resolves", "word"),
    [
        ("C11", lead(2.1), date(2027, 1, 15), "supported"),
        ("C11", lead(-2.1), date(2027, 1, 15), "contradicted"),
        ("C18", costs(-0.25, -0.1), date(2026, 12, 31), "supported"),
        ("C18", costs(0.0, 0.4), date(2026, 12, 31), "contradicted"),
        ("C18", costs(-0.25, 0.4), date(2026, 12, 31), "mixed"),
        ("C42", lead(2.1), date(2026, 12, 31), "supported"),
        ("C42", lead(2.0), date(2026, 12, 31), "mixed"),
        ("C42", lead(-2.0), date(2026, 12, 31), "mixed"),
        ("C42", lead(-2.1), date(2026, 12, 31), "contradicted"),
        ("C44", year(12.3), date(2026, 12, 31), "supported"),
        ("C44", year(12.2), date(2026, 12, 31), "mixed"),
        ("C44", year(1.9), date(2026, 12, 31), "contradicted"),
    ],
)
def test_a_forward_claim_leans_until_it_is_decided(
    claim: str, numbers: dict[str, Numbers], resolves: date, word: str
) -> None:
    values = Values(METRICS, numbers)
    before = judge(CLAIMS[claim], values, AS_OF)
    assert (before.word, before.leaning) == ("pending", word)
    assert judge(CLAIMS[claim], values, resolves).word == word


@pytest.mark.parametrize("claim", [c for c in TESTABLE if CLAIMS[c].rule.kind != "cited"])
def test_a_claim_without_its_numbers_is_not_testable(claim: str) -> None:
    verdict = judge(CLAIMS[claim], Values(METRICS, {}), AS_OF)
    assert (verdict.word, verdict.leaning) == ("not testable", None)


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("C14", "supported"),
        ("C16", "supported"),
        ("C20", "supported"),
        ("C28", "mixed"),
        ("C31", "supported"),
        ("C38", "contradicted"),
        ("C39", "mixed"),
    ],
)
def test_a_cited_verdict_is_the_editors(claim: str, word: str) -> None:
    assert judge(CLAIMS[claim], Values(METRICS, {}), AS_OF).word == word


@pytest.mark.parametrize(
    ("change", "mechanism"), [(-25, "supported"), (0, "contradicted"), (25, "contradicted")]
)
@pytest.mark.parametrize("claim", ["C15", "C42"])
def test_easing_is_judged_apart_from_the_outcome(claim: str, change: int, mechanism: str) -> None:
    numbers = lead(5.0) | eased(change)
    assert judge(CLAIMS[claim], Values(METRICS, numbers), AS_OF).mechanism == mechanism


def test_all_claims_are_there() -> None:
    assert list(CLAIMS) == [f"C{number:02}" for number in range(1, 45)]
    assert {c for c, claim in CLAIMS.items() if claim.rule.kind != "untestable"} == set(TESTABLE)


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_a_claim_is_written_in_short_plain_sentences(claim: Claim) -> None:
    body = claim.document.body.strip()
    assert claim.statement[0].isupper()
    assert len(claim.statement) <= 140
    assert 2 <= len(re.findall(r"[.?!](?:\s|$)", body)) <= 5
    assert "—" not in body
    assert "article" not in claim.statement or claim.id == "C01"
    assert claim.sources[0].url.startswith(
        "https://www.ainvest.com/es/news/small-cap-stocks-poised"
    )


@pytest.mark.parametrize("name", ["SEED_ARTICLE.txt", "DOMAIN.md"])
def test_no_sentence_is_taken_from_elsewhere(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the texts are not part of the repository")
    theirs = _runs((SHARED / name).read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.md")):
        # a source is called by its own title
        ours = re.sub(r"- title: .*", "", path.read_text(encoding="utf-8"))
        assert not _runs(ours) & theirs, path.name


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", re.sub(r"https?://\S+", "", text).lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
