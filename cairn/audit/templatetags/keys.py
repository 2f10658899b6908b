"""The hidden field that makes a form safe to send twice."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """Return a hidden field with a fresh idempotency key; every unsafe form carries one."""
    return format_html(
        '<input type="hidden" name="form_key" value="{}">', secrets.token_urlsafe(24)
    )
