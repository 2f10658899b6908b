"""OKLCH to sRGB (Ottosson 2020, as in CSS Color 4), and the contrast of WCAG 2.x."""

import math
import re
from pathlib import Path

CSS = Path(__file__).resolve().parents[3] / "cairn" / "ui" / "static" / "ui" / "css"
_OKLCH = re.compile(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);")


def opaque_tokens(text: str) -> dict[str, tuple[float, float, float]]:
    """Return lightness, chroma and hue by name; veils and shadows have no contrast of their own."""
    return {name: (float(li), float(c), float(h)) for name, li, c, h in _OKLCH.findall(text)}


def linear_rgb(color: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return linear sRGB; a part outside 0 to 1 lies outside sRGB."""
    lightness, chroma, hue = color
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the ratio of two colors as a screen shows them: rounded to 8 bits each."""
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: tuple[float, float, float]) -> float:
    red, green, blue = (_as_shown(part) for part in linear_rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _as_shown(part: float) -> float:
    part = min(max(part, 0), 1)
    encoded = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    shown = round(encoded * 255) / 255
    return shown / 12.92 if shown <= 0.04045 else ((shown + 0.055) / 1.055) ** 2.4
