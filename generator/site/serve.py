"""The preview: a server on this machine that rebuilds and reloads as editors save."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path

from generator.editions.catalogue import Catalogue
from generator.editions.paths import Paths
from generator.editions.reading import read_publication
from generator.model.errors import ConfigError, OutlookError
from generator.site.build import build

# Of our own origin, as the pages' content security policy wants it.
RELOAD = b"""\
async function reload(state) {
  const now = await (await fetch("/reload?" + state)).text();
  if (state && now !== state) location.reload(); else reload(now);
}
reload("");
"""
LOADED = b'<script src="/reload.js"></script></body>'
LONGEST = 20.0  # seconds that a page waits for an answer before it asks again


class PreviewHandler(SimpleHTTPRequestHandler):
    """Gives the files of a folder; its pages load a script that waits for the next build."""

    def do_GET(self) -> None:
        """Give the script, the state of the folder when it is another, a page, or a file."""
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if self.path.endswith("/") else path
        if self.path == "/reload.js":
            self._give("text/javascript", RELOAD)
        elif self.path.startswith("/reload?"):
            self._give("text/plain", self._next_state(self.path.partition("?")[2]).encode())
        elif page.suffix == ".html" and page.is_file():
            self._give("text/html", page.read_bytes().replace(b"</body>", LOADED))
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  -- its name there
        """Leave the terminal to what the build says."""

    def _next_state(self, known: str) -> str:
        """Return when the folder was built, as soon as that is not what the page knows."""
        folder, end, state = Path(self.directory), time.monotonic() + LONGEST, known
        while state == known and time.monotonic() < end:
            time.sleep(0.05)
            with suppress(FileNotFoundError):  # while one folder takes the place of the other
                state = str(folder.stat().st_mtime_ns)
        return state

    def _give(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


class PreviewServer(ThreadingHTTPServer):
    """Serves a folder until the process that started it is gone, however that ends."""

    def __init__(self, port: int, folder: Path) -> None:
        handler = partial(PreviewHandler, directory=str(folder))
        super().__init__(("127.0.0.1", port), handler)
        self._parent = os.getpid()

    def service_actions(self) -> None:
        """Look, twice a second, whether anybody still needs the preview."""
        if os.getppid() != self._parent:
            sys.exit()

    def serve_quietly(self) -> None:
        """Serve until interrupted."""
        with suppress(KeyboardInterrupt):
            self.serve_forever()


def rebuild(paths: Paths, catalogue: Catalogue, out: Path) -> bool:
    """Build the preview; on a mistake say what it is, keep the last good preview, return False."""
    start = time.perf_counter()
    try:
        publication = read_publication(paths, catalogue, drafts=True)
        report = build(publication, paths.templates, out, paths.cache)
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
    # No other command needs it.
    from watchfiles import watch  # noqa: PLC0415

    out = paths.cache / "preview"
    try:
        server = PreviewServer(port, out)
    except OSError as error:
        raise ConfigError(
            f"Port {port} cannot be used: {error.strerror}. "
            "End the other preview, or try `outlook serve --port 8001`."
        ) from error
    rebuild(paths, catalogue, out)
    # A process of its own: a build forks, and should not while other threads run.
    get_context("fork").Process(target=server.serve_quietly, daemon=True).start()
    for _ in watch(paths.content, paths.templates, raise_interrupt=False):
        rebuild(paths, catalogue, out)
