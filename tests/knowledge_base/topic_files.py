"""Topic files for tests: three small ones, and a folder to write them into and change them."""

from __future__ import annotations

from pathlib import Path

PARKING = """---
id: parking
title: {de: Parken, en: Parking}
questions:
  de:
    - Wo kann ich parken?
  en:
    - Where can I park?
---
# de
Hinter dem Haus sind drei Plätze.

# en
There are three spaces behind the building.
"""
DOGS = """---
id: dogs
title: {de: Hunde, en: Dogs}
questions:
  de:
    - Darf mein Hund mitkommen?
---
# de
Hunde warten bitte draußen.
"""
FLOWERS = """---
id: flowers
title: {de: Blumen, en: Flowers}
questions:
  en:
    - May I send flowers to the doctor?
---
# en
Flowers are welcome at reception.
"""
ALL = {"parking.md": PARKING, "dogs.md": DOGS, "flowers.md": FLOWERS}


def folder_of(tmp_path: Path, files: dict[str, str] = ALL, name: str = "knowledge") -> Path:
    """A folder with these files and no others."""
    folder = tmp_path / name
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder
