"""What JupyterLab writes when it saves a lesson: the text of the lesson, never what it showed to somebody.

`storesim lab` names `without_outputs` as the hook before saving, so a workbook that was used stays as it was given.
"""

from __future__ import annotations

from typing import Any

MARK = "# NBVAL_CHECK_OUTPUT"
"""Cells with this line keep their output: it is what a later run is compared with."""


def without_outputs(model: dict[str, Any], **_: Any) -> None:
    """Take outputs, counts and the kernel's particulars out of a notebook that is about to be saved."""
    notebook = model.get("content")
    if model.get("type") != "notebook" or not isinstance(notebook, dict):
        return
    for cell in notebook.get("cells", []):
        if cell.get("cell_type") == "code" and MARK not in "".join(cell.get("source", "")):
            cell["outputs"], cell["execution_count"] = [], None
        elif cell.get("cell_type") == "code":
            cell["execution_count"] = 1
        cell.get("metadata", {}).pop("execution", None)
    metadata = notebook.get("metadata", {})
    metadata.pop("widgets", None)
    if "language_info" in metadata:
        metadata["language_info"] = {"name": metadata["language_info"].get("name", "python")}


__all__ = ["MARK", "without_outputs"]
