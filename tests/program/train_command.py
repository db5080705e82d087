"""`train` from outside: its files, same bytes for the same seed, refusals, interruption, divergence.

    train_command.py PROGRAM
"""

import sys
import os
import pathlib
import signal
import subprocess
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from run_program import PROGRAM, SCRATCH, config, error, files, run, table, train


def check_files():
    folder = train("files", steps=30)
    assert sorted(files(folder)) == ["config.json", "data.csv", "metrics.csv", "metrics_a.csv",
                                     "model.pt", "model.safetensors", "model_a.pt", "model_a.safetensors"]
    data = table(folder / "data.csv")
    assert len(data) == 600 and [row["split"] for row in data] == ["train"] * 480 + ["test"] * 120
    assert {row["label"] for row in data} == {"0", "1"}
    rows = table(folder / "metrics.csv")
    assert [row["step"] for row in rows] == [str(step) for step in range(31)]
    assert rows[-1]["epoch"] == "3" and rows[0]["lambda"] == "0.03"  # 8 steps an epoch
    assert table(folder / "metrics_a.csv")[0]["lambda"] == "0"
    for row in rows:
        energy = sum(float(row[f"energy_{k}"]) for k in range(9))
        assert abs(float(row["cost"]) - energy) < 1e-9 * energy
        assert abs(float(row["action"]) - 9 * energy) < 1e-8 * energy
        assert float(row["action"]) >= float(row["displacement"])
    ran = config(folder)["ran"]
    assert ran["steps"] == 30 and ran["device"].startswith("cpu") and ran["engine"]
    # 0 steps leave the first weights and one row.
    assert len(table(train("none", steps=0) / "metrics.csv")) == 1
    assert table(folder / "metrics.csv")[0] == table(SCRATCH / "none/metrics.csv")[0]
    # One network has no A.
    assert sorted(files(train("one", steps=0, sets=["compare=null"]))) == [
        "config.json", "data.csv", "metrics.csv", "model.pt", "model.safetensors"]
    steps = [int(row["step"]) for row in table(train("rows", "--every", 7, steps=30) / "metrics.csv")]
    assert steps == [0, 7, 14, 21, 28, 30], steps
    steps = [int(row["step"]) for row in table(train("many", steps=4001) / "metrics.csv")]
    assert steps == [*range(0, 4001, 4), 4001]


def check_same_bytes():
    with_torch = (pathlib.Path(PROGRAM).parent / "libleastaction_torch.so").exists()
    for engine in ("auto", "torch") if with_torch else ("auto",):
        one = files(train(f"{engine}1", "--engine", engine, steps=600))
        time.sleep(1.1)  # no file contains the time
        again = files(train(f"{engine}2", "--engine", engine, steps=600))
        assert one == again, [name for name in one if one[name] != again[name]]
        two = files(train(f"{engine}3", "--engine", engine, "--threads", 2, steps=600))
        assert one == two, [name for name in one if one[name] != two[name]]
        # config.json is enough to repeat the run.
        same = files(train(f"{engine}4", "--config", f"{engine}1/config.json", "--engine", engine,
                           steps=600))
        assert one == same, [name for name in one if one[name] != same[name]]
    # Another seed is another run.
    assert files(train("seed", steps=600, sets=["network.seed=2"]))["model.pt"] != one["model.pt"]


def check_refusals():
    before = files(SCRATCH / "files")
    line = error("train", "--steps", 1, "--out", "files")
    assert "files is not empty" in line and "--force" in line, line
    assert files(SCRATCH / "files") == before
    train("files", "--force", steps=1, sets=["compare=null"])
    assert sorted(files(SCRATCH / "files")) == ["config.json", "data.csv", "metrics.csv", "model.pt",
                                              "model.safetensors"]
    (SCRATCH / "file").write_text("")
    assert "is a file" in error("train", "--steps", 1, "--out", "file")
    assert "file/below" in error("train", "--steps", 1, "--out", "file/below")
    assert "/proc/none" in error("train", "--steps", 1, "--out", "/proc/none")
    wrong = [("--steps", -1, "--out", "w"), ("--steps", "many", "--out", "w"), ("--steps", 1),
             ("--out", "w"), ("--steps", 1, "--out", "w", "--every", 0),
             ("--steps", 1, "--out", "w", "--set", "optimizer.batch=0"),
             ("--steps", 1, "--out", "w", "--set", "nothing=1"),
             ("--steps", 1, "--out", "w", "--set", "ran.steps=1"),
             ("--steps", 1, "--out", "w", "--preset", "nobody"),
             ("--steps", 1, "--out", "w", "--engine", "steam"),
             ("--steps", 1, "--out", "w", "--device", "abacus")]
    for arguments in wrong:
        error("train", *arguments, code=2)
    assert "cuda:77" in error("train", "--steps", 1, "--out", "w", "--device", "cuda:77")
    assert not (SCRATCH / "w").exists()


def check_interruption():
    for number in (signal.SIGINT, signal.SIGTERM):
        name = f"stopped{int(number)}"
        process = subprocess.Popen([PROGRAM, "train", "--steps", "1000000000", "--out", name],
                                   cwd=SCRATCH, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True)
        while not (SCRATCH / name).exists():
            time.sleep(0.01)
        time.sleep(1.5)
        sent = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 130, (process.returncode, err)
        assert time.monotonic() - sent < 5
        assert out.startswith("engine: ") and len(out.splitlines()) == 1, out
        assert "interrupted at step" in err.splitlines()[-1], err
        folder = SCRATCH / name
        assert len(files(folder)) == 8 and not list(folder.glob("*.partial*"))
        step = config(folder)["ran"]["steps"]
        assert step > 0
        rows = table(folder / "metrics.csv")
        assert (rows[0]["step"], rows[-1]["step"]) == ("0", str(step))
        train(f"on{int(number)}", "--init", f"{name}/model.pt", steps=0)
        # The files are those of a run of as many steps.
        if step < 300000:
            same = train(f"same{int(number)}", steps=step)
            assert (same / "model.pt").read_bytes() == (folder / "model.pt").read_bytes()


def check_divergence():
    line = error("train", "--steps", 3000, "--out", "burst", "--set", "optimizer.kind=sgd", "--set",
                 "optimizer.learning_rate=1000", trained=True)
    assert "diverged at step" in line and "burst" in line, line
    folder = SCRATCH / "burst"
    assert len(files(folder)) == 8
    assert "diverged" in config(folder)["ran"]
    for name in ("metrics.csv", "metrics_a.csv", "config.json"):
        text = (folder / name).read_text().lower()
        assert "nan" not in text and "inf" not in text, name
    rows = table(folder / "metrics.csv")
    assert int(rows[-1]["step"]) == config(folder)["ran"]["steps"]
    train("after", "--init", "burst/model.pt", steps=0)  # the weights are finite


def check_stop():
    done = run("train", "--steps", 3000, "--out", "early", "--set", "stop.accuracy=0.95")
    last = done.stdout.splitlines()[-1]
    step = config(SCRATCH / "early")["ran"]["steps"]
    assert 0 < step < 3000 and step % 8 == 0, step  # at the end of an epoch
    assert last.startswith(f"stopped at step {step}: test accuracy "), last
    rows = table(SCRATCH / "early" / "metrics.csv")
    assert int(rows[-1]["step"]) == step and float(rows[-1]["test_accuracy"]) >= 0.95, rows[-1]
    error("train", "--steps", 5, "--out", "never", "--set", "stop.accuracy=2", code=2)


check_files()
check_same_bytes()
check_refusals()
check_interruption()
check_divergence()
check_stop()
print("files, bytes, refusals, interruption, divergence, stop: as the contract says")
