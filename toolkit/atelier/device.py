"""Which processor to train on, and in which precision: bfloat16 only where the hardware multiplies it (GPU, AMX), else slower."""

from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True)
class Device:
    kind: str  # "cuda" or "cpu"
    bf16: bool

    def autocast(self) -> torch.autocast:
        return torch.autocast(self.kind, torch.bfloat16, enabled=self.bf16)

    @property
    def large(self) -> bool:
        """Whether the default budgets should be the large ones."""
        return self.kind == "cuda"


def pick(threads: int = 2) -> Device:
    torch.set_num_threads(threads)
    if torch.cuda.is_available():
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        return Device("cuda", torch.cuda.is_bf16_supported())
    cpuinfo = Path("/proc/cpuinfo")
    return Device("cpu", cpuinfo.exists() and "amx_bf16" in cpuinfo.read_text())
