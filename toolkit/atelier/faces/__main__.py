"""python -m atelier.faces NETWORK --data DIR [DIR ...] [--minutes M] [--smoke] [--from-shipped] [--fresh]

Trains embedder, detector, landmarks or parser, resuming from its last checkpoint in --work. Without --minutes the
budget suits the processor: minutes on a CPU, an hour on a GPU. --smoke is a fresh run of seconds, to prove the loop.
"""

import argparse
from pathlib import Path

from ..device import pick
from ..export._file import weights
from . import train_detector, train_embedder, train_landmarks, train_parser
from .loop import LoopConfig

MINUTES = {"embedder": (12, 60), "detector": (8, 45), "landmarks": (10, 30), "parser": (8, 30)}  # CPU, GPU
RATE = {"embedder": 3e-3, "detector": 2e-3, "landmarks": 2e-3, "parser": 3e-3}
FILES = {
    "embedder": ("face_embedder",), "detector": ("face_detector", "detector."), "landmarks": ("face_landmarks",),
    "parser": ("parser",),
}  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=sorted(MINUTES))
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders of shards")
    parser.add_argument("--work", type=Path, default=Path("work"), help="checkpoints")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--from-shipped", action="store_true", help="start from the weights in public/packs/atelier")
    parser.add_argument("--fresh", action="store_true", help="ignore an earlier checkpoint")
    options = parser.parse_args(arguments)
    device = pick(options.threads)
    minutes = 0.2 if options.smoke else options.minutes or MINUTES[options.network][device.large]
    config = LoopConfig(
        name=f"{options.network}-smoke" if options.smoke else options.network,
        work=options.work,
        minutes=minutes,
        rate=RATE[options.network],
        fresh=options.fresh or options.smoke or options.from_shipped,
    )
    start = weights(*FILES[options.network]) if options.from_shipped else None
    if options.network == "embedder":
        people = (options.batch or (256 if device.large else 64)) // 4
        train_embedder.run(options.data, config, device, train_embedder.EmbedderTask(people=people), start)
    elif options.network == "detector":
        train_detector.run(options.data, config, device, options.batch or (64 if device.large else 12), start)
    elif options.network == "landmarks":
        limit = 64 if options.smoke else 30_000 if device.large else 12_000
        train_landmarks.run(options.data, config, device, options.batch or (128 if device.large else 32), limit, start)
    else:
        train_parser.run(options.data, config, device, options.batch or (64 if device.large else 8), start)


if __name__ == "__main__":
    main()
