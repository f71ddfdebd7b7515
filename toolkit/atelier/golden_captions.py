"""Golden comma-separated values for the export worker, written by Python's csv module.

    python -m atelier.golden_captions      writes tests/golden/captions.json
"""

import csv
import io
import json
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "captions.json"
RECORDS = [
    ["filename", "caption", "alt_text"],
    ["a.png", 'He said: "now"', "plain"],
    ["b.png", "one\r\ntwo", "x,y"],
    ["c.png", "", " spaced "],
    ['"', "\n", "é ü 漢"],
]


def main() -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(RECORDS)
    OUT.write_text(json.dumps({"records": RECORDS, "text": text.getvalue()}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
