"""What a process holds: memory, threads, open files."""

import collections
import os
import time
import typing


class Footprint(typing.NamedTuple):
    mib: float  # resident
    threads: int
    files: int

    def __str__(self):
        return f"{self.mib:.0f} MiB, {self.threads} threads, {self.files} open files"


SPARE = 33  # seconds in which a window gives back what large work has freed: SpareMemory::kEvery, and some


def given_back(pid):
    """At rest, when what was freed has gone back to the system."""
    time.sleep(SPARE)
    return at_rest(pid)


def at_rest(pid, seconds=1.0):
    """The least of each during some seconds: files and threads of short work come and go."""
    seen = []
    for _ in range(5):
        seen.append(now(pid))
        time.sleep(seconds / 5)
    return Footprint(*map(min, zip(*seen)))


def now(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        kib = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
    return Footprint(kib / 1024, len(os.listdir(f"/proc/{pid}/task")), len(os.listdir(f"/proc/{pid}/fd")))


def thread_names(pid):
    """How many threads of each name: says which one is too many."""
    names = collections.Counter()
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/comm", encoding="utf-8") as file:
                names[file.read().strip()] += 1
        except OSError:
            pass  # it has ended since
    return ", ".join(f"{name} {count}" for name, count in sorted(names.items()))
