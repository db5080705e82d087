"""`stability` from outside: its tables; a regular and a chaotic training told apart; what it refuses.

    stability_command.py PROGRAM
"""

import json
import math
import os
import sys

import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import SCRATCH, error, run, table, train

MOONS = {"dataset": {"kind": "moons", "points": 250, "noise": 0.3, "test_fraction": 0.2},
         "network": {"layers": 4, "hidden": 8, "activation": "tanh", "scale": "1/L", "seed": 2,
                     "head": {"kind": "learned"}},
         "objective": {"mode": "none"},
         "optimizer": {"kind": "sgd", "learning_rate": 2.2, "batch": 200, "shuffle": False},
         "compare": {"optimizer.learning_rate": 0.1}}


def write(name, **changes):
    (SCRATCH / name).write_text(json.dumps({**MOONS, **changes}))
    return name


def column(rows, member, name):
    return np.array([float(row[name] or "nan") for row in rows if row["member"] == member])


def check_tables():
    """Two rates: at the small one the training is regular and its twin stays; at the other the first
    exponents are positive, and the twin ends as another network."""
    done = run("stability", "--config", write("moons.json"), "--steps", 900, "--vectors", 8, "--window",
               50, "--covariant", 200, "--twin", "1e-7", "--out", "s")
    rows = table(SCRATCH / "s/ftle.csv")
    assert list(rows[0]) == ["step", "member", "loss", "eta_lambda_max", "edge", "twin",
                             *(f"ftle_{i}" for i in range(1, 9)), *(f"mean_{i}" for i in range(1, 9)),
                             "sum"]
    for member in "AB":
        steps = column(rows, member, "step")
        assert list(steps) == list(range(901))
        mean = np.array([column(rows, member, f"mean_{i}") for i in range(1, 9)])
        ftle = np.array([column(rows, member, f"ftle_{i}") for i in range(1, 9)])
        assert np.isnan(mean[:, 0]).all() and np.isfinite(mean[:, 1:]).all()
        assert np.allclose(mean.sum(axis=0)[1:], column(rows, member, "sum")[1:], atol=1e-12)
        sums = mean * steps
        assert np.allclose(50 * ftle[:, 51:], sums[:, 51:] - sums[:, 1:-50], atol=1e-9)
        assert (column(rows, member, "edge") == 2).all()
        twin = column(rows, member, "twin")
        assert abs(twin[1] / 1e-7 - 1) < 1
        print(f"{member}: FTLE {np.round(ftle[:3, -1], 4)}, last 450 steps "
              f"{(sums[0, -1] - sums[0, 450]) / 450:.4f}, twin {twin[-1]:.2g}, e lambda_max "
              f"{column(rows, member, 'eta_lambda_max')[-1]:.3f}")
        if member == "A":
            assert abs(sums[0, -1] - sums[0, 450]) / 450 < 0.002 and np.nanmax(twin) < 1e-5
            # Until rounding the distance of the twin is the tangent vector's length.
            assert np.allclose(np.log(twin[1:] / 1e-7), sums[0, 1:], atol=1e-3)
        else:
            assert (sums[0, -1] - sums[0, 450]) / 450 > 0.1 and twin[-1] > 0.01
    assert "A  loss" in done.stdout and "B  loss" in done.stdout and "of 8 positive" in done.stdout
    covariant = table(SCRATCH / "s/covariant.csv")
    assert len(covariant) == 40
    for row in covariant:
        shares = [float(row[name]) for name in ("layer_1", "layer_2", "layer_3", "layer_4", "head")]
        assert math.isclose(sum(shares), 1, rel_tol=1e-9)
        angles = [float(value) for name, value in row.items() if name.startswith("angle_")]
        assert len(angles) == 28 and all(0 <= angle <= 90 for angle in angles)


def check_sum_rule():
    """All vectors there can be of the head and one unit: det J is mu per parameter and step."""
    small = {**MOONS["network"], "layers": 1, "hidden": 1}
    optimizer = {**MOONS["optimizer"], "kind": "momentum", "learning_rate": 0.05, "momentum": 0.9}
    config = write("momentum.json", network=small, optimizer=optimizer, compare={})
    run("stability", "--config", config, "--steps", 400, "--vectors", 13, "--out", "m")
    last = table(SCRATCH / "m/ftle.csv")[-1]
    # The upper 13 of 26 exponents, the sum of all of which is 13 ln mu.
    assert 13 * math.log(0.9) / 2 < float(last["sum"]) < 0.5, last
    assert math.isclose(float(last["edge"]), 3.8, rel_tol=1e-12)


def check_sessions_and_train():
    """A session goes on; `train` leaves the table where the configuration asks for it, and the same
    metrics as without."""
    config = write("b.json", compare={})
    plain = train("plain", "--config", config, "--save", "s.session", steps=60)
    measured = train("measured", "--config", config, steps=60, sets=["stability.vectors=4"])
    assert not (plain / "ftle.csv").exists()
    assert (plain / "metrics.csv").read_bytes() == (measured / "metrics.csv").read_bytes()
    rows = table(measured / "ftle.csv")
    assert len(rows) == 61 and rows[-1]["ftle_4"] and "ftle_5" not in rows[-1]
    assert "stability" not in json.loads((plain / "config.json").read_text())
    assert json.loads((measured / "config.json").read_text())["stability"]["vectors"] == 4
    run("stability", "--session", "s.session", "--steps", 90, "--out", "on")
    rows = table(SCRATCH / "on/ftle.csv")
    assert int(rows[-1]["step"]) == 90 and rows[-1]["mean_1"]
    said = error("stability", "--session", "s.session", "--steps", 60, "--out", "x", code=2)
    assert "is at step 60 already" in said, said


def check_sweep():
    """Over the rate: order, then chaos, in every seed; where a run diverges the cells are empty."""
    run("sweep", "--config", write("by_rate.json", compare={}), "--over",
        "optimizer.learning_rate=0.1,2.2,900", "--seeds", 3, "--steps", 900, "--engine", "double",
        "--measure", "stability", "--out", "rates.csv")
    rows = table(SCRATCH / "rates.csv")
    for row in rows:
        rate = float(row["learning_rate"])
        if rate == 900:
            assert row["diverged"] == "1" and row["ftle"] == row["positive"] == "", row
        elif rate == 0.1:
            assert abs(float(row["ftle"])) < 0.002 and row["positive"] == "0", row
        else:
            assert float(row["ftle"]) > 0.02 and row["positive"] == "1", row
    print("rate 2.2: FTLE", [row["ftle"] for row in rows if row["learning_rate"] == "2.2"])


def check_divergence():
    said = error("stability", "--config", write("wild.json", compare={}), "--set",
                 "optimizer.learning_rate=900", "--steps", 400, "--out", "wild")
    assert "diverged at step" in said and "has the steps before" in said, said
    assert len(table(SCRATCH / "wild/ftle.csv")) > 1


def check_refusals():
    one = write("one.json", compare={})
    small = [part for item in ("network.layers=1", "network.hidden=1", "network.head.kind=far")
             for part in ("--set", item)]
    begin = ("stability", "--config", one, "--steps", 10)
    said = error(*begin, *small, "--vectors", 8, "--out", "x", code=2)
    assert "7 parameters have no 8 directions" in said, said
    for option, value, word in (("--vectors", 17, "16"), ("--window", 0, "window"),
                                ("--twin", "1e-15", "rounding"), ("--twin", "0.1", "0.01"),
                                ("--covariant", 20001, "20000"), ("--vectors", "x", "vectors")):
        said = error(*begin, option, value, "--out", "x", code=2)
        assert word in said, said
    said = error(*begin, "--twin", "1e-7", "--engine", "fused", "--out", "x", code=2)
    assert "--engine double" in said, said
    said = error(*begin, "--set", "compare.stability.vectors=3", "--out", "x", code=2)
    assert "measured together" in said, said
    said = error("sweep", "--config", one, "--over", "stability.window=5,10", "--out", "x.csv", code=2)
    assert "changes nothing" in said, said
    assert not (SCRATCH / "x").exists()
    said = error("stability", "--config", one, "--steps", 10, "--out", "s")
    assert "is there already" in said and "--force" in said, said
    done = run("stability", "--config", one, "--steps", 10, "--out", "s", "--force")
    assert "FTLE" in done.stdout
    done = run("stability", "--config", one, "--set", "network.layers=200", "--set", "network.hidden=16",
               "--vectors", 3, "--steps", 2, "--out", "many")
    assert "16406 parameters: 2 vectors instead of 3" in done.stderr, done.stderr


if __name__ == "__main__":
    check_tables()
    check_sum_rule()
    check_sessions_and_train()
    check_sweep()
    check_divergence()
    check_refusals()
