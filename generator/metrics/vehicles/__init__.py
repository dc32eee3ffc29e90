"""What do the funds cost, and what are they?"""

from __future__ import annotations
