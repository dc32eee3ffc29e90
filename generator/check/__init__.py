"""Is the built site whole, and does the content hold together?"""

from __future__ import annotations

from generator.check.bodies import check_bodies
from generator.check.publication import check_publication
from generator.check.site import check_site
from generator.check.strays import stray_problems

__all__ = ["check_bodies", "check_publication", "check_site", "stray_problems"]
