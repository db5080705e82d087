"""Compares the theory of shallow networks with SciPy: gamma' = (1/2 sqrt d) [(1 - eps) I(x*) - eps
I(inf)], integrated by DOP853, with I and phi as integrals over the density of |x_par|."""

import math
import subprocess
import sys

import numpy
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq

TIMES = (0.05, 0.5, 1, 2, 3, 5, 10, 20, 50, 100)


def density(points, gap):
    """Of |x_par|, and where it ends."""
    if points == "circle":
        return lambda x: 2 / math.pi / math.sqrt(1 - x * x), 0, 1
    return lambda x: math.sqrt(2 / math.pi) * math.exp(-(x - gap) ** 2 / 2), gap, gap + 12


def within(points, gap, power):
    """x -> the integral of density |x|^power below x, as a dense table: one solve, not a quad a call."""
    f, low, high = density(points, gap)
    if points == "circle":  # |x_par| = sin s of uniform s
        table = solve_ivp(lambda s, y: [2 / math.pi * math.sin(s) ** power], (0, math.pi / 2), [0.0],
                          method="DOP853", rtol=1e-13, atol=1e-15, dense_output=True)
        return lambda x: table.sol(math.asin(min(x, 1)))[0]
    table = solve_ivp(lambda x, y: [f(x) * x ** power], (low, high), [0.0], method="DOP853",
                      rtol=1e-13, atol=1e-15, max_step=0.05, dense_output=True)
    return lambda x: table.sol(min(max(x, low), high))[0]


def check(case, row):
    points, gap, eps, alpha, margin, d, s2, times, distance = case
    gap = gap if points == "gap" else 0
    inside, part = within(points, gap, 1), within(points, gap, 0)
    f, low, high = density(points, gap)
    whole = quad(lambda x: f(x) * x, low, high, epsabs=1e-13, limit=200)[0]
    reach = 2 * margin * math.sqrt(d) / (alpha * s2)

    def x_star(gamma):
        return reach / math.sinh(2 * gamma) if gamma > 0 else math.inf

    def rate(t, gamma):
        return [((1 - eps) * inside(min(x_star(gamma[0]), 1e9)) - eps * whole) / (2 * math.sqrt(d))]

    # Everything is unsatisfied until x* has passed the farthest point: no step goes across that.
    corner = math.asinh(reach / high) / 2
    begin = corner / ((1 - 2 * eps) * whole / (2 * math.sqrt(d)))
    after = solve_ivp(rate, (begin, max(*times, begin) * 4 + 1), [corner], method="DOP853", rtol=1e-12,
                      atol=1e-13, dense_output=True)
    worst = 0.0
    for t, (own_t, gamma, x, phi) in zip(times, numpy.reshape(row[:-2], (-1, 4))):
        assert own_t == t
        expected = t * corner / begin if t < begin else after.sol(t)[0]
        errors = [gamma - expected, phi - part(min(x_star(expected), 1e9))]
        if expected > 0 and x < 1e3:
            errors.append(x / x_star(expected) - 1)
        worst = max(worst, *map(abs, errors))
        assert worst < 1e-8, (case, t, errors)
    saturated, end = row[-2:]
    gamma = math.asinh(reach / distance) / 2
    if gamma < end and after.sol(after.t[-1])[0] > gamma > corner:
        t = brentq(lambda t: after.sol(t)[0] - gamma, begin, after.t[-1], xtol=1e-12)
        assert abs(saturated / t - 1) < 1e-8, (case, saturated, t)
        return worst, 1
    assert saturated == math.inf or saturated <= begin or saturated > after.t[-1], case
    return worst, 0


cases = []
for points in ("gaussian", "circle", "gap"):
    for eps in (0, 0.05, 0.3):
        for alpha in (1e-3, 0.1, 1, 10, 1000):
            cases.append((points, 0.3, eps, alpha, 1, 2, 1, TIMES, 0.6))
        if points != "circle":
            cases.append((points, 1.5, eps, 1, 3, 100, 0.9, TIMES, 1.9))
text = "\n".join(" ".join(map(str, (*case[:7], len(case[7]), *case[7], case[8]))) for case in cases)
lines = subprocess.run([sys.argv[1]], check=True, capture_output=True,
                       input=text.encode()).stdout.decode().splitlines()
assert len(lines) == len(cases)
found = [check(case, [float(word) for word in line.split()]) for case, line in zip(cases, lines)]
saturated = sum(count for _, count in found)
assert saturated > len(cases) / 3, saturated
print(f"{len(cases)} theories at {len(TIMES)} times and {saturated} times of satisfaction, "
      f"largest difference {max(worst for worst, _ in found):.3g}")
