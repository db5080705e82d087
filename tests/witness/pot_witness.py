"""Compares our exact W2^2 with that of POT (ot.emd2) on clouds of many sizes, dimensions and kinds."""

import subprocess
import sys

import numpy
import ot

random = numpy.random.default_rng(1)


def pairs():
    for n in (1, 2, 3, 10, 33, 100, 300):
        for q in (2, 3, 5, 16):
            x = random.normal(size=(n, q))
            yield "normal", x, random.normal(size=(n, q))
            yield "moved and scaled", x, 50 + 7 * random.normal(size=(n, q))
            yield "tiny", 1e-4 * x, 1e-4 * random.normal(size=(n, q))
            yield "huge", 1e5 * x, 1e5 * random.normal(size=(n, q))
            # Ties: many pairings are equally good.
            yield "grid", random.integers(0, 3, (n, q)), random.integers(0, 3, (n, q))
            yield "permuted", x, random.permutation(x) + 1
    yield "large", random.normal(size=(700, 2)), random.uniform(size=(700, 2))


cases = [(kind, x.astype(numpy.float32), y.astype(numpy.float32)) for kind, x, y in pairs()]
text = "".join(f"{len(x)} {x.shape[1]}\n" + " ".join(f"{v:.9g}" for v in (*x.flat, *y.flat)) + "\n"
               for _, x, y in cases)
ours = subprocess.run([sys.argv[1]], input=text.encode(), check=True, capture_output=True).stdout
ours = [float(line) for line in ours.split()]
assert len(ours) == len(cases), (len(ours), len(cases))
worst = 0.0
for (kind, x, y), mine in zip(cases, ours):
    cost = ot.dist(x.astype(numpy.float64), y.astype(numpy.float64))  # squared Euclidean
    theirs = ot.emd2([], [], cost, numItermax=10_000_000)
    error = abs(mine - theirs) / max(theirs, 1e-12 * cost.max() + 1e-300)
    worst = max(worst, error)
    assert error < 1e-5, (kind, x.shape, mine, theirs)
print(f"{len(cases)} pairs of clouds, largest relative difference {worst:.3g}")
