"""`bench` reports every key with finite positive numbers, whatever the machine has or lacks.
Usage: bench_command.py leastaction"""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import run_program

SIZES = [(9, 2, 10), (9, 16, 64), (9, 16, 256), (20, 32, 256), (9, 64, 1024)]
KEYS = {
    "": {"version", "machine", "training", "observer", "frames", "lambda", "notes", "seconds"},
    "machine": {"processor", "instruction_set", "threads", "torch_version", "gl_renderer"},
    "training": {"engine", "layers", "hidden", "batch", "threads", "steps_per_s"},
    "observer": {"request", "points", "ms_p50", "ms_p99"},
    "frames": {"training", "show", "points", "layers", "width", "height", "frames", "ms_p50",
               "ms_p99", "steps_per_s"},
    "lambda": {"changes", "ms_p50", "ms_most"},
}


def no_constants(name):
    raise AssertionError(f"{name} is not JSON")


def bench(program, folder, *arguments, env=None, code=0):
    got = run_program.call(program, ["bench", *arguments], folder, env, limit=240)
    assert got.code == code, (arguments, got.code, got.err)
    return got


def report(program, folder, env=None):
    got = bench(program, folder, "--json", "--seconds", 1, env=env)
    found = json.loads(got.out, parse_constant=no_constants)
    check(found)
    # Standard error has the progress and what is missing, nothing else.
    said = [line for line in got.err.splitlines() if not line.startswith("bench ")]
    assert said == ["leastaction: " + note for note in found["notes"]], got.err
    return found


def check(found):
    assert set(found) == KEYS[""], set(found)
    assert set(found["machine"]) == KEYS["machine"]
    assert found["machine"]["processor"] and found["machine"]["threads"] >= 1
    assert found["machine"]["instruction_set"] in ("avx512", "avx2", "plain")
    for part in ("training", "observer", "frames", "lambda"):
        for row in found[part]:
            assert set(row) == KEYS[part], row
            for key, value in row.items():
                if isinstance(value, str):
                    assert value, row
                elif (part, key, row.get("training")) == ("frames", "steps_per_s", "paused"):
                    assert value == 0, row
                else:
                    assert math.isfinite(value) and value > 0, row
            if "ms_p50" in row:
                assert row["ms_p50"] <= row.get("ms_p99", row.get("ms_most")), row
            if "frames" in row:  # half of them took at least the median
                assert row["frames"] / 2 * row["ms_p50"] <= 1000 * found["seconds"], row
    threads = sorted({1, found["machine"]["threads"]})
    engines = ["fused"] + (["torch"] if found["machine"]["torch_version"] else [])
    assert [(r["layers"], r["hidden"], r["batch"], r["engine"], r["threads"])
            for r in found["training"]] == [(*size, engine, n) for size in SIZES
                                            for engine in engines for n in threads]
    assert [r["request"] for r in found["observer"]] == ["states", "field", "states_and_gauges"]
    frames = [(r["training"], r["show"], r["points"], r["layers"]) for r in found["frames"]]
    busy = ("running", "everything")
    assert frames == ([("paused", "opening", 600, 9), ("running", "opening", 600, 9),
                       *((*busy, points, 9) for points in (600, 1000, 10000, 100000)),
                       *((*busy, 600, layers) for layers in (3, 20, 64)),
                       ("running", "refined", 250, 32), ("running", "mean field", 2000, 1),
                       ("running", "mean field", 10000, 1), ("running", "stability", 250, 4)]
                      if found["machine"]["gl_renderer"] else []), frames
    assert len(found["lambda"]) == bool(found["machine"]["gl_renderer"])
    assert len(found["notes"]) == (not found["machine"]["gl_renderer"]) + (len(engines) == 1)
    assert math.isfinite(found["seconds"]) and found["seconds"] > 0


def interrupt(program, folder, number):
    with subprocess.Popen([program, "bench", "--json", "--seconds", "3000"], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        try:
            time.sleep(3)
            assert process.poll() is None, process.communicate()
            process.send_signal(number)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 130, (process.returncode, err)
    assert not out and "interrupted" in err.splitlines()[-1], (out, err)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="la-bench-") as folder:
        found = report(program, folder)
        if os.environ.get("LA_REQUIRE_GL") == "1":
            assert found["machine"]["gl_renderer"], found["notes"]
        assert found["machine"]["torch_version"], found["notes"]
        without_gl = report(program, folder, run_program.NO_GL)
        assert without_gl["machine"]["gl_renderer"] is None and not without_gl["frames"]
        assert without_gl["notes"][0].startswith("without frames: "), without_gl["notes"]

        # A copy of the program, without the module of LibTorch beside it.
        alone = shutil.copy(program, os.path.join(folder, "alone"))
        bare = report(alone, folder, run_program.NO_GL)
        assert bare["machine"]["torch_version"] is None
        assert bare["notes"][0].startswith("without LibTorch: "), bare["notes"]
        table = bench(alone, folder, "--seconds", 1, env=run_program.NO_GL).out
        for part in ("fused", "(9, 64, 1024)", "states and gauges", "no LibTorch; no OpenGL",
                     *bare["notes"]):
            assert part in table, (part, table)

        part = json.loads(bench(program, folder, "--json", "--seconds", 1, "--part", "observer").out)
        assert part["observer"] and not part["training"] and not part["frames"], part

        for wrong in (["--part", "all of it"], ["--seconds", "0"], ["--seconds", "nan"], ["--seconds", "1e9"], ["--seconds"],
                      ["--json", "yes"], ["--preset", "circles"], ["--quick"], ["there"]):
            got = bench(program, folder, *wrong, code=2)
            assert not got.out and len(got.err.splitlines()) == 1, (wrong, got.out, got.err)
            assert got.err.startswith("leastaction: "), got.err
        for number in (signal.SIGINT, signal.SIGTERM):
            interrupt(program, folder, number)
        assert os.listdir(folder) == ["alone"], os.listdir(folder)
    print(f"all keys, {len(found['training'])} trainings, {len(found['frames'])} kinds of frames in "
          f"{found['seconds']:.1f} s; without OpenGL, without LibTorch, interrupted")


if __name__ == "__main__":
    main()
