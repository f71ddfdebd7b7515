"""python -m atelier.export PART [options]: runs `main(arguments)` of the module atelier.export.PART."""

import importlib
import pkgutil
import sys
from pathlib import Path

PARTS = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]) if not module.name.startswith("_"))

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in PARTS:
        sys.exit(f"usage: python -m atelier.export {{{'|'.join(PARTS)}}} [options]")
    importlib.import_module(f"atelier.export.{sys.argv[1]}").main(sys.argv[2:])
