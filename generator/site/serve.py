"""What will readers see? A local preview that rebuilds and reloads as editors save."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.editions.reading import read_publication
from generator.model.errors import ConfigError, OutlookError
from generator.site.build import build


def rebuild(paths: Paths, catalogue: Catalogue, out: Path) -> bool:
    """Build the preview; on a mistake say what it is, keep the last good preview, return False."""
    start = time.perf_counter()
    try:
        publication = read_publication(paths, catalogue, drafts=True)
        report = build(publication, paths.templates, out, paths.cache, live=True)
    except OutlookError as error:
        print(error, file=sys.stderr)  # noqa: T201  -- the terminal is this command's output
        return False
    newest = publication.editions[-1]
    note = (
        ""
        if newest.id == newest.record.edition
        else f" {newest.id} is not published: it shows the numbers of {newest.record.edition}."
    )
    print(f"Built {report.pages} pages in {time.perf_counter() - start:.1f} s.{note}")  # noqa: T201
    return True


def serve(paths: Paths, catalogue: Catalogue, port: int) -> None:
    """Serve the preview on 127.0.0.1 until interrupted."""
    # A web server takes a while to import, and no other command needs it.
    from livereload import Server  # noqa: PLC0415

    out = paths.cache / "preview"
    rebuild(paths, catalogue, out)
    server = Server()
    for folder in (paths.content, paths.templates):
        server.watch(f"{folder}/", lambda: rebuild(paths, catalogue, out))
    try:
        server.serve(port=port, host="127.0.0.1", root=str(out), restart_delay=0)
    except OSError as error:
        raise ConfigError(
            f"Port {port} cannot be used: {error.strerror}. "
            "End the other preview, or try `outlook serve --port 8001`."
        ) from error
