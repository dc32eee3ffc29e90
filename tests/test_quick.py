from __future__ import annotations

import pytest

from tests.quick import touched


@pytest.mark.parametrize(
    ("changed", "runs", "leaves"),
    [
        # Imported by the test itself; by the command line, through the catalogue.
        ("generator/metrics/rates/policy.py", "tests/cli/test_cli.py", "tests/model/test_files.py"),
        ("generator/model/files.py", "tests/model/test_files.py", "tests/metrics/risk/test_risk.py"),
        # No module: a font stands for the modules beside it, a record for the small sites.
        ("generator/charts/kit/fonts/bold.ttf", "tests/charts/test_card.py", "tests/claims/test_claims.py"),
        ("tests/sites/first/expected/feed.xml", "tests/site/test_golden_site.py", "tests/claims/test_claims.py"),
        # Outside of the code: what names the folder.
        ("templates/base.html", "tests/site/test_golden_site.py", "tests/claims/test_claims.py"),
        ("Makefile", "tests/docs/test_docs.py", "tests/claims/test_claims.py"),
        ("CONTRIBUTING.md", "tests/docs/test_docs.py", "tests/claims/test_claims.py"),
        ("docs/words.md", "tests/docs/test_docs.py", "tests/claims/test_claims.py"),
    ],
)  # fmt: skip
def test_a_change_touches_the_tests_that_rest_on_it(changed: str, runs: str, leaves: str) -> None:
    files = touched([changed])
    assert runs in files
    assert leaves not in files
