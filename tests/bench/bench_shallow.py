"""Seconds of a step of a shallow network in numpy, in double precision on one thread: the rule as anyone
would write it.

    python3 bench_shallow.py nodes,points,dimension [--seconds S]

One line: seconds per step at the start, where all points push, and after 400 steps, where few do."""

import sys
import time

import numpy as np

RATE, MARGIN, ALPHA, LATER = 0.1, 1.0, 1.0, 400


def step(a, w, x, y):
    d = x.shape[1]
    z = x @ w.T / np.sqrt(d)
    active = np.maximum(z, 0)
    f = active @ a / len(a)
    pushing = (ALPHA * y * f < MARGIN) * y / len(y)
    moved = a + RATE * (pushing @ active)
    return moved, w + RATE * a[:, None] * ((pushing[:, None] * (z > 0)).T @ x) / np.sqrt(d)


def seconds_per_step(a, w, x, y, seconds):
    best = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        step(a, w, x, y)
        best = min(best, time.perf_counter() - begin)
    return best


def main():
    nodes, points, dimension = map(int, sys.argv[1].split(","))
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
    random = np.random.default_rng(1)
    a, w = random.standard_normal(nodes), random.standard_normal((nodes, dimension))
    x = random.standard_normal((points, dimension))
    y = np.where(x[:, 0] > 0, 1.0, -1.0)
    first = seconds_per_step(a, w, x, y, seconds)
    for _ in range(LATER):
        a, w = step(a, w, x, y)
    print(first, seconds_per_step(a, w, x, y, seconds))


if __name__ == "__main__":
    main()
