"""`sweep` from outside: rows, summary, refusals, interruption.

    train_sweep.py PROGRAM
"""

import hashlib
import sys
import os
import json
import math
import re
import signal
import statistics
import subprocess
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, error, run, table

COLUMNS = ["lambda", "seed", "train_size", "train_accuracy", "test_accuracy", "loss", "cost",
           "action", "displacement", "straightness"]


def check_rows():
    done = run("sweep", "--lambda", "0:0.1:3", "--seeds", 3, "--train-sizes", "100,20", "--steps",
               200, "--out", "s.csv")
    rows = table(SCRATCH / "s.csv")
    assert list(rows[0]) == COLUMNS
    keys = [(row["train_size"], row["lambda"], row["seed"]) for row in rows]
    assert keys == [(size, weight, seed) for size in ("20", "100") for weight in ("0", "0.05", "0.1")
                    for seed in ("1", "2", "3")], keys
    for row in rows:
        values = {name: float(value) for name, value in row.items()}
        assert (values["test_accuracy"] * 2000).is_integer()
        assert math.isclose(values["action"], 9 * values["cost"], rel_tol=1e-9)
        assert math.isclose(values["straightness"], values["displacement"] / values["action"],
                            rel_tol=1e-9)
        assert 0 < values["straightness"] <= 1 + 1e-6

    # The summary has every mean and its interval by Student's t with 2 degrees of freedom.
    found = {}
    for line in done.stdout.splitlines():
        match = re.match(r" +(\d+) +([\d.]+) +3  ([\d.]+) ± ([\d.]+) ", line)
        if match:
            found[match[1], match[2]] = float(match[3]), float(match[4])
    assert len(found) == 6, done.stdout
    for (size, weight), (mean, half) in found.items():
        values = [float(row["test_accuracy"]) for row in rows
                  if (row["train_size"], row["lambda"]) == (size, weight)]
        assert abs(mean - statistics.mean(values)) < 6e-5
        assert abs(half - 4.303 * statistics.stdev(values) / math.sqrt(3)) < 6e-5

    # One thread gives the same bytes: runs do not depend on those beside them.
    run("sweep", "--lambda", "0:0.1:3", "--seeds", 3, "--train-sizes", "20,100", "--steps", 200,
        "--threads", 1, "--out", "t.csv")
    assert (SCRATCH / "s.csv").read_bytes() == (SCRATCH / "t.csv").read_bytes()
    check_bytes()
    check_plan()
    run("sweep", "--lambda", "0.1,0", "--seeds", 2, "--train-sizes", "20", "--steps", 200, "--out",
        "u.csv")
    few = table(SCRATCH / "u.csv")
    assert [row["lambda"] for row in few] == ["0", "0", "0.1", "0.1"]
    for row in few:
        same = next(r for r in rows if all(r[key] == row[key] for key in COLUMNS[:3]))
        assert abs(float(same["test_accuracy"]) - float(row["test_accuracy"])) < 0.02
    # Without --train-sizes: the whole training split.
    run("sweep", "--lambda", "0.03", "--seeds", 1, "--steps", 0, "--out", "v.csv")
    assert [row["train_size"] for row in table(SCRATCH / "v.csv")] == ["480"]


def check_bytes():
    """The table of lambda is that of version 0.1.0."""
    kernel = json.loads((SCRATCH / "s.json").read_text())["ran"]["instruction_set"]
    hash = hashlib.sha256((SCRATCH / "s.csv").read_bytes()).hexdigest()[:16]
    assert hash == {"avx512": "bc0dab181777e311", "avx2": "22c0641864d6ad1d", "plain": "41baf863ba6edaaa"}[kernel]


def check_plan():
    """The file beside a table says what it came from, and gives the table again."""
    text = (SCRATCH / "s.json").read_text()
    assert text == (SCRATCH / "t.json").read_text()
    plan = json.loads(text)
    assert plan["ran"].pop("instruction_set") in ("avx512", "avx2", "plain"), plan["ran"]
    assert plan["ran"] == {"device": "auto", "engine": "auto", "steps": 200, "sweep": {
        "lambda": [0, 0.05, 0.1], "train_sizes": [20, 100], "seeds": 3}}, plan["ran"]
    assert plan["network"]["layers"] == 9 and "compare" not in plan, plan
    swept = plan["ran"]["sweep"]
    run("sweep", "--config", "s.json", "--lambda", ",".join(map(str, swept["lambda"])), "--train-sizes",
        ",".join(map(str, swept["train_sizes"])), "--seeds", swept["seeds"], "--steps", plan["ran"]["steps"],
        "--out", "again.csv")
    for kind in ("csv", "json"):
        assert (SCRATCH / f"again.{kind}").read_bytes() == (SCRATCH / f"s.{kind}").read_bytes(), kind


OVER = ["seed", "diverged", "steps_to_90", "train_accuracy", "test_accuracy", "loss", "action", "displacement",
        "cost", "straightness", "train_size"]


def over(name, *arguments, seeds=1, steps=60):
    """The rows of a sweep over other settings."""
    done = run("sweep", *arguments, "--seeds", seeds, "--steps", steps, "--out", name + ".csv")
    return done.stdout, table(SCRATCH / (name + ".csv"))


def column(rows, name):
    return [row[name] for row in rows]


def check_over():
    out, rows = over("layers", "--over", "network.layers=2:6:3", seeds=2)
    assert list(rows[0]) == ["layers"] + OVER, list(rows[0])
    assert column(rows, "layers") == ["2", "2", "4", "4", "6", "6"] and column(rows, "seed") == ["1", "2"] * 3
    assert len(re.findall(r"(?m)^ +480 +[246] +2  0\.\d+ ± ", out)) == 3, out
    for row in rows:
        assert math.isclose(float(row["action"]), float(row["layers"]) * float(row["cost"]), rel_tol=1e-9)
        assert int(row["steps_to_90"]) % 5 in (0, 4) and row["diverged"] == "0" and row["train_size"] == "480"
    # A row is what one network alone comes to, and with --lambda the measures are the same.
    _, alone = over("alone", "--over", "network.seed=2", "--set", "network.layers=4", "--set", "dataset.seed=2",
                    "--set", "optimizer.seed=2")
    assert list(alone[0]) == ["network_seed"] + OVER
    trained = [name for name in OVER if name != "test_accuracy"]  # all seeds of a sweep have the first one's test points
    assert [alone[0][name] for name in trained] == [rows[3][name] for name in trained]
    _, weights = over("weights", "--over", "objective.lambda=0,0.05,0.1", "--train-sizes", "20,100", seeds=3, steps=200)
    for new, old in zip(weights, table(SCRATCH / "s.csv"), strict=True):
        assert all(new[name] == value for name, value in old.items()), (new, old)

    # Every path that a sweep is for; points, sizes and tests are those of the value.
    _, rows = over("noise", "--over", "dataset.noise=0,0.5")
    assert rows[0]["noise"] == "0" and rows[1]["test_accuracy"] < rows[0]["test_accuracy"]
    _, rows = over("hidden", "--over", "network.hidden=2:32:5", "--log", steps=2)
    assert column(rows, "hidden") == ["2", "4", "8", "16", "32"]
    _, rows = over("rate", "--over", "optimizer.learning_rate=0.001:0.1:3", "--log")
    assert column(rows, "learning_rate") == ["0.001", "0.01", "0.1"]
    _, rows = over("batch", "--over", "optimizer.batch=100, 10", "--threads", 1)
    assert column(rows, "batch") == ["10", "100"]
    _, rows = over("points", "--over", "dataset.points=50,100", steps=1)
    assert column(rows, "train_size") == ["40", "80"]
    assert json.loads((SCRATCH / "points.json").read_text())["ran"]["sweep"] == {
        "over": {"dataset.points": [50, 100]}, "train_sizes": [], "seeds": 1}
    check_steps_to_90()
    check_grid()
    check_over_refusals()


def check_steps_to_90():
    """The run that stops there has the accuracy, and not five steps before."""
    few = ("--set", "network.init.std=0.5", "--set", "dataset.points=200")
    _, rows = over("reach", *few, "--over", "optimizer.learning_rate=0,0.05", steps=400)
    assert rows[0]["steps_to_90"] == "-1"
    found = int(rows[1]["steps_to_90"])
    assert found > 5 and found % 5 == 0, found
    for steps, reached in ((found, True), (found - 5, False)):
        _, at = over(f"reach{steps}", *few, "--over", "optimizer.learning_rate=0.05", steps=steps)
        assert (float(at[0]["train_accuracy"]) >= 0.9) == reached, (steps, at)


def check_grid():
    grid = ("--over", "network.layers=2,3", "--over", "optimizer.learning_rate=0.001:0.1:3", "--log")
    out, rows = over("grid", *grid, seeds=2)
    assert list(rows[0]) == ["layers", "learning_rate"] + OVER
    keys = [(row["layers"], row["learning_rate"], row["seed"]) for row in rows]
    assert keys == [(layers, rate, seed) for layers in "23" for rate in ("0.001", "0.01", "0.1") for seed in "12"]
    assert out.splitlines()[1].split()[:4] == ["train_size", "layers", "learning_rate", "runs"], out
    over("grid1", *grid, "--threads", 1, seeds=2)
    assert (SCRATCH / "grid1.csv").read_bytes() == (SCRATCH / "grid.csv").read_bytes()
    plan = json.loads((SCRATCH / "grid.json").read_text())["ran"]["sweep"]
    assert plan["over"] == {"network.layers": [2, 3], "optimizer.learning_rate": [0.001, 0.01, 0.1]}, plan
    _, mixed = over("mixed", "--over", "objective.lambda=0,0.1", "--over", "network.layers=2,3", seeds=2)
    assert [float(row["action"]) for row in mixed[2:4]] != [float(row["action"]) for row in mixed[6:8]]


def check_over_refusals():
    def refused(*arguments):
        line = error("sweep", *arguments, "--out", "no.csv", code=2)
        assert not (SCRATCH / "no.csv").exists()
        return line

    for arguments, words in (
            (("network.layers=300",), "network.layers: 300 is out of range"),
            (("network.layers=2:3:3",), "network.layers: 2.5 is not a whole number"),
            (("network.layers=100:300:3",), "network.layers: 300"),
            (("network.activation=1",), "network.activation is not a number"),
            (("optimizer.shuffle=1",), "optimizer.shuffle is not a number"),
            (("network.layer=1",), "network.layers"), (("lerning_rate=1",), "optimizer.learning_rate"),
            (("stop.steps=1",), "stop.steps"), (("network.layers",), "PATH="), (("=1",), "PATH="),
            (("network.layers=",), "is not a number"), (("network.layers=1:2",), "first:last:count"),
            (("dataset.noise=1:0:3",), "first below last"), (("dataset.noise=x",), '"x" is not a number'),
            (("dataset.noise=nan",), "is not a number"), (("dataset.noise=-1",), "dataset.noise: -1"),
            (("network.layers=1,2", "--over", "network.layers=3,4"), "not twice"),
            (("network.layers=1", "--over", "network.hidden=1", "--over", "network.seed=1"), "one setting or two"),
            (("dataset.noise=0:1:3", "--log"), "above 0"), (("dataset.noise=0.1,1", "--log"), "--log"),
            (("dataset.noise=0.1,1", "--lambda", "0"), "--lambda"), (("dataset.points=50", "--train-sizes", "41"), "40")):
        line = refused("--over", *arguments)
        assert words in line, (arguments, line)
    assert "--over" in refused("--log", "--over", "dataset.noise=0.1:1:3")
    assert "--over" in refused("--log", "--lambda", "0")
    (SCRATCH / "points.csv").write_text("x,y,label\n" + "".join(f"{i % 7},{i % 3},{i % 2}\n" for i in range(40)))
    assert "dataset.noise" in refused("--data", "points.csv", "--over", "dataset.noise=0,1")
    _, rows = over("file", "--data", "points.csv", "--over", "network.layers=2,3", steps=3)
    assert column(rows, "train_size") == ["32", "32"]
    assert "--force" in error("sweep", "--over", "network.layers=2", "--out", "grid.csv")


def check_refusals():
    assert "--force" in error("sweep", "--lambda", 0, "--out", "s.csv")
    run("sweep", "--lambda", "0", "--seeds", 1, "--steps", 1, "--out", "s.csv", "--force")
    (SCRATCH / "w.json").write_text("somebody's")
    assert "w.json is there already" in error("sweep", "--lambda", 0, "--out", "w.csv")
    assert (SCRATCH / "w.json").read_text() == "somebody's"
    (SCRATCH / "w.json").unlink()
    assert ".csv" in error("sweep", "--lambda", 0, "--out", "w.json", code=2)
    assert "is a folder" in error("sweep", "--lambda", 0, "--out", ".")
    assert "no folder" in error("sweep", "--lambda", 0, "--out", "none/s.csv")
    for arguments in (("--lambda", "a"), ("--lambda", "0:1"), ("--lambda", "0:1:1"),
                      ("--lambda", "1:0:3"), ("--lambda", "0:1:2.5"), ("--lambda", "0,,1"),
                      ("--lambda", ""), ("--lambda", "-1"), ("--lambda", "1e9"), ("--lambda", "nan"),
                      ("--lambda", "0", "--seeds", 0), ("--lambda", "0", "--train-sizes", "0"),
                      ("--lambda", "0", "--train-sizes", "ten"),
                      ("--lambda", "0", "--train-sizes", "481"), ()):
        error("sweep", *arguments, "--out", "w.csv", code=2)
    error("sweep", "--lambda", "0", code=2)
    assert not (SCRATCH / "w.csv").exists()


def check_interruption(*over, at_once):
    process = subprocess.Popen(
        [PROGRAM, "sweep", *over, "--seeds", "10000", "--train-sizes", "20", "--steps", "300", "--out", "long.csv",
         "--force"],
        cwd=SCRATCH, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    seen = table(SCRATCH / "long.csv")  # complete at any time
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130 and time.monotonic() - sent < 5, (process.returncode, err)
    rows = table(SCRATCH / "long.csv")
    assert f"has the {len(rows)} runs" in err.splitlines()[-1] and not out, err
    assert len(rows) >= len(seen) > 0 and len(rows) % at_once == 0


check_rows()
check_over()
check_refusals()
check_interruption("--lambda", "0:1:4", at_once=4)
check_interruption("--over", "network.layers=2,3", at_once=1)
print("rows, summary, refusals, interruption: as the contract says")
