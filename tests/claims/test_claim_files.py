from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.claims.claim import Claim, judge, read_claims
from generator.ledger.live_values import LiveValues
from generator.metrics.catalogue import METRICS
from generator.model.record import (
    Cell,
    MissingNumbers,
    Numbers,
    Percentile,
    SeriesNumbers,
    TableNumbers,
)

FOLDER = Path(__file__).parents[2] / "content" / "claims"
SHARED = Path(__file__).parents[3] / "shared"
AS_OF = date(2026, 8, 14)
BY_ID = {metric.id: metric for metric in METRICS}
CLAIMS = {claim.id: claim for claim in read_claims(FOLDER)}
# No outcome could count for or against these, or nobody could count it.
LASTING = ["C21", "C25", "C27", "C35"]
FALLBACK = ["C02", "C08", "C09", "C32", "C40"]
RUN = 12  # words in a row that nobody writes twice by chance


def table(metric_id: str, **rows: dict[str, Cell]) -> dict[str, Numbers]:
    names = [column.name for column in BY_ID[metric_id].columns]
    assert all(set(cells) <= set(names) for cells in rows.values())
    cells = {row: tuple(cells.get(name) for name in names) for row, cells in rows.items()}
    return {metric_id: TableNumbers(as_of=AS_OF, columns=tuple(names), rows=cells)}


def series(metric_id: str, value: float) -> dict[str, Numbers]:
    number = SeriesNumbers(value=value, as_of=AS_OF, since=date(2015, 5, 29), n=586)
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
    return hits("century_recession_summary", "during", wins=wins, lo=lo)


def book(dearer: float, percentile: float, gap: float) -> dict[str, Numbers]:
    row: dict[str, Cell] = {"dearer": dearer, "percentile": percentile, "gap": gap}
    return table("price_to_book_standing", since_1979=row)


def norms(russell: float, sp600: float) -> dict[str, Numbers]:
    rows: dict[str, dict[str, Cell]] = {
        "marketscreener_2025_12": {"norm": russell},
        "sp600_2026_01": {"norm": sp600},
    }
    return table("method_ladder", **rows)


def later_leads(y1: float, y10: float) -> dict[str, Numbers]:
    return table("valuation_map", y1={"value": y1}, y10={"value": y10})


def onshoring(building: float, lead: float) -> dict[str, Numbers]:
    return series("factory_construction", building) | table(
        "small_industrials", m12={"value": lead}
    )


def lag(percentile: float, wins: int) -> dict[str, Numbers]:
    number = SeriesNumbers(
        value=-3.3, as_of=AS_OF, since=date(1941, 6, 30), n=1022,
        percentiles=(Percentile(since=date(1941, 6, 30), n=1022, percentile=percentile),),
    )  # fmt: skip
    return {"century_rolling_15y": number} | years_won(wins)


def premium(early: float, late: float) -> dict[str, Numbers]:
    """A lead and a share of ten-year spans that goes with it: 50 and 8 for each point."""
    rows: dict[str, dict[str, Cell]] = {
        "since_1927": {"value": early, "won_10y": 50 + 8 * early},
        "since_1981": {"value": late, "won_10y": 50 + 8 * late},
    }
    return table("small_premium", **rows)


def futures(change: float, percentile: float) -> dict[str, Numbers]:
    row: dict[str, Cell] = {"change": change, "percentile": percentile}
    return table("positioning", small_asset_manager=row)


def outflows(years: int) -> dict[str, Numbers]:
    return table("published_fund_flows", before={"outflows": years, "n": 3})


def discount(three: float, ten: float) -> dict[str, Numbers]:
    return table("rvt_discount_standing", y3={"z": three}, y10={"z": ten})


def vehicles(iwm: int, rvt: int) -> dict[str, Numbers]:
    return table("vehicle_ranking", iwm={"rank": iwm}, rvt={"rank": rvt})


def ranks(twelve: int | None, five: int) -> dict[str, Numbers]:
    return table("asset_ranking", iwm={"rank": twelve}) | table(
        "asset_ranking_core", iwm={"rank": five}
    )


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
        ("C02", book(60, 0, 0) | norms(15.0, 0.1), "supported"),
        ("C02", book(10, 0, 0) | norms(-15.0, -18.8), "contradicted"),
        ("C02", book(10, 0, 0) | norms(15.0, -18.8), "mixed"),
        ("C08", later_leads(-0.5, -0.75), "supported"),
        ("C08", later_leads(-0.2, 0.1), "contradicted"),
        ("C08", later_leads(-0.25, -0.75), "mixed"),
        ("C09", book(0, 25, -5) | spread(4), "supported"),
        ("C09", book(0, 75, 5) | spread(1), "contradicted"),
        ("C09", book(0, 6, -44) | spread(3), "mixed"),
        ("C16", table("published_floating_debt", lowest={"value": 15}), "supported"),
        ("C16", table("published_floating_debt", lowest={"value": 4.9}), "contradicted"),
        ("C19", onshoring(0.1, 0.1), "supported"),
        ("C19", onshoring(-24.0, 0.0), "contradicted"),
        ("C19", onshoring(-24.0, 2.5), "mixed"),
        ("C20", table("published_foreign_revenue", newest={"value": -10}), "supported"),
        ("C20", table("published_foreign_revenue", newest={"value": 0}), "contradicted"),
        ("C29", lag(5, 3), "supported"),
        ("C29", lag(25.1, 6), "contradicted"),
        ("C29", lag(5, 4), "mixed"),
        ("C30", premium(2.0, 2.0), "supported"),  # 50 + 8 x 2 = 66 %
        ("C30", premium(-0.1, -0.1), "contradicted"),
        ("C30", premium(2.0, -0.5), "mixed"),
        ("C31", table("published_takeovers", lowest={"value": 20.1}), "supported"),
        ("C31", table("published_takeovers", lowest={"value": -20.1}), "contradicted"),
        ("C32", futures(1, 50.1), "supported"),
        ("C32", futures(0, 50.0), "contradicted"),
        ("C32", futures(1, 50.0), "mixed"),
        ("C34", outflows(0), "supported"),
        ("C34", outflows(3), "contradicted"),
        ("C40", discount(-1.0, -1.2), "supported"),
        ("C40", discount(0.0, 0.4), "contradicted"),
        ("C40", discount(-1.0, 0.4), "mixed"),
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
    assert judge(CLAIMS[claim], LiveValues(METRICS, numbers), AS_OF).word == word


@pytest.mark.parametrize(
    ("claim", "numbers", "resolves", "word"),
    [
        ("C11", lead(2.1), date(2027, 1, 15), "supported"),
        ("C11", lead(-2.1), date(2027, 1, 15), "contradicted"),
        ("C12", table("realised_growth", y2026={"value": 0.1}), date(2027, 4, 15), "supported"),
        ("C12", table("realised_growth", y2026={"value": 0.0}), date(2027, 4, 15), "contradicted"),
        ("C13", table("published_productivity", newest={"value": 2.1}), date(2028, 4, 15), "supported"),
        ("C13", table("published_productivity", newest={"value": -17.8}), date(2028, 4, 15), "contradicted"),
        ("C18", costs(-0.25, -0.1), date(2026, 12, 31), "supported"),
        ("C18", costs(0.0, 0.4), date(2026, 12, 31), "contradicted"),
        ("C18", costs(-0.25, 0.4), date(2026, 12, 31), "mixed"),
        ("C41", vehicles(1, 2), date(2026, 12, 31), "supported"),
        ("C41", vehicles(4, 3), date(2026, 12, 31), "contradicted"),
        ("C41", vehicles(4, 2), date(2026, 12, 31), "mixed"),
        ("C42", lead(2.1), date(2026, 12, 31), "supported"),
        ("C42", lead(2.0), date(2026, 12, 31), "mixed"),
        ("C42", lead(-2.0), date(2026, 12, 31), "mixed"),
        ("C42", lead(-2.1), date(2026, 12, 31), "contradicted"),
        ("C43", ranks(1, 1), date(2026, 12, 31), "supported"),
        ("C43", ranks(2, 1), date(2026, 12, 31), "contradicted"),
        ("C43", ranks(None, 2), date(2026, 12, 31), "contradicted"),  # fails on the five alone
        ("C44", year(12.3), date(2026, 12, 31), "supported"),
        ("C44", year(12.2), date(2026, 12, 31), "mixed"),
        ("C44", year(1.9), date(2026, 12, 31), "contradicted"),
    ],
)  # fmt: skip
def test_a_forward_claim_leans_until_it_is_decided(
    claim: str, numbers: dict[str, Numbers], resolves: date, word: str
) -> None:
    values = LiveValues(METRICS, numbers)
    before = judge(CLAIMS[claim], values, AS_OF)
    assert (before.word, before.leaning) == ("pending", word)
    assert judge(CLAIMS[claim], values, resolves).word == word


@pytest.mark.parametrize("claim", [c for c, claim in CLAIMS.items() if list(claim.rule.names())])
def test_a_claim_without_its_numbers_waits_or_falls_back_or_says_so(claim: str) -> None:
    verdict = judge(CLAIMS[claim], LiveValues(METRICS, {}), AS_OF)
    word = "pending" if CLAIMS[claim].resolves_on else "not testable"
    assert (verdict.word, verdict.leaning) == ("mixed" if claim in FALLBACK else word, None)


def test_first_of_five_is_not_yet_first_of_twelve() -> None:
    verdict = judge(CLAIMS["C43"], LiveValues(METRICS, ranks(None, 1)), AS_OF)
    assert (verdict.word, verdict.leaning) == ("pending", None)


@pytest.mark.parametrize(("gap", "mechanism"), [(-5, "supported"), (-25, "contradicted")])
def test_convergence_is_judged_apart_from_the_lead(gap: float, mechanism: str) -> None:
    numbers = lead(5.0) | book(10, 6, gap)
    verdict = judge(CLAIMS["C11"], LiveValues(METRICS, numbers), AS_OF)
    assert (verdict.leaning, verdict.mechanism) == ("supported", mechanism)


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("C01", "mixed"),
        ("C04", "mixed"),
        ("C14", "supported"),
        ("C28", "mixed"),
        ("C36", "mixed"),
        ("C38", "contradicted"),
        ("C39", "mixed"),
    ],
)
def test_a_cited_verdict_is_the_editors(claim: str, word: str) -> None:
    assert judge(CLAIMS[claim], LiveValues(METRICS, {}), AS_OF).word == word


@pytest.mark.parametrize(
    ("change", "mechanism"), [(-25, "supported"), (0, "contradicted"), (25, "contradicted")]
)
@pytest.mark.parametrize("claim", ["C15", "C42"])
def test_easing_is_judged_apart_from_the_outcome(claim: str, change: int, mechanism: str) -> None:
    numbers = lead(5.0) | eased(change)
    assert judge(CLAIMS[claim], LiveValues(METRICS, numbers), AS_OF).mechanism == mechanism


@pytest.mark.parametrize(
    ("claim", "numbers", "resolves", "word"),
    [
        ("C13", table("net_margin_change", y2027={"value": 0.1}), date(2028, 4, 15), "supported"),
        ("C13", table("net_margin_change", y2027={"value": 0.0}), date(2028, 4, 15), "contradicted"),
        ("C18", table("interest_burden_change", y2026={"small": -0.1}), date(2027, 4, 15), "supported"),
        ("C18", table("interest_burden_change", y2026={"small": 0.0}), date(2027, 4, 15), "contradicted"),
    ],
)  # fmt: skip
def test_what_filings_decide_is_open_until_companies_have_reported(
    claim: str, numbers: dict[str, Numbers], resolves: date, word: str
) -> None:
    values = LiveValues(METRICS, numbers)
    assert judge(CLAIMS[claim], values, AS_OF).mechanism == "pending"
    assert judge(CLAIMS[claim], values, resolves).mechanism == word


def test_without_filings_it_says_what_is_needed_and_when() -> None:
    reason = MissingNumbers(reason="nobody was asked")
    missing: dict[str, Numbers] = dict.fromkeys(
        ["realised_growth", "interest_burden_change"], reason
    )
    values = LiveValues(METRICS, missing)
    for claim in ("C12", "C18"):
        verdict = judge(CLAIMS[claim], values, AS_OF)
        told = verdict.sentence if claim == "C12" else verdict.mechanism_sentence
        assert "nobody was asked. Most companies report on 2026 by April 2027" in told
        assert told.endswith("Open until 15 Apr 2027.")


def test_the_cut_of_april_is_open_until_april() -> None:
    verdict = judge(CLAIMS["C15"], LiveValues(METRICS, eased(0)), date(2026, 2, 6))
    assert verdict.mechanism == "pending"


def test_all_claims_are_there() -> None:
    assert list(CLAIMS) == [f"C{number:02}" for number in range(1, 45)]
    assert [c for c, claim in CLAIMS.items() if claim.rule.kind == "untestable"] == LASTING
    assert [c for c, claim in CLAIMS.items() if claim.rule.kind == "measured_or_cited"] == FALLBACK


def test_what_cannot_be_tested_is_at_least_illustrated() -> None:
    assert all(list(CLAIMS[claim].rule.names()) for claim in LASTING)


def test_no_evidence_is_later_than_the_first_edition_unless_it_says_so() -> None:
    rules = {c: claim.rule for c, claim in CLAIMS.items()}
    cited = {c: getattr(rule, "cited", rule) for c, rule in rules.items()}
    known = {c: rule.known_on for c, rule in cited.items() if hasattr(rule, "known_on")}
    assert len(known) == 12  # seven judged by an editor alone, five until numbers are there
    assert max(known.values()) <= date(2026, 1, 16)


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
