"""The tab 速查: it fills itself when it is first opened, with what is read once for everybody."""

from __future__ import annotations

import base64
from datetime import date
from html import escape

from gradio.events import api

from ui.components import html
from ui.holder import Holder
from ui.services import Services
from ui.tables.contents import Contents, read_contents
from ui.tables.counted import Request, counted
from ui.tables.export import shown, whole
from ui.tables.layout import START, failed, layout
from ui.tables.quote import quote
from ui.waiting import guarded


def add_tables(services: Services) -> None:
    """Add the tab's content to the Blocks that is open, and what it asks the server for."""
    html(START, "qa-tables")
    contents = Holder(lambda _: read_contents(services.regulation))

    def tables() -> str:
        """Return the whole tab: for the page, as are the others, and not of the API."""
        return guarded(lambda: layout(contents.get()), failed)

    def words(place: str) -> str:
        """Return the paragraph behind a cell."""
        return guarded(lambda: quote(contents.get(), place), _sorry)

    def export(table: int | None, rows: list[int] | None) -> dict[str, str]:
        """Return one table as it is shown, or all of them, as an Excel file in base64."""
        return guarded(lambda: _file(contents.get(), table, rows), lambda why: {"why": why})

    def count(start: str, amount: str, unit: str, direction: str, limit: str) -> str:
        """Return the day that the deadline form asks for."""
        request = Request(*map(str, (start, amount, unit, direction, limit)))
        return guarded(lambda: counted(request, contents.get(), date.today()), _sorry)

    api(tables, api_name="tables", api_visibility="private", queue=False)
    api(words, api_name="tables_words", api_visibility="private", queue=False)
    api(export, api_name="tables_export", api_visibility="private", queue=False)
    api(count, api_name="tables_count", api_visibility="private", queue=False)


def _file(contents: Contents, table: object, rows: object) -> dict[str, str]:
    made = whole(contents) if table is None else shown(contents, table, rows)
    return {"name": made.name, "data": base64.b64encode(made.data).decode()}


def _sorry(sentence: str) -> str:
    return f'<p class="qa-wrong">{escape(sentence)}</p>'
