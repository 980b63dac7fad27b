"""Plain twins: what a character outside GSM 03.38 can be written as, so that a text needs no UCS-2.

Data only; :func:`ycloud_console.sms.alphabet.plain_twin` adds what Unicode's own decompositions say.
"""

from __future__ import annotations

# Each line: characters, and the twin all of them have.
_GROUPS = (
    ("‘’‚‛′ʹʻʼ`´‵", "'"),
    ("“”„‟″«»「」『』《》〝〞", '"'),
    ("‹〈", "<"),
    ("›〉", ">"),
    ("‐‑‒–—―−⁃﹘﹣", "-"),
    ("…", "..."),
    ("•◦‣●○■□▪▫★☆✓✔", "*"),
    ("·‧∙", "."),
    ("。", "."),
    ("、", ","),
    ("⁄∕÷", "/"),
    ("×✕✖", "x"),
    ("〜", "~"),
    ("¦", "|"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("≈", "~"),
    ("±", "+/-"),
    ("→", "->"),
    ("←", "<-"),
    ("⇒", "=>"),
    ("©", "(c)"),
    ("®", "(R)"),
    ("™", "TM"),
    ("ª", "a"),
    ("º°", "o"),
    ("µ", "u"),
    ("ı", "i"),
    ("łƚ", "l"),
    ("Ł", "L"),
    ("đð", "d"),
    ("ĐÐ", "D"),
    ("ħ", "h"),
    ("Ħ", "H"),
    ("ŧ", "t"),
    ("Ŧ", "T"),
    ("ŋ", "n"),
    ("Ŋ", "N"),
    ("þ", "th"),
    ("Þ", "Th"),
    ("œ", "oe"),
    ("Œ", "OE"),
    ("ẞ", "ß"),
    ("ƒ", "f"),
    # Greek capitals that look Latin; the others (Γ Δ Θ Λ Ξ Π Σ Φ Ψ Ω) are in the alphabet.
    ("Α", "A"),
    ("Β", "B"),
    ("Ε", "E"),
    ("Ζ", "Z"),
    ("Η", "H"),
    ("Ι", "I"),
    ("Κ", "K"),
    ("Μ", "M"),
    ("Ν", "N"),
    ("Ο", "O"),
    ("Ρ", "P"),
    ("Τ", "T"),
    ("Υ", "Y"),
    ("Χ", "X"),
    ("\t", " "),
    ("\v\x85\u2028\u2029", "\n"),
)

# Seen by nobody: soft hyphen, zero-width characters, direction marks, word joiner, byte order mark,
# and what is left of old control codes.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)

TWINS: dict[str, str] = {character: twin for characters, twin in _GROUPS for character in characters}
TWINS |= dict.fromkeys(_INVISIBLE, "")
TWINS |= {chr(code): "" for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)) if code != 0x85}
TWINS |= {chr(code): "" for code in range(0xFE00, 0xFE10)}
"""Variation selectors."""

LATIN_MARKS = ("\u0300", "\u036f")
"""First and last of the combining marks that Latin and Greek letters take."""

PLAIN_DECOMPOSITIONS = frozenset({"<wide>", "<narrow>", "<noBreak>", "<compat>", "<font>", "<square>"})
"""Kinds of compatibility decomposition that keep the meaning; a superscript or a fraction would not."""
