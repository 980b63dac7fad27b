"""Placeholders: ``{code}`` in a text stands for something that is filled in before it is sent.

Pure. What stands between the braces is a word of letters, digits and underscores that begins with a letter;
``{}``, ``{1}`` and ``{"a": 1}`` are none, so that most texts with braces in them are sent as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([^\W\d_]\w{0,23})\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names of the placeholders in *text*, each once, in the order in which they first appear."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """*text* with the *values* in place; a placeholder whose value is missing or empty stays as it is.

    Braces in a value are text: they are not looked at again.
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], "") or found[0], text)
