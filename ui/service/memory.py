"""How much memory this computer has left, where its system tells. Knows nothing else."""

from __future__ import annotations

from pathlib import Path

MEMINFO = Path("/proc/meminfo")


def free_memory(meminfo: Path = MEMINFO) -> int | None:
    """Bytes that programs can have without anything being put aside; None where nobody knows."""
    if not meminfo.exists():
        return None
    lines = meminfo.read_text(encoding="ascii").splitlines()
    kibibytes = dict(line.split(":") for line in lines if ":" in line).get("MemAvailable")
    return None if kibibytes is None else int(kibibytes.split()[0]) << 10
