"""Measures what the program promises of its speed, and prints it beside each bar: frames, steps with the
window open, lambda to screen, start-up, memory. The test fails only where something cannot be measured,
not where it is slow. Numbers to rely on need an idle machine and more seconds.
Usage: speed_bars.py leastaction [SECONDS]"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def line(what, measured, unit, bar, met):
    print(f"{what:<58} {measured:>9.4g} {unit:<8} bar {bar:>8}  {'met' if met else 'MISSED'}", flush=True)


# What the frames are measured of: the two networks as they open, with every plot, and the scenes of
# the other laboratories.
SCENES = ([("paused", "opening", 600, 9), ("running", "opening", 600, 9)]
          + [("running", "everything", points, 9) for points in (600, 1000, 10000, 100000)]
          + [("running", "everything", 600, layers) for layers in (3, 20, 64)]
          + [("running", "refined", 250, 32), ("running", "mean field", 2000, 1),
             ("running", "mean field", 10000, 1), ("running", "stability", 250, 4)])


def frame_bars(row):
    """The bars of a scene, median and 99 in 100 in ms; None where nothing is promised."""
    if row["points"] == 10000:
        return 33.4, 50
    return (16.7, 33) if (row["points"], row["layers"]) == (600, 9) or \
        row["show"] in ("refined", "mean field", "stability") else None


def frames(program, seconds):
    out = subprocess.run([program, "bench", "--json", "--part", "frames", "--seconds", str(seconds)],
                         check=True, capture_output=True, text=True, timeout=60 + 5 * seconds).stdout
    report = json.loads(out)
    measured = [tuple(row[key] for key in ("training", "show", "points", "layers"))
                for row in report["frames"]]
    assert measured == SCENES, report
    assert all(row["frames"] >= 10 for row in report["frames"]), report
    assert report["lambda"][0]["changes"] >= 3, report
    for row in report["frames"]:
        name = f"{row['training']}, shows {row['show']}, {row['points']} points, {row['layers']} layers"
        bars = frame_bars(row)
        if bars and row["training"] == "running":
            line(f"frame p50: {name}", row["ms_p50"], "ms", f"{bars[0]} ms", row["ms_p50"] <= bars[0])
            line(f"frame p99: {name}", row["ms_p99"], "ms", f"{bars[1]} ms", row["ms_p99"] <= bars[1])
        else:
            print(f"frame p50, p99: {name}: {row['ms_p50']:.4g}, {row['ms_p99']:.4g} ms")
    change = report["lambda"][0]
    line(f"lambda to its flow on screen, median of {change['changes']}", change["ms_p50"], "ms", "150 ms",
         change["ms_p50"] <= 150)


def start(desktop, program, folder):
    """(seconds to the first frame, seconds to test accuracy 0.95 at full speed, MiB resident)"""
    out = os.path.join(folder, "out")
    with drive.Program(desktop, program, "--stop-at", "1000000000", "--out", out) as app:
        begin = app.started
        first = drive.wait_until(lambda: "step" in app.state() and time.monotonic() - begin, 30,
                                 "the first frame", every=0.002)
        good = lambda s: s["members"] and all(m["test_accuracy"] >= 0.95 for m in s["members"])
        solved = drive.wait_until(lambda: good(app.state()) and time.monotonic() - begin, 60,
                                  "test accuracy 0.95", every=0.002)
        time.sleep(2)
        with open(f"/proc/{app.pid}/status", encoding="ascii") as status:
            resident = next(int(l.split()[1]) for l in status if l.startswith("VmRSS")) / 1024
    return first, solved, resident


def with_window(desktop, program, folder, seconds):
    """Steps per second of the opening preset, A and B, at full speed with the window open."""
    with drive.Program(desktop, program, "--stop-at", "1000000000",
                       "--out", os.path.join(folder, "out2")) as app:
        app.wait(lambda s: s["step"] > 1000, 30, "1000 steps")
        first, begin = app.wait_fresh()["step"], time.monotonic()
        time.sleep(seconds)
        return (app.wait_fresh()["step"] - first) / (time.monotonic() - begin)


def alone(program, folder, steps):
    """The same without a window: two runs of different length, so that the start does not count."""
    took = []
    for part in (1, 2):
        begin = time.monotonic()
        out = tempfile.mkdtemp(dir=folder)
        subprocess.run([program, "train", "--preset", "circles", "--steps", str(steps * part), "--out",
                        os.path.join(out, "run")], check=True, capture_output=True, timeout=600)
        took.append(time.monotonic() - begin)
    return steps / max(took[1] - took[0], 1e-3)


def main():
    program, seconds = os.path.abspath(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 6
    drive.require("Xvfb", program)
    frames(program, seconds)
    with tempfile.TemporaryDirectory(prefix="la-speed-") as folder, drive.Desktop(1600, 900) as desktop:
        starts = [start(desktop, program, folder) for _ in range(3 if seconds < 20 else 7)]
        first, solved, resident = (statistics.median(column) for column in zip(*starts))
        line("start to the first frame", first, "s", "0.6 s", first <= 0.6)
        line("start to test accuracy 0.95 on screen", solved, "s", "1 s", solved <= 1)
        line("resident memory, opening preset", resident, "MiB", "350 MB", resident * 1.048576 <= 350)
        window, train = [], []
        for _ in range(1 if seconds < 20 else 3):  # side by side
            window.append(with_window(desktop, program, folder, seconds / 3))
            train.append(alone(program, folder, round(40000 * max(1, seconds / 6))))
        share = 100 * statistics.median(window) / statistics.median(train)
        line(f"steps/s with the window of {statistics.median(train):,.0f}/s without", share, "%", "60 %",
             share >= 60)


if __name__ == "__main__":
    main()
