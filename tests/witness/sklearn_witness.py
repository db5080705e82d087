"""Every generator against its origin's formula: scikit-learn's own functions, and for the others the
formula written in numpy from the origin's code, independently of ours.

Where nothing is random the points are compared one by one. Where points are random the streams
differ, so per class the two samples' x, y and x + 2y are compared by Kolmogorov and Smirnov's test,
at fixed seeds, and the class counts with their expectation. Then the noise: its mean and deviation
within five standard errors, and the part of replaced labels, which is exact."""

import math
import subprocess
import sys

import numpy as np
from scipy.stats import binom, kstest, ks_2samp
from sklearn.datasets import make_blobs, make_circles, make_moons, make_swiss_roll

PI = math.pi
LEAST_P = 1e-4  # of one of about 400 tests on right samples: less than 1 in 25 that any fails;
#                 the seeds are fixed, so this was decided when they were chosen


def ours(*arguments):
    text = subprocess.run([sys.argv[1], *map(str, arguments)], check=True, capture_output=True).stdout
    return np.array([line.split() for line in text.decode().splitlines()], dtype=float)


rng = np.random.RandomState(12345)
uniform, normal = rng.uniform, rng.normal


# --- the formulas; n points in all, labels as their origin's with -1 as 0 ---------------------------

def cut(x, y, label):
    return np.column_stack([x, y]), np.asarray(label)


def playground_circle(n, noise=0):
    r = np.concatenate([uniform(0, 2.5, n // 2), uniform(3.5, 5, n - n // 2)])
    a = uniform(0, 2 * PI, n)
    x, y = r * np.sin(a), r * np.cos(a)
    ex, ey = uniform(-5, 5, n) * noise, uniform(-5, 5, n) * noise
    return cut(x, y, np.sqrt((x + ex) ** 2 + (y + ey) ** 2) < 2.5)


def playground_xor(n, noise=0):
    x, y = uniform(-5, 5, n), uniform(-5, 5, n)
    x, y = x + np.where(x > 0, .3, -.3), y + np.where(y > 0, .3, -.3)
    return cut(x, y, (x + uniform(-5, 5, n) * noise) * (y + uniform(-5, 5, n) * noise) >= 0)


def playground_gauss(n, noise=0):
    deviation = math.sqrt(.5 + (4 - .5) * noise / .5)  # d3.scale.linear().domain([0, .5]).range([.5, 4])
    label = np.repeat([1, 0], [n // 2, n - n // 2])
    centre = np.where(label == 1, 2, -2)
    return cut(normal(centre, deviation), normal(centre, deviation), label)


def playground_spiral(n, noise=0):
    m = n // 2
    out = []
    for delta in (0, PI):
        i = np.arange(m)
        r, t = i / m * 5, 1.75 * i / m * 2 * PI + delta
        out.append(np.column_stack([r * np.sin(t) + uniform(-1, 1, m) * noise,
                                    r * np.cos(t) + uniform(-1, 1, m) * noise]))
    return np.vstack(out), np.repeat([1, 0], m)


def swiss(n, noise, classes, divide=1):
    x, t = make_swiss_roll(n, noise=noise, random_state=7)
    stretch = (t - 1.5 * PI) / (3 * PI)
    return x[:, [0, 2]] / divide, np.floor(stretch * classes)


def ffjord_rings(n, noise=.08):
    sizes = [n // 4] * 3 + [n - 3 * (n // 4)]
    out = [np.column_stack([np.cos(np.linspace(0, 2 * PI, m, endpoint=False)),
                            np.sin(np.linspace(0, 2 * PI, m, endpoint=False))]) * 3 * part
           for m, part in zip(sizes, (1, .75, .5, .25))]
    points = np.vstack(out)
    return points + normal(0, noise, points.shape) if noise else points, np.repeat(range(4), sizes)


def ffjord_8gaussians(n, spread=.5):
    s = 1. / np.sqrt(2)
    centres = 4. * np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (s, s), (s, -s), (-s, s), (-s, -s)])
    k = rng.randint(8, size=n)
    return (normal(size=(n, 2)) * spread + centres[k]) / 1.414, k


def ffjord_pinwheel(n, spread=.3, noise=.1):
    features = normal(size=(n, 2)) * [spread, noise] + [1, 0]
    label = np.repeat(range(5), n // 5)
    angles = np.linspace(0, 2 * PI, 5, endpoint=False)[label] + .25 * np.exp(features[:, 0])
    turn = np.stack([np.cos(angles), -np.sin(angles), np.sin(angles), np.cos(angles)])
    return 2 * np.einsum("ti,tij->tj", features, turn.T.reshape(-1, 2, 2)), label


def ffjord_2spirals(n, noise=.1):
    m = np.sqrt(uniform(size=n // 2)) * 540 * (2 * PI) / 360
    x = -np.cos(m) * m + uniform(size=n // 2) * .5
    y = np.sin(m) * m + uniform(size=n // 2) * .5
    points = np.vstack([np.column_stack([x, y]), np.column_stack([-x, -y])]) / 3
    return points + normal(size=points.shape) * noise, np.repeat([0, 1], n // 2)


def ffjord_checkerboard(n):
    x = uniform(size=n) * 4 - 2
    y = uniform(size=n) - rng.randint(0, 2, n) * 2 + (np.floor(x) % 2)
    points = np.column_stack([x, y]) * 2
    # The square: which column of width 2, and in it the one below or above.
    column = np.floor(points[:, 0] / 2) + 2
    return points, 2 * column + (points[:, 1] >= 0)


def anode_concentric(n):
    inner = n // 3
    low = np.repeat([0., 1.], [inner, n - inner])
    distance = .5 * uniform(size=n) ** (1 / 2) + low
    direction = normal(size=(n, 2))
    direction /= np.linalg.norm(direction, axis=1)[:, None]
    return distance[:, None] * direction, low


def anode_sines(n, noise=.1, shift=1.4):
    label = np.repeat([1, 0], [n // 2, n - n // 2])
    x = 2 * uniform(size=n) - 1
    return cut(x, np.sin(PI * x) + normal(size=n) * noise + np.where(label == 1, shift / 2, -shift / 2),
               label)


def torchdyn_moons(n, noise=1e-4):
    points, label = make_moons(n, shuffle=False)
    return points + uniform(size=(n, 1)) * noise, label


def torchdyn_spirals(n, noise=1e-4):
    m = np.sqrt(uniform(size=n // 2)) * 780 * (2 * PI) / 360
    x = -np.cos(m) * m + uniform(size=n // 2) * noise
    y = np.sin(m) * m + uniform(size=n // 2) * noise
    return np.vstack([np.column_stack([x, y]), np.column_stack([-x, -y])]), np.repeat([0, 1], n // 2)


def torchdyn_gaussians(n, spread=.1, classes=7):
    label = np.repeat(range(classes), n // classes)
    a = (label + 1) * 2 * PI / classes
    return .5 * np.column_stack([np.cos(a), np.sin(a)]) + normal(size=(n, 2)) * spread, label


def torchdyn_gaussians_spiral(n, classes=7):
    label = np.repeat(range(classes), n // classes)
    a = (label + 1) * 2 * PI / 4
    radius, deviation = np.linspace(1, .2, classes)[label], np.linspace(.3, .1, classes)[label]
    return (radius[:, None] * np.column_stack([np.cos(a), np.sin(a)]) +
            normal(size=(n, 2)) * deviation[:, None]), label


def convnetjs_circle(n):
    r, t = uniform(0, 2, n // 2), uniform(0, 2 * PI, n // 2)
    inner = np.column_stack([r * np.sin(t), r * np.cos(t)])
    r, t = uniform(3, 5, n // 2), 2 * PI * np.arange(n // 2) / (n // 2)
    return np.vstack([inner, np.column_stack([r * np.sin(t), r * np.cos(t)])]), np.repeat([1, 0], n // 2)


def convnetjs_spiral(n):
    m, out = n // 2, []
    for delta in (0, PI):
        i = np.arange(m)
        r = i / m * 5 + uniform(-.1, .1, m)
        t = 1.25 * i / m * 2 * PI + delta + uniform(-.1, .1, m)
        out.append(np.column_stack([r * np.sin(t), r * np.cos(t)]))
    return np.vstack(out), np.repeat([1, 0], m)


def canziani_spiral(n, classes=3, noise=.2):
    m, out = n // classes, []
    for c in range(classes):
        t = np.linspace(0, 1, m)
        a = np.linspace(2 * PI / classes * c, 2 * PI / classes * (2 + c), m) + normal(size=m) * noise
        out.append(t[:, None] * np.column_stack([np.sin(a), np.cos(a)]))
    return np.vstack(out), np.repeat(range(classes), m)


def ganlab_gaussians(n):
    second = uniform(size=n) >= .5
    centre = np.where(second[:, None], [.7, .4], [.3, .7])
    return centre + normal(size=(n, 2)) * np.where(second[:, None], [.05, .2], [.1, .1]), second


def ganlab_disjoint(n, spread=.025):
    k = np.digitize(uniform(size=n), [.333, .666])
    return np.array([[.35, .75], [.75, .6], [.45, .35]])[k] + normal(size=(n, 2)) * spread, k


def nnp_heart(n, noise=0):
    x, y = (uniform(-1, 1, n) + normal(size=n) * noise * .005 for _ in range(2))
    return cut(x, y, (x * x + y * y - .6) ** 3 - x * x * y * y * y < 0)


def nnp_rings(n, noise=0):
    k = np.repeat(range(3), n // 3)
    r, a = uniform(k * .9 / 3, (k + 1) * .9 / 3), uniform(0, 2 * PI, n)
    return cut(r * np.cos(a) + normal(size=n) * noise * .008,
               r * np.sin(a) + normal(size=n) * noise * .008, k % 2)


def nnp_checkerboard(n, noise=0):
    x, y = (uniform(-1, 1, n) + normal(size=n) * noise * .005 for _ in range(2))
    return cut(x, y, ((x >= 0).astype(int) + (y >= 0)) % 2)


# --- point by point ----------------------------------------------------------------------------------

worst, exact = 0.0, 0


def same(arguments, points, labels):
    global worst, exact
    mine = ours(*arguments)
    assert mine.shape == (len(points), 3), (arguments, mine.shape, points.shape)
    assert (mine[:, 2] == labels).all(), (arguments, "labels")
    worst = max(worst, abs(mine[:, :2] - points).max())
    exact += 1


for n in (4, 5, 100, 601, 1000):
    same(("moons", n, "noise=0"), *make_moons(n_samples=n, shuffle=False, noise=None))
    same(("torchdyn_moons", n, "noise=0"), *make_moons(n_samples=n, shuffle=False, noise=None))
    points, labels = make_moons(n_samples=n, shuffle=False, noise=None)
    same(("ffjord_moons", n, "noise=0"), points * 2 + [-1, -.2], labels)
    same(("ffjord_rings", n, "noise=0"), *ffjord_rings(n, 0))
    for factor in (0.0, 0.3, 0.45, 0.99):
        points, labels = make_circles(n_samples=n, shuffle=False, noise=None, factor=factor)
        same(("circles", n, f"factor={factor}", "noise=0"), points, labels)
        same(("ffjord_circles", n, f"factor={factor}", "noise=0"), points * 3, labels)
for n in (4, 100, 1000):
    same(("playground_spiral", n, "noise=0"), *playground_spiral(n))
for classes in (2, 3, 5, 10):
    same(("canziani_spiral", 50 * classes, f"classes={classes}", "noise=0"),
         *canziani_spiral(50 * classes, classes, 0))
    same(("torchdyn_gaussians", 50 * classes, f"classes={classes}", "noise=0", "spread=0"),
         *torchdyn_gaussians(50 * classes, 0, classes))
print(f"{exact} sets point by point, largest difference {worst:.3g}")
assert worst < 1e-12

# --- as distributions --------------------------------------------------------------------------------

tests, least = 0, 1.0
N = 42000


def alike(arguments, theirs, counts_random=False):
    global tests, least
    mine, (points, labels) = ours(arguments[0], N, *arguments[1:]), theirs
    assert len(mine) == N, (arguments, len(mine))
    labels = np.asarray(labels, dtype=int)
    for c in range(labels.max() + 1):
        a, b = mine[mine[:, 2] == c, :2], points[labels == c]
        if counts_random:
            # Both counts are binomial: five standard errors of their difference.
            p = len(b) / N
            assert abs(len(a) - len(b)) < 5 * math.sqrt(2 * N * p * (1 - p)), (arguments, c, len(a), len(b))
        else:
            assert len(a) == len(b), (arguments, c, len(a), len(b))
        for direction in ((1, 0), (0, 1), (1, 2)):
            p = ks_2samp(a @ direction, b @ direction).pvalue
            assert p > LEAST_P, (arguments, c, direction, p)
            tests, least = tests + 1, min(least, p)
    assert mine[:, 2].max() == labels.max(), arguments


# Every set at its usual fields, then with others.
alike(("circles", "noise=0.3", "factor=0.45"), make_circles(N, noise=.3, factor=.45, random_state=1))
alike(("moons", "noise=0.3"), make_moons(N, noise=.3, random_state=1))
for classes in (2, 5):
    alike(("swiss_roll", f"classes={classes}", "noise=0.5"), swiss(N, .5, classes), True)
alike(("ffjord_swissroll",), swiss(N, 1, 3, 5), True)
for noise in (0, .2, .5):
    given = f"noise={noise}"
    alike(("playground_circle", given), playground_circle(N, noise), noise > 0)
    alike(("playground_xor", given), playground_xor(N, noise), True)
    alike(("playground_gauss", given), playground_gauss(N, noise))
    alike(("playground_spiral", given), playground_spiral(N, noise))
points, labels = make_circles(N, noise=.08, factor=.5, random_state=2)
alike(("ffjord_circles",), (points * 3, labels))
points, labels = make_moons(N, noise=.1, random_state=2)
alike(("ffjord_moons",), (points * 2 + [-1, -.2], labels))
alike(("ffjord_rings",), ffjord_rings(N))
alike(("ffjord_8gaussians",), ffjord_8gaussians(N), True)
alike(("ffjord_8gaussians", "spread=0.2"), ffjord_8gaussians(N, .2), True)
alike(("ffjord_pinwheel",), ffjord_pinwheel(N))
alike(("ffjord_pinwheel", "spread=0.1", "noise=0.3"), ffjord_pinwheel(N, .1, .3))
alike(("ffjord_2spirals",), ffjord_2spirals(N))
alike(("ffjord_checkerboard",), ffjord_checkerboard(N), True)
alike(("anode_concentric",), anode_concentric(N))
alike(("anode_sines",), anode_sines(N))
alike(("anode_sines", "noise=0.3", "shift=0.5"), anode_sines(N, .3, .5))
alike(("torchdyn_moons", "noise=0.5"), torchdyn_moons(N, .5))
alike(("torchdyn_spirals",), torchdyn_spirals(N))
alike(("torchdyn_spirals", "noise=2"), torchdyn_spirals(N, 2))
alike(("torchdyn_gaussians", "noise=0"), torchdyn_gaussians(N))
alike(("torchdyn_gaussians", "noise=0", "spread=0.3", "classes=3"), torchdyn_gaussians(N, .3, 3))
alike(("torchdyn_gaussians_spiral", "noise=0"), torchdyn_gaussians_spiral(N))
alike(("torchdyn_gaussians_spiral", "noise=0", "classes=10"), torchdyn_gaussians_spiral(N, 10))
alike(("convnetjs_circle",), convnetjs_circle(N))
alike(("convnetjs_spiral",), convnetjs_spiral(N))
for classes in (3, 7):
    alike(("canziani_spiral", f"classes={classes}"), canziani_spiral(N, classes))
alike(("ganlab_gaussians",), ganlab_gaussians(N), True)
alike(("ganlab_disjoint",), ganlab_disjoint(N), True)
for noise in (0, 30):
    alike(("nnp_heart", f"noise={noise}"), nnp_heart(N, noise), True)
    alike(("nnp_rings", f"noise={noise}"), nnp_rings(N, noise))
    alike(("nnp_checkerboard", f"noise={noise}"), nnp_checkerboard(N, noise), True)

# Blobs: the centres are where the spread is 0; scikit-learn then draws around the same ones.
for classes in (2, 3, 10):
    given = ("blobs", f"classes={classes}", "spread=0")
    lines = ours(given[0], classes, *given[1:]) if classes >= 4 else ours(given[0], 6 * classes, *given[1:])
    centres = np.array([lines[lines[:, 2] == c][0, :2] for c in range(classes)])
    sizes = [N // classes + (i < N % classes) for i in range(classes)]
    alike(("blobs", f"classes={classes}"), make_blobs(sizes, centers=centres, random_state=3, shuffle=False))
places = np.concatenate([ours("blobs", 10, "classes=10", "spread=0", f"seed={seed}")[:, :2].ravel()
                         for seed in range(1, 101)])
p = kstest(places, "uniform", (-10, 20)).pvalue
assert p > LEAST_P, ("centres of blobs", p)
print(f"{tests} comparisons of distributions, {N} points each, smallest p {least:.3g}")

# --- the noise ---------------------------------------------------------------------------------------


def moments(values, mean, deviation, what):
    """Mean and deviation of normal values within five standard errors (all but 6 in 10^7 samples)."""
    n = len(values)
    assert abs(values.mean() - mean) < 5 * deviation / math.sqrt(n), (what, "mean", values.mean())
    assert abs(values.std(ddof=1) - deviation) < 5 * deviation / math.sqrt(2 * (n - 1)), \
        (what, "deviation", values.std(ddof=1))


for kind, field, factor in (("circles", "noise", 1), ("moons", "noise", 1), ("ffjord_circles", "noise", 3),
                            ("ffjord_moons", "noise", 2), ("ffjord_rings", "noise", 1),
                            ("swiss_roll", "noise", 1), ("ffjord_swissroll", "noise", .2),
                            ("blobs", "spread", 1), ("torchdyn_gaussians", "spread", 1)):
    clean, noisy = (ours(kind, N, *(["noise=0"] if field == "spread" else []), f"{field}={value}")
                    for value in (0, .25))
    for axis in (0, 1):
        moments(noisy[:, axis] - clean[:, axis], 0, .25 * factor, (kind, "xy"[axis]))
    both = np.corrcoef((noisy - clean)[:, :2].T)[0, 1]
    assert abs(both) < 5 / math.sqrt(N), (kind, "correlation", both)

# One shift for a whole Gaussian of torchdyn, of its own for each and each coordinate.
shifts = []
for seed in range(1, 101):
    pair = [ours("torchdyn_gaussians", 70, "spread=0", f"noise={s}", f"seed={seed}") for s in (0, .25)]
    moved = (pair[1] - pair[0])[:, :2].reshape(7, 10, 2)
    assert np.ptp(moved, axis=1).max() < 1e-12, "a shift within a Gaussian differs"
    shifts.append(moved[:, 0])
moments(np.concatenate(shifts).ravel(), 0, .25, "torchdyn's shifts")

# --- replaced labels ---------------------------------------------------------------------------------

for kind, classes in (("moons", 2), ("torchdyn_gaussians", 7)):
    before = None
    for part in (.1, .5, 1):
        clean, noisy = (ours("split", kind, 20000, f"label_noise={p}") for p in (0, part))
        assert (clean[:, [0, 1, 3]] == noisy[:, [0, 1, 3]]).all(), (kind, part, "points or split moved")
        train = clean[:, 3] == 1
        replaced = clean[:, 2] != noisy[:, 2]
        assert train.sum() == 16000 and not replaced[~train].any(), (kind, part, "a test label")
        assert replaced.sum() == round(part * 16000), (kind, part, replaced.sum())
        # The replacement is any other class with the same chance: 99.9999% of binomial counts.
        jump = ((noisy - clean)[replaced, 2] % classes).astype(int)
        for d in range(1, classes):
            low, high = binom.interval(1 - 1e-6, replaced.sum(), 1 / (classes - 1))
            assert low <= (jump == d).sum() <= high, (kind, part, d, (jump == d).sum())
        assert before is None or (replaced | ~before).all(), (kind, part, "less noise replaced another")
        before = replaced
print("noise and replaced labels as stated")
