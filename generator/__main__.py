"""`python -m generator` is the `outlook` command."""

from __future__ import annotations

from generator.cli.main import main

if __name__ == "__main__":
    main(prog_name="outlook")
