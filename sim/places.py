"""Where the files of the project lie on disk."""

from pathlib import Path
from typing import Final

DATASETS: Final[Path] = Path(__file__).resolve().parent.parent / "datasets"
"""The folder of the data files: parameters, catalogue, scenarios, holidays."""

EXERCISES: Final[Path] = DATASETS.parent / "exercises"
"""The folder of the exercises, one folder each."""
