"""`meanfield` from outside: its tables, against NumPy and the closed forms; what it refuses.

    meanfield_command.py PROGRAM
"""

import json
import math
import os
import signal
import subprocess
import sys
import time

import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, error, run, table

SETS = ("--set", "shallow.alpha=1", "--set", "shallow.alpha_2=0.1")


def numbers(rows):
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0]}


def check_tables():
    done = run("meanfield", *SETS, "--time", 20, "--out", "m")
    rows = table(SCRATCH / "m/shallow.csv")
    assert list(rows[0]) == ("t,step,alpha,gamma,gamma_theory,phi,phi_fresh,phi_theory,x_star,hinge,"
                             "train_error,fresh_error,correlation,displacement").split(",")
    for alpha, gamma_20, phi_20 in (("1", 1.43461828, 0.25256194), ("0.1", 2.512867, 0.289726)):
        of = numbers([row for row in rows if row["alpha"] == alpha])
        assert list(of["step"]) == list(range(201))
        assert np.allclose(of["t"], of["step"] * 0.1)
        # The theory is that of the very nodes, whose variance is not quite 1.
        assert abs(of["gamma_theory"][-1] - gamma_20) < 0.05 and abs(of["phi_theory"][-1] - phi_20) < 0.02
        assert abs(of["gamma"] - of["gamma_theory"]).max() < 0.15
        assert abs(of["phi"] - of["phi_theory"])[20:].max() < 0.1
        assert all(of["phi_theory"][1:] <= of["phi_theory"][:-1])
        assert f"alpha {alpha:<8}" in done.stdout
    assert ": rich" in done.stdout and "t 20, step 200: 400 nodes, 2000 points" in done.stdout

    nodes = table(SCRATCH / "m/nodes.csv")
    for alpha in ("1", "0.1"):
        times = sorted({float(row["t"]) for row in nodes if row["alpha"] == alpha})
        assert times[0] == 0 and times[-1] == 20 and 40 < len(times) <= 65, len(times)
        at = {t: numbers([row for row in nodes if row["alpha"] == alpha and float(row["t"]) == t])
              for t in (0, 20)}
        first, last = at[0], at[20]
        assert list(last["node"]) == list(range(400))
        p, q = last["a"] + last["w_par"], first["a"] + first["w_par"]
        of = numbers([row for row in rows if row["alpha"] == alpha])
        assert math.isclose(math.log(p @ q / (q @ q)), of["gamma"][-1], rel_tol=1e-9)
        moved = ((last["a"] - first["a"]) ** 2 + (last["w_par"] - first["w_par"]) ** 2).mean()
        assert math.isclose(moved, of["displacement"][-1], rel_tol=1e-9)
        correlation = last["a"] @ last["w_par"] / math.sqrt((last["a"] @ last["a"]) *
                                                           (last["w_par"] @ last["w_par"]))
        assert math.isclose(correlation, of["correlation"][-1], rel_tol=1e-9)

    points = table(SCRATCH / "m/saturation.csv")
    for alpha in ("1", "0.1"):
        of = numbers([row for row in points if row["alpha"] == alpha])
        assert len(of["x_par"]) == 2000 and set(of["label"]) == {-1, 1}
        assert all(np.sign(of["x_par"]) == of["label"])
        # Far points are satisfied first, about when the theory says.
        both = np.isfinite(of["t_sat"]) & (of["t_theory"] < 20)
        assert both.sum() > 1000
        assert np.median(abs(of["t_sat"] - of["t_theory"])[both] / of["t_theory"][both]) < 0.1
        unsatisfied = numbers([row for row in rows if row["alpha"] == alpha])["phi"][-1]
        assert abs(np.isnan(of["t_sat"]).mean() - unsatisfied) < 0.02


def check_configuration():
    """A config.json, other points, noise, no theory; --force writes over."""
    (SCRATCH / "c.json").write_text(json.dumps(
        {"dataset": {"kind": "moons", "points": 100},
         "shallow": {"points": "dataset", "nodes": 50, "label_noise": 0.1, "batch": 7}}))
    done = run("meanfield", "--config", "c.json", "--time", 1.95, "--out", "d")
    assert "there is no theory" in done.stdout and "step 20: 50 nodes, 80 points, 20 fresh" in done.stdout
    rows = table(SCRATCH / "d/shallow.csv")
    assert all(row["gamma_theory"] == row["phi_theory"] == row["x_star"] == "" for row in rows)
    assert all(row["t_theory"] == "" for row in table(SCRATCH / "d/saturation.csv"))
    again = [(SCRATCH / "d" / name).read_bytes() for name in ("shallow.csv", "nodes.csv", "saturation.csv")]
    run("meanfield", "--config", "c.json", "--time", 1.95, "--out", "d", "--force")
    assert again == [(SCRATCH / "d" / name).read_bytes()
                     for name in ("shallow.csv", "nodes.csv", "saturation.csv")]
    run("meanfield", "--set", "shallow.label_noise=0.2", "--set", "stop.steps=3", "--time", 100, "--out", "n")
    points = table(SCRATCH / "n/saturation.csv")
    wrong = [row for row in points if (float(row["x_par"]) > 0) != (row["label"] == "1")]
    assert len(wrong) == 400 and all(row["t_theory"] == "" for row in wrong)
    assert max(int(row["step"]) for row in table(SCRATCH / "n/shallow.csv")) == 3
    run("meanfield", "--time", 0, "--out", "zero")
    assert len(table(SCRATCH / "zero/shallow.csv")) == 1


def check_session():
    """A session without a shallow run is refused; tests/window/mean_field.py goes on with one that has it."""
    run("train", "--preset", "circles", "--steps", 1, "--save", "none.session", "--out", "none")
    said = error("meanfield", "--session", "none.session", "--time", 1, "--out", "s", code=1)
    assert "has no shallow run" in said and "--preset" in said and not (SCRATCH / "s").exists(), said
    error("meanfield", "--session", "none.session", "--set", "shallow.nodes=4", "--time", 1, "--out", "s", code=2)


def check_refusals():
    for sets, said in (
            (("shallow.nodes=401",), "an even number"),
            (("shallow.alpha=0",), "shallow.alpha"),
            (("shallow.dimension=3", "shallow.points=circle"), "circle is in the plane"),
            (("shallow.nodes=100000",), "1600000000 bytes"),
            (("shallow.label_noise=0.5",), "shallow.label_noise"),
            (("shallow.width=3",), "unknown key")):
        flags = [word for assignment in sets for word in ("--set", assignment)]
        assert said in error("meanfield", *flags, "--time", 1, "--out", "x", code=2), sets
    for bad in ("-1", "nan", "x"):
        error("meanfield", "--time", bad, "--out", "x", code=2)
    said = error("meanfield", "--time", "1e9", "--set", "shallow.rate=1e-6", "--out", "x", code=2)
    assert "more than 1000000000 steps" in said, said
    said = error("meanfield", "--set", "shallow.points=dataset", "--set", "dataset.kind=blobs", "--set",
                 "dataset.classes=3", "--time", 1, "--out", "x", code=1)
    assert "3 classes" in said, said
    for option in ("--engine", "--device", "--threads", "--data"):
        error("meanfield", option, "cpu", "--time", 1, "--out", "x", code=2)
    assert not (SCRATCH / "x").exists()
    said = error("meanfield", "--time", 1, "--out", "m")
    assert "is there already" in said and "--force" in said, said


def check_other_commands():
    """What trains residual networks refuses the configuration; pictures and films show the shallow run."""
    preset = ("--preset", "mean-field-gap")
    for words in (("train", "--steps", 1), ("weights",), ("stability", "--steps", 1),
                  ("sweep", "--lambda", "0", "--seeds", 1, "--steps", 1)):
        out = "x.csv" if words[0] == "sweep" else "x"
        assert "shallow network" in error(*words, *preset, "--out", out, code=2), words
    for words, said in ((("--view", "storyboard"), "no layers"), (("--film", "depth", "--out", "x.mp4"), "no layers"),
                        (("--view", "mean-field", "--preset", "circles"), "residual networks")):
        flags = preset if "--preset" not in words else ()
        out = () if "--out" in words else ("--out", "x.png")
        assert said in error("render", *flags, *words, *out, "--steps", 1, code=2), words
    run("train", "--preset", "circles", "--steps", 1, "--save", "c.session", "--out", "c")
    said = error("render", "--session", "c.session", "--view", "mean-field", "--out", "x.png", code=2)
    assert "--preset" in said, said
    assert not list(SCRATCH.glob("x*"))


def check_endings():
    """Ctrl+C leaves the tables so far; a run that diverges says so and leaves its last finite nodes."""
    process = subprocess.Popen([PROGRAM, "meanfield", "--time", "1e6", "--out", "i"], cwd=SCRATCH,
                               stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130 and "interrupted at step" in said, (process.returncode, said)
    last = table(SCRATCH / "i/shallow.csv")[-1]
    assert f"interrupted at step {last['step']};" in said, (last, said)
    said = error("meanfield", "--set", "shallow.rate=1000", "--set", "shallow.label_noise=0.4", "--time",
                 "1e6", "--out", "o", code=1)
    assert "diverged at step" in said and "shallow.rate" in said, said
    assert all(math.isfinite(float(row["a"])) for row in table(SCRATCH / "o/nodes.csv"))


if __name__ == "__main__":
    check_tables()
    check_configuration()
    check_session()
    check_refusals()
    check_other_commands()
    check_endings()
