"""Colours ``#rrggbb`` and how well they can be told apart, by the formulas of WCAG 2."""

from __future__ import annotations

WHITE = "#ffffff"
LEAST_CONTRAST = 7.0
"""Between white text and the colour that it stands on (WCAG 1.4.6)."""
_NOISE = 1e-9
"""Far less than from one grey to the next: what adding the three shares of a grey may lose."""


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb``, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(level) for level in bytes.fromhex(color.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Return the contrast of two colours, in either order, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def gray(color: str) -> str:
    """Return the lightest grey that is not lighter than ``color``, so that white text on it reads no worse."""
    wanted = luminance(color) + _NOISE
    level = max(level for level in range(256) if _linear(level) <= wanted)
    return f"#{level:02x}{level:02x}{level:02x}"


def _linear(level: int) -> float:
    share = level / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
