"""From a view to bytes."""

from __future__ import annotations

from dataclasses import fields

from explainers.showing.templates import Theme
from explainers.showing.views import FeedText, View

__all__ = ["rendered"]


def rendered(theme: Theme, template: str, language: str, view: View | FeedText) -> bytes:
    """Return a page's bytes, in UTF-8: its template sees the fields of its view by their names."""
    context = {field.name: getattr(view, field.name) for field in fields(view)}
    text = theme.template(template, language).render(context, **theme.globals(template))
    return (text.strip() + "\n").encode()
