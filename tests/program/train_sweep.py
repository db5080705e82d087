"""`sweep` from outside: rows, summary, refusals, interruption.

    train_sweep.py PROGRAM
"""

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


def check_interruption():
    process = subprocess.Popen(
        [PROGRAM, "sweep", "--lambda", "0:1:4", "--seeds", "10000", "--train-sizes", "20",
         "--steps", "300", "--out", "long.csv"],
        cwd=SCRATCH, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    seen = table(SCRATCH / "long.csv")  # complete at any time
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130 and time.monotonic() - sent < 5, (process.returncode, err)
    rows = table(SCRATCH / "long.csv")
    assert f"has the {len(rows)} runs" in err.splitlines()[-1] and not out, err
    assert len(rows) >= len(seen) > 0 and len(rows) % 4 == 0


check_rows()
check_refusals()
check_interruption()
print("rows, summary, refusals, interruption: as the contract says")
