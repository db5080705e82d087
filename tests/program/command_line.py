"""The command line: good input does what it says; an interrupted command leaves nothing behind.
Usage: command_line.py leastaction"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
from run_program import call, film, png_config, png_pixels, png_size


def ok(program, arguments, folder, env=None):
    got = call(program, arguments, folder, env)
    assert got.code == 0, (arguments, got.code, got.err)
    assert got.err == "", (arguments, got.err)
    return got


def texts(program, folder):
    version = ok(program, ["--version"], folder).out
    assert re.fullmatch(r"leastaction \d+\.\d+\.\d+\n", version), version
    usage = ok(program, ["--help"], folder).out
    for word in ("--preset", "--config", "--set", "--device", "--screenshot", "--state", "render", "presets"):
        assert word in usage, word
    assert "--out" in ok(program, ["render", "--help"], folder).out
    presets = ok(program, ["presets"], folder).out
    names = [line.split()[0] for line in presets.splitlines() if line[:1].strip()]
    assert names[0] == "circles" and "moons" in names, names
    assert os.listdir(folder) == []
    print(version.strip() + ";", "presets:", ", ".join(names))
    return names


def screenshots(program, names, folder):
    read = []
    for name in ("one.png", "two.png"):
        got = ok(program, ["--screenshot", name, "--after-steps", "60", "--size", "960x540"], folder)
        assert png_size(os.path.join(folder, name)) == (960, 540)
        with open(os.path.join(folder, name), "rb") as file:
            read.append(file.read())
    assert read[0] == read[1], "two runs give different pictures"
    ok(program, ["--screenshot", "one.png", "--after-steps", "61", "--size", "960x540"], folder)
    with open(os.path.join(folder, "one.png"), "rb") as file:
        assert file.read() != read[1], "another step gives the same picture"
    ok(program, ["--screenshot", "big.png", "--after-steps", "0", "--size", "800x450", "--scale", "2"], folder)
    assert png_size(os.path.join(folder, "big.png")) == (1600, 900)
    for name in names:
        ok(program, ["--preset", name, "--screenshot", "p.png", "--after-steps", "5", "--size", "640x400"], folder)
    # A changed preset loses its name.
    ok(program, ["--screenshot", "one.png", "--after-steps", "0", "--size", "960x540"], folder)
    ok(program, ["--set", "network.seed=1", "--screenshot", "two.png", "--after-steps", "0", "--size",
                 "960x540"], folder)
    one, two = (png_pixels(os.path.join(folder, name)) for name in ("one.png", "two.png"))
    assert (one[:36, 500:] != two[:36, 500:]).any(), "the chooser says the name of a preset that it is not"
    config = {"dataset": {"kind": "moons", "points": 100}, "network": {"layers": 3, "hidden": 4}}
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file)
    ok(program, ["--config", "config.json", "--set", "objective.lambda=0.1", "--set", "optimizer.batch=7",
                 "--screenshot", "p.png", "--after-steps", "5", "--size", "640x400"], folder)
    assert set(os.listdir(folder)) == {"one.png", "two.png", "big.png", "p.png", "config.json"}
    print(f"screenshots: {len(read[0])} bytes, twice the same; {got.seconds:.1f} s for 60 steps")


def pictures(program, folder):
    story = ok(program, ["render", "--view", "storyboard", "--steps", "200", "--out", "story.png"], folder)
    assert png_size(os.path.join(folder, "story.png")) == (1920, 780)
    ok(program, ["render", "--steps", "50", "--size", "500x400", "--theme", "light", "--depth", "9",
                 "--out", "flow.png"], folder)
    assert png_size(os.path.join(folder, "flow.png")) == (500, 400)
    assert set(os.listdir(folder)) == {"story.png", "flow.png"}
    print(f"render: storyboard in {story.seconds:.1f} s")


def models(program, folder):
    """In every view a model gives the same picture as the run it came from, with its configuration inside."""
    few = ["--set", "network.layers=4", "--set", "compare={}", "--set", "network.seed=5"]
    ok(program, ["train", *few, "--steps", "60", "--out", "run"], folder)
    views = {"flow": ["--depth", "2"], "boundary": [], "energy": [], "storyboard": []}
    seen = set()
    for view, more in views.items():
        out = ["--view", view, *more, "--size", "600x400", "--out"]
        ok(program, ["render", "--model", "run/model.pt", *out, "model.png"], folder)
        ok(program, ["render", *few, "--steps", "60", *out, "run.png"], folder)
        pixels = [png_pixels(os.path.join(folder, name)) for name in ("model.png", "run.png")]
        differ = (pixels[0] != pixels[1]).any(axis=2).mean()
        assert differ < 0.01, f"{view}: {differ:.1%} of the pixels differ from the run's, more than words"
        seen.add(pixels[0].tobytes())
        config = png_config(os.path.join(folder, "model.png"))
        assert config["network"]["layers"] == 4 and config["network"]["seed"] == 5, config
        assert "ran" not in config, config
        ran = png_config(os.path.join(folder, "run.png"))["ran"]
        assert ran["steps"] == 60 and ran["engine"] == "fused", ran
    assert len(seen) == len(views), "two views give one picture"
    for name, which in (("input.png", ["--view", "boundary"]),
                        ("zero.png", ["--view", "boundary", "--depth", "3"])):
        ok(program, ["render", "--model", "run/model.pt", *which, "--size", "600x400", "--out", name], folder)
    pixels = [png_pixels(os.path.join(folder, name)) for name in ("input.png", "zero.png")]
    assert (pixels[0] != pixels[1]).any(axis=2).mean() < 0.01, "the data of the boundary are not at rest"
    if shutil.which("ffprobe"):
        got = ok(program, ["render", "--model", "run/model.pt", "--seconds", "0.8", "--fps", "25", "--size",
                           "320x200", "--out", "depth.mp4"], folder)
        width, height, frames, seconds, config = film(os.path.join(folder, "depth.mp4"))
        assert (width, height, frames) == (320, 200, 20) and abs(seconds - 0.8) < 0.01
        assert config["network"]["layers"] == 4, config
        print(f"depth film: {frames} frames, {seconds} s, made in {got.seconds:.1f} s")
    print("models: " + ", ".join(views))


def videos(program, folder):
    video = ["render", "--steps", "30", "--seconds", "1.5", "--fps", "20", "--size", "322x242", "--out"]
    if shutil.which("ffmpeg") and shutil.which("ffprobe"):
        got = ok(program, [*video, "flow.mp4"], folder)
        assert got.out == "flow.mp4\n", got.out
        width, height, frames, seconds, config = film(os.path.join(folder, "flow.mp4"))
        assert (width, height, frames) == (322, 242, 30), (width, height, frames)
        assert abs(seconds - 1.5) < 0.01, seconds
        assert config["ran"]["steps"] == 30 and config["dataset"]["kind"] == "circles", config
        assert os.listdir(folder) == ["flow.mp4"]
        print(f"video: 322x242, 30 frames, {seconds} s, made in {got.seconds:.1f} s")
        os.remove(os.path.join(folder, "flow.mp4"))
    else:
        print("no ffmpeg here: the MP4 itself is not tested")
    got = ok(program, [*video, "flow.mp4"], folder, {"PATH": "/nonexistent"})
    assert os.listdir(folder) == ["flow-frames"], os.listdir(folder)
    assert "flow-frames" in got.out, got.out
    frames = sorted(os.listdir(os.path.join(folder, "flow-frames")))
    assert len(frames) == 30, frames
    assert all(png_size(os.path.join(folder, "flow-frames", f)) == (322, 242) for f in frames)
    assert png_config(os.path.join(folder, "flow-frames", frames[0]))["ran"]["steps"] == 30
    print(f"without ffmpeg: {len(frames)} PNGs, said {got.out.strip()!r}")
    shutil.rmtree(os.path.join(folder, "flow-frames"))


def interruptions(program, folder):
    """A command interrupted long before its end exits with 130 and leaves nothing behind."""
    cases = [["render", "--steps", "1000000", "--out", "x.png"],
             ["render", "--view", "storyboard", "--steps", "1000000", "--out", "x.png"],
             ["render", "--steps", "1000", "--seconds", "600", "--size", "200x150", "--out", "x.mp4"],
             ["--screenshot", "x.png", "--after-steps", "10000000"]]
    runs = [(c, s, None) for c in cases for s in (signal.SIGINT, signal.SIGTERM)]
    runs.append((cases[2], signal.SIGINT, {"PATH": "/nonexistent"}))
    longest = 0
    for arguments, which, env in runs:
        process = subprocess.Popen([program, *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={**os.environ, **(env or {})})
        time.sleep(1.5)
        begin = time.monotonic()
        process.send_signal(which)
        out, err = process.communicate(timeout=20)
        longest = max(longest, time.monotonic() - begin)
        what = f"{' '.join(arguments)}, {which.name}"
        assert process.returncode == 130, f"{what}: code {process.returncode}, {err!r}"
        assert out == b"" and err == b"", f"{what}: {out!r} {err!r}"
        assert os.listdir(folder) == [], f"{what}: left {os.listdir(folder)}"
    print(f"{len(runs)} interruptions, code 130 after {longest:.2f} s at most, nothing left behind")
    assert longest < 2, longest


def good(program):
    def fresh():
        return tempfile.TemporaryDirectory(prefix="la-good-")

    with fresh() as folder:
        names = texts(program, folder)
    gl = call(program, ["--screenshot", "/dev/null/x.png", "--after-steps", "0"], "/").err
    if "without a display" in gl and os.environ.get("LA_REQUIRE_GL") != "1":
        print("no OpenGL here:", gl.strip())
        sys.exit(drive.SKIPPED)
    with fresh() as folder:
        screenshots(program, names, folder)
    with fresh() as folder:
        pictures(program, folder)
    with fresh() as folder:
        models(program, folder)
    with fresh() as folder:
        videos(program, folder)
    with fresh() as folder:
        interruptions(program, folder)


if __name__ == "__main__":
    good(os.path.abspath(sys.argv[1]))
