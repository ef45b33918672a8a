"""The frame of every report: one file that needs no script and asks for nothing from outside."""

from __future__ import annotations

from html import escape
from pathlib import Path

from sim.run import made_with


def report_page(title: str, body: str, kind: str = "") -> str:
    """A whole page: opens from disk, prints on A4, and is forbidden to load anything.

    Args:
        title: plain text.
        body: HTML whose texts are escaped.
        kind: a class of the stylesheet, such as `certificate`.
    """
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f'<body><main class="report {kind}">{body}</main></body></html>\n'
    )


def written_with() -> str:
    """What wrote the report, in a line."""
    return f"Written with {made_with()}."


__all__ = ["report_page", "written_with"]
