"""Opening one's own materials: by learner code from the folder on this computer, or from a file that one chooses."""

from __future__ import annotations

import json

import ipywidgets as widgets

from sim.assessment.materials_reading import LARGEST_BYTES, checked_materials
from sim.assessment.own_materials import Materials
from sim.reading import BadInputError
from sim.show import markup
from sim.show.desk import Desk, button, reporter
from sim.show.errand import careful
from sim.show.own_shop import OwnShops

INVITATION = (
    "Your teacher has made a shop for you alone. Its file carries your learner code, never your name.",
    "Type your learner code and open your materials. If they are not on this computer, choose the file that your "
    "teacher gave you.",
)


def materials_panel(desk: Desk, shops: OwnShops) -> widgets.VBox:
    """Learner code and a button, or a file; then whose shop is open."""
    code = widgets.Text(
        value=desk.work.learner,
        description="Learner code",
        placeholder="TC7-0042",
        style={"description_width": "initial"},
    )
    code.add_class("column")
    upload = widgets.FileUpload(accept=".json", multiple=False, description="Choose my file")
    place, now = widgets.HTML(), widgets.HTML()
    report = reporter(place)

    def take(found: Materials) -> None:
        held = desk.work.materials
        if held is not None and held.learner != found.learner and desk.work.responses:
            report(
                f"This lesson holds answers of {held.learner}. If somebody else works here now, first choose Reset "
                "the lesson, at the top."
            )
            return
        shops.take(found)
        place.value = ""

    def open_mine() -> None:
        try:
            take(shops.find(code.value.strip().upper()[:40]))
        except BadInputError as error:
            report(str(error))

    def uploaded() -> None:
        if not upload.value:
            return
        file = upload.value[0]
        try:
            take(_read_upload(file["name"], bytes(file["content"]), desk))
        except BadInputError as error:
            report(str(error))

    def refresh() -> None:
        held = desk.work.materials
        opened = "" if held is None else f"The shop of {held.learner} is open. Your questions are below."
        now.value = markup.line(opened, "good")
        if held is not None and code.value.strip().upper() != held.learner:
            code.value = held.learner

    upload.observe(careful(uploaded, report), names="value")
    desk.watch(refresh)
    refresh()
    words = widgets.HTML(markup.paragraphs(*INVITATION))
    row = widgets.HBox([button("Open my materials", open_mine, report, main=True), upload])
    row.layout.flex_flow = "row wrap"
    return desk.panel(words, code, row, place, now)


def _read_upload(name: str, content: bytes, desk: Desk) -> Materials:
    """Materials from the bytes of a file that was chosen.

    Raises:
        BadInputError: too large, no JSON, no materials of this exercise; one line.
    """
    shown = name[:60]
    if len(content) > LARGEST_BYTES:
        raise BadInputError(f"{shown}: file: allowed up to {LARGEST_BYTES:,} bytes, given {len(content):,} bytes")
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadInputError(f"{shown}: file: allowed the file of your materials, given another kind of file") from None
    return checked_materials(shown, read, desk.exercise)


__all__ = ["materials_panel"]
