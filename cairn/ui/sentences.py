"""Sentences with names in them."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cairn.ui.templatetags.ui import name


def naming(sentence: str, **names: str) -> SafeString:
    """Fill names into a sentence (`%(who)s`), each isolated: its direction stays its own."""
    isolated = {key: name(value) for key, value in names.items()}
    return mark_safe(escape(sentence) % isolated)  # noqa: S308 - escaped here and by `name`
