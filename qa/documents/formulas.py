"""What spreadsheet programs may run instead of showing it."""

from __future__ import annotations

from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")
"""A cell that begins with one of these may be run as a formula (OWASP, CSV Injection)."""
