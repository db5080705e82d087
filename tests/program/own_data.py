"""The user's own points: a CSV file trains; the folder of a run trains again to the same bytes, also from
another place; an error in a file names its line. Usage: own_data.py leastaction"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
folder = tempfile.mkdtemp(prefix="la-own-data-")
FAST = ["--set", "network.layers=3", "--set", "network.hidden=8"]


def run(*arguments, cwd=folder):
    clean = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    begin = time.monotonic()
    done = subprocess.run([program, *map(str, arguments)], cwd=cwd, env=clean, capture_output=True,
                          text=True, timeout=120, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr, time.monotonic() - begin


def write(name, text):
    with open(os.path.join(folder, name), "w") as out:
        out.write(text)


def content(*path):
    with open(os.path.join(folder, *path), "rb") as data:
        return data.read()


def refused(name, expected, options=()):
    code, out, err, _ = run("train", "--data", name, "--steps", 1, "--out", "refused", *options)
    assert code == 1 and err.count("\n") == 1 and expected in err, (name, code, err)
    assert not os.path.exists(os.path.join(folder, "refused")), name
    return err.strip()


def rows(count, classes, seed=1):
    draw = random.Random(seed)
    lines = ["east;north;kind"]
    for i in range(count):
        c = draw.randrange(classes)
        lines.append(f"{draw.gauss(c, .2)};{draw.gauss(c % 3, .2)};kind {c}")
    return "\n".join(lines) + "\n"


try:
    # A file trains; the folder it leaves trains again to the same bytes, also from another place.
    write("points.csv", rows(300, 4))
    code, _, err, _ = run("train", "--data", "points.csv", *FAST, "--set", "dataset.standardise=true",
                          "--set", "dataset.label_noise=0.1", "--steps", 60, "--out", "first")
    assert code == 0, err
    config = json.loads(content("first", "config.json"))
    assert config["dataset"]["file"] == "data.csv", config["dataset"]
    assert config["ran"]["data"] == os.path.join(os.path.realpath(folder), "points.csv") or \
        config["ran"]["data"] == os.path.join(folder, "points.csv"), config["ran"]
    assert content("first", "data.csv").splitlines()[1].split(b",")[2].startswith(b"kind "), "names"
    shutil.move(os.path.join(folder, "first"), os.path.join(folder, "moved"))
    os.remove(os.path.join(folder, "points.csv"))
    code, _, err, _ = run("train", "--config", "moved/config.json", "--steps", 60, "--out", "again")
    assert code == 0, err
    for name in ("data.csv", "metrics.csv", "metrics_a.csv", "model.pt"):
        if os.path.exists(os.path.join(folder, "moved", name)):
            assert content("moved", name) == content("again", name), name
    # The model names its data, too.
    code, _, err, _ = run("train", "--init", "moved/model.pt", "--steps", 0, "--out", "initial")
    assert code == 0, err
    assert content("initial", "data.csv") == content("moved", "data.csv")

    # Errors in a file.
    text = rows(40, 3).split("\n")
    text[16] = "0.5;word;kind 1"
    text[30] = "nan;1;kind 0"
    write("bad.csv", "\n".join(text))
    print(refused("bad.csv", "bad.csv:17: 'word' is not a number; 1 more line is bad (31)"))
    write("empty.csv", "")
    print(refused("empty.csv", "empty.csv is empty"))
    print(refused("missing.csv", "No such file"))
    with open(os.path.join(folder, "large.csv"), "wb") as out:
        out.truncate(2 << 30)
    begin = time.monotonic()
    print(refused("large.csv", "2048 MiB, and at most 256 MiB of points are read"))
    assert time.monotonic() - begin < 10, "not refused unread"  # reading such a file takes longer
    code, _, err, _ = run("train", "--set", "dataset.kind=csv", "--steps", 1, "--out", "refused")
    assert code == 2 and "dataset.file" in err, (code, err)

    # Ten classes, a hundred thousand points.
    write("many.csv", rows(100000, 10))
    code, out, err, seconds = run("train", "--data", "many.csv", *FAST, "--steps", 200, "--out", "many")
    assert code == 0, err
    assert content("many", "metrics.csv").splitlines()[0].endswith(b"displacement_class_9,energy_0,energy_1,energy_2")
    print(f"100,000 points of 10 classes: 200 steps, all in {seconds:.1f} s")

    # Raw scales are said, by every command that reads points, and nothing is done about them.
    draw = random.Random(5)
    raw = ["id,Age,EstimatedSalary,Purchased"]
    for i in range(200):
        age, salary = draw.randrange(18, 60), 500 * draw.randrange(30, 300)
        raw.append(f"{i},{age},{salary},{int(age * 2500 + salary > 180000)}")
    write("raw.csv", "\n".join(raw))
    RAW = ["--data", "raw.csv", "--set", "dataset.columns=Age,EstimatedSalary,Purchased"]
    HINT = "leastaction: columns differ in scale by "
    WAY = ": standardise? --set dataset.standardise=true\n"
    code, _, err, _ = run("train", *RAW, *FAST, "--steps", 5, "--out", "raw")
    assert code == 0 and err.startswith(HINT) and err.endswith(WAY) and err.count("\n") == 1, err
    for command in (["train", "--config", "raw/config.json", "--steps", 5, "--out", "raw2"],
                    ["train", "--init", "raw/model.pt", "--steps", 0, "--out", "raw3"],
                    ["sweep", *RAW, *FAST, "--lambda", 0, "--seeds", 1, "--steps", 5, "--out", "raw.s.csv"]):
        code, _, err, _ = run(*command)
        assert code == 0 and HINT in err and WAY in err, (command, err)
    code, _, err, _ = run("train", *RAW, *FAST, "--set", "dataset.standardise=true", "--steps", 5, "--out", "scaled")
    assert code == 0 and err == "", err
    code, _, err, _ = run("train", "--config", "scaled/config.json", "--steps", 5, "--out", "scaled2")
    assert code == 0 and err == "", err
    write("huge.csv", "".join(f"{draw.gauss(0, 1)}e30,{draw.gauss(0, 1)}e30,{i % 2}\n" for i in range(100)))
    code, _, err, _ = run("train", "--data", "huge.csv", *FAST, "--steps", 50, "--out", "huge")
    assert code == 1 and "standardise" in err and "learning rate" not in err, err
    assert err.startswith("leastaction: values are as large as "), err

    # What was assumed is one line each; what is written is UTF-8.
    with open(os.path.join(folder, "latin.csv"), "wb") as out:
        out.write("".join(f"{i / 9},{i % 7 / 9},{('café', 'thé')[i % 2]}\n" for i in range(40)).encode("latin-1"))
    code, _, err, _ = run("train", "--data", "latin.csv", *FAST, "--steps", 5, "--out", "latin")
    assert code == 0 and err == "leastaction: latin.csv: it is not UTF-8 and is read as Windows-1252 (Latin-1)\n", err
    assert "caf\u00e9" in content("latin", "data.csv").decode("utf-8")
    code, _, err, _ = run("train", "--config", "latin/config.json", "--steps", 5, "--out", "latin2")
    assert code == 0 and err == "", err
    assert content("latin", "data.csv") == content("latin2", "data.csv")

    # A number of the command line has any form.
    write("points.csv", rows(300, 4))
    code, _, err, _ = run("train", "--data", "points.csv", *FAST, "--set", "objective.lambda=.1",
                          "--set", "optimizer.learning_rate=+1e\u22123", "--steps", 5, "--out", "forms")
    assert code == 0, err
    assert json.loads(content("forms", "config.json"))["objective"]["lambda"] == 0.1
    code, _, err, _ = run("sweep", "--data", "points.csv", *FAST, "--lambda", "0, .1,+.2", "--seeds", 1,
                          "--steps", 5, "--out", "forms.csv")
    assert code == 0, err
    assert [line.split(b",")[0] for line in content("forms.csv").splitlines()[1:]] == [b"0", b"0.1", b"0.2"]

    # A sweep tests on the file's own test points.
    write("points.csv", rows(300, 4))
    code, _, err, _ = run("sweep", "--data", "points.csv", *FAST, "--lambda", "0,0.1", "--seeds", 2,
                          "--train-sizes", "100,200", "--steps", 30, "--out", "sweep.csv")
    assert code == 0, err
    assert len(content("sweep.csv").splitlines()) == 9
finally:
    shutil.rmtree(folder, ignore_errors=True)
