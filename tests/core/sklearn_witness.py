"""Compares our noise-free circles and moons with scikit-learn's, point by point."""

import subprocess
import sys

import numpy
from sklearn.datasets import make_circles, make_moons


def ours(*arguments):
    text = subprocess.run([sys.argv[1], *map(str, arguments)], check=True, capture_output=True).stdout
    table = numpy.array([line.split() for line in text.decode().splitlines()], dtype=float)
    return table[:, :2], table[:, 2]


worst = 0.0
checks = 0
for n in (4, 5, 100, 601, 1000):
    cases = [((("moons", n)), make_moons(n_samples=n, shuffle=False, noise=None))]
    for factor in (0.0, 0.3, 0.45, 0.99):
        cases.append((("circles", n, factor),
                      make_circles(n_samples=n, shuffle=False, noise=None, factor=factor)))
    for arguments, (points, labels) in cases:
        mine, mine_labels = ours(*arguments)
        assert mine.shape == points.shape, (arguments, mine.shape, points.shape)
        assert (mine_labels == labels).all(), arguments
        worst = max(worst, abs(mine - points).max())
        checks += 1
print(f"{checks} point sets, largest difference {worst:.3g}")
assert worst < 1e-6
