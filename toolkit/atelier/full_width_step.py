"""One training step of a graph that the browser's toolkit made: `python -m atelier.full_width_step STEP.onnx`.

Run by ONNX Runtime's CPU provider on noise. Prints the loss, the seconds of a step, and how much memory it took beyond its
weights, which stay in their file and are mapped from there.
"""

import argparse
import json
import threading
import time
from pathlib import Path

import numpy as np
import onnxruntime as ort

SEED, STEPS, MIB = 15, 2, 1 << 20


def anonymous() -> int:
    """Bytes of this process that are no file's."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) * 1024


class Watch(threading.Thread):
    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.done = anonymous(), threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.005):
            self.most = max(self.most, anonymous())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    options = ort.SessionOptions()
    options.log_severity_level = 3
    # Weights that are packed anew for the processor are a second copy of them.
    options.add_session_config_entry("session.disable_prepacking", "1")
    # An arena grows by powers of two: what it holds says little of what is needed.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    session = ort.InferenceSession(parser.parse_args().graph, options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(SEED)
    feeds = {
        given.name: 0.1 * random.standard_normal(given.shape, dtype=np.float32) for given in session.get_inputs()
        if given.name not in ("timestep", "loss.scale")
    } | {"timestep": np.array([481]), "loss.scale": np.ones((), dtype=np.float32)}  # fmt: skip
    before, seconds = anonymous(), []
    watch = Watch()
    watch.start()
    for _ in range(STEPS):
        began = time.process_time()
        results = dict(zip((each.name for each in session.get_outputs()), session.run(None, feeds), strict=True))
        seconds.append(time.process_time() - began)
    watch.done.set()
    watch.join()
    norm = float(np.sqrt(sum(float((value**2).sum()) for name, value in results.items() if name.startswith("gradient."))))
    print(json.dumps({
        "loss": float(results["loss"]), "gradientNorm": norm, "processorSeconds": min(seconds),
        "memoryMiB": round((watch.most - before) / MIB),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
