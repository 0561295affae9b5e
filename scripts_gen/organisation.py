"""Who speaks, and how their cards are printed where nobody says otherwise: what an organisation sets in book.toml."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from struct import unpack
from typing import Literal

from scripts_gen.paper import DUPLEX, PRINTABLE, Offset

ORGANISATION_PLACEHOLDERS = ("organisation", "hotline", "emergency", "website", "feedback")
"""Placeholders that book.toml's ``[organisation]`` fills; never declared, never blank."""

LAYOUTS = ("phrase", "role", "bilingual", "point", "fold", "wall")
"""What a card carries, and how it is used."""
INKS = ("color", "gray")
PUNCHES = ("none", "slot", "hole")
"""What is punched for a lanyard."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that is known to be whole, and to need nothing but itself."""

    file: str
    """Path below the workspace, with forward slashes."""
    kind: Literal["svg", "png"]
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """What the typesetter knows its drawing by; its own name might be that of a template."""
        return "logo.svg"

    def drawing(self) -> bytes:
        """Return it as an SVG, with a PNG put into one: of what is in memory the typesetter takes only text."""
        if self.kind == "svg":
            return self.data
        width, height = unpack(">II", self.data[16:24])
        picture = (
            f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(self.data).decode()}"/>'
        )
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{picture}</svg>'.encode()


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who speaks. A phrase names the fields by ``ORGANISATION_PLACEHOLDERS``, such as ``{hotline}``."""

    name: str
    hotline: str = ""
    emergency: str = ""
    """The number that staff call in an emergency."""
    website: str = ""
    feedback: str = ""
    """Address for feedback, an e-mail address as a rule."""
    page: str = ""
    """URL of the look-up page, in ASCII; empty for none."""
    logo: Logo | None = None

    def values(self) -> dict[str, str]:
        """Return what each organisation placeholder stands for."""
        return {
            "organisation": self.name,
            "hotline": self.hotline,
            "emergency": self.emergency,
            "website": self.website,
            "feedback": self.feedback,
        }


@dataclass(frozen=True, slots=True)
class PrintDefaults:
    """What ``cards`` prints where the command line does not say. Lengths in millimetres."""

    card: str = "id1"
    sheet: str = "a4"
    layout: str = LAYOUTS[0]
    """One of ``LAYOUTS``."""
    stock: str = ""
    """Name of perforated stock, shipped or of the book; empty for plain paper."""
    duplex: str = DUPLEX[0]
    """One of ``DUPLEX``."""
    ink: str = INKS[0]
    """One of ``INKS``."""
    bleed: float = 0.0
    margin: float = PRINTABLE
    """What the printer leaves blank along each edge."""
    marks: bool | None = None
    """Crop marks; None for where there is room."""
    guides: bool | None = None
    """Ticks on the corners of the cards; None for where crop marks have no room."""
    punch: str = PUNCHES[0]
    """One of ``PUNCHES``."""
    offset: Offset = (0.0, 0.0)
    """By which the backs are moved."""
    qr: bool = False
    """Whether backs show the address of the organisation's ``page`` as a QR code."""
    finished: bool = False
    """The card's size is that of the laminated piece, not of its paper."""
