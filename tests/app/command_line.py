"""The command line: bad input is one line on stderr and code 1 or 2, leaving nothing behind; good
input does what it says. Usage: command_line.py bad|good leastaction"""

import json
import os
import re
import resource
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import numpy as np

import drive

NO_GL = {"LIBGL_DRIVERS_PATH": "/nonexistent", "GBM_BACKENDS_PATH": "/nonexistent",
         "__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent", "EGL_PLATFORM": "surfaceless"}


class Outcome:
    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds


def contents(folder):
    """Every name below a folder, with what a change would show in."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(place, name)
            status = os.lstat(path)
            found[os.path.relpath(path, folder)] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found


def no_core_dumps():
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def call(program, arguments, folder, env=None, limit=60):
    clean = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    begin = time.monotonic()
    done = subprocess.run([program, *map(str, arguments)], cwd=folder, env={**clean, **(env or {})},
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=limit,
                          preexec_fn=no_core_dumps)
    return Outcome(done.returncode, done.stdout.decode(errors="replace"),
                   done.stderr.decode(errors="replace"), time.monotonic() - begin)


class Refusals:
    """Runs what must be refused, and collects what was not done right."""

    def __init__(self, program):
        self.program = program
        self.wrong, self.count = [], 0
        self.folder = tempfile.mkdtemp(prefix="la-refused-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return path

    def __call__(self, what, code, says, arguments, env=None):
        """`says`: what the one line must contain."""
        self.count += 1
        before = contents(self.folder)
        try:
            got = call(self.program, arguments, self.folder, env, limit=20)
        except subprocess.TimeoutExpired:
            self.wrong.append(f"{what}: still running after 20 s")
            return
        faults = []
        if got.code != code:
            faults.append(f"exit code {got.code} instead of {code}")
        lines = got.err.splitlines()
        if len(lines) != 1 or not got.err.endswith("\n"):
            faults.append(f"{len(lines)} lines on stderr")
        if not got.err.startswith("leastaction: "):
            faults.append("the line does not begin with the program's name")
        if says not in got.err:
            faults.append(f"the line does not say {says!r}")
        if got.out:
            faults.append(f"stdout {got.out!r}")
        if contents(self.folder) != before:
            changed = {n for n in set(before) ^ set(contents(self.folder))}
            faults.append(f"files were made or changed: {sorted(changed)}")
        if got.seconds > 10:
            faults.append(f"took {got.seconds:.1f} s")
        print(f"{got.code} {got.seconds:5.2f} s  {what}: {got.err.strip()[:150]}")
        if faults:
            self.wrong.append(f"{what} ({' '.join(map(str, arguments))}): {'; '.join(faults)}; "
                              f"stderr {got.err!r}")


def wrong_words(refuse):
    shot = ["--screenshot", "x.png"]
    refuse("unknown preset", 2, "nosuch", ["--preset", "nosuch"])
    refuse("unknown preset for a picture", 2, "nosuch", ["--preset", "nosuch", *shot])
    refuse("unknown option", 2, "--nosuch", ["--nosuch"])
    refuse("unknown command", 2, "nosuch", ["nosuch"])
    refuse("two commands", 2, "", ["presets", "render", "--out", "x.png"])
    refuse("option without its value", 2, "--preset", ["--preset"])
    refuse("preset and config", 2, "--config", ["--preset", "moons", "--config", "c.json"])
    refuse("size -1", 2, "--size", ["--size", "-1", *shot])
    refuse("size 10", 2, "--size", ["--size", "10", *shot])
    refuse("size 0x0", 2, "--size", ["--size", "0x0", *shot])
    refuse("size far too large", 2, "--size", ["--size", "99999x99999", *shot])
    refuse("size with rubbish", 2, "--size", ["--size", "640x480!", *shot])
    refuse("size of the window", 2, "--size", ["--size", "-1"])
    refuse("scale 0", 2, "--scale", ["--scale", "0", *shot])
    refuse("scale nan", 2, "--scale", ["--scale", "nan", *shot])
    refuse("negative steps", 2, "--after-steps", [*shot, "--after-steps", "-1"])
    refuse("steps without a screenshot", 2, "--after-steps", ["--after-steps", "5"])
    refuse("no threads", 2, "--threads", ["--threads", "0", *shot])
    refuse("unknown engine", 2, "warp", ["--engine", "warp", *shot])
    for device in ("gpu", "cuda:", "cuda:x", "cuda:-1", "", "CPU"):
        refuse(f"device {device!r}", 2, "device", ["--device", device, *shot])
    for bad in ("nonsense", "optimizer.batch", "optimizer.batch=0", "optimizer.batch=-3",
                "optimizer.batch=two", "optimizer.batch=2.5", "optimizer.batch=", "optimizer=3",
                "objective.lambda=-1", "objective.lambda=nan", "objective.lambda=1e999", "=3",
                "optimizer.nosuch=3", "network.layers=0", "network.layers=1000000000000",
                "network.activation=sine", "dataset.points=1", "dataset.test_fraction=1",
                "network.seed=-1", "network.hidden=[1]"):
        refuse(f"--set {bad}", 2, bad.split("=")[0], ["--set", bad, *shot])
    refuse("--set of the window", 2, "optimizer.batch", ["--set", "optimizer.batch=0"])


def wrong_render(refuse):
    refuse("render without --out", 2, "--out", ["render"])
    refuse("render of another kind", 2, "x.gif", ["render", "--out", "x.gif"])
    refuse("render of no kind", 2, "x", ["render", "--out", "x"])
    refuse("storyboard as a video", 2, "storyboard", ["render", "--view", "storyboard", "--out", "x.mp4"])
    refuse("unknown view", 2, "--view", ["render", "--view", "nosuch", "--out", "x.png"])
    refuse("energies as a video", 2, "energy", ["render", "--view", "energy", "--out", "x.mp4"])
    refuse("boundary as a video", 2, "boundary", ["render", "--view", "boundary", "--out", "x.mp4"])
    refuse("unknown film", 2, "--film", ["render", "--film", "nosuch", "--out", "x.mp4"])
    refuse("film as a picture", 2, "--film", ["render", "--film", "depth", "--out", "x.png"])
    refuse("model that is not there", 1, "nosuch.pt", ["render", "--model", "nosuch.pt", "--out", "x.png"])
    refuse("model that is none", 1, "bad.pt",
           ["render", "--model", refuse.file("bad.pt", "no model"), "--out", "x.png"])
    refuse("model and steps", 2, "--steps",
           ["render", "--model", "m.pt", "--steps", "5", "--out", "x.png"])
    refuse("training of a model", 2, "--film depth",
           ["render", "--model", "m.pt", "--film", "training", "--out", "x.mp4"])
    refuse("unknown theme", 2, "--theme", ["render", "--theme", "pink", "--out", "x.png"])
    refuse("0 frames per second", 2, "--fps", ["render", "--fps", "0", "--out", "x.mp4"])
    refuse("no seconds", 2, "--seconds", ["render", "--seconds", "0", "--out", "x.mp4"])
    refuse("depth -1", 2, "--depth", ["render", "--depth", "-1", "--out", "x.png"])
    refuse("render size 10", 2, "--size", ["render", "--size", "10", "--out", "x.png"])
    refuse("render of an unknown preset", 2, "nosuch", ["render", "--preset", "nosuch", "--out", "x.png"])


def wrong_configs(refuse):
    def config(name, content, code, says):
        refuse(f"config {name}", code, says, ["--config", refuse.file("bad.json", content),
                                              "--screenshot", "x.png"])

    config("with an unknown key", '{"optimizer": {"batches": 3}}', 2, "optimizer.batches")
    config("with an unknown section", '{"optimiser": {"batch": 3}}', 2, "optimiser")
    config("with a batch of 0", '{"optimizer": {"batch": 0}}', 2, "optimizer.batch")
    config("with a wrong type", '{"optimizer": {"batch": "many"}}', 2, "optimizer.batch")
    config("with an unknown kind", '{"dataset": {"kind": "spirals"}}', 2, "dataset.kind")
    config("with an unknown path in compare", '{"compare": {"objective.lamda": 0}}', 2, "objective.lamda")
    config("with a bad value in compare", '{"compare": {"objective.lambda": -1}}', 2, "objective.lambda")
    config("that is empty", "", 2, "bad.json")
    config("that is half", '{"optimizer": {"batch"', 2, "bad.json")
    config("that is binary", bytes(range(256)) * 20, 2, "bad.json")
    config("that is a list", "[1, 2]", 2, "bad.json")
    config("that is deep", "[" * 100000, 2, "bad.json")
    config("over two lines", '{"optimizer":\n\n{"bat\\nch": 1}}', 2, "bad.json")
    refuse("config that is a folder", 1, refuse.folder, ["--config", refuse.folder, "--screenshot", "x.png"])
    refuse("config that is not there", 1, "nosuch.json", ["--config", "nosuch.json", "--screenshot", "x.png"])


def unwritable(refuse):
    """(name, path) of places where nothing can be written, for everybody or for the user."""
    folder = os.path.join(refuse.folder, "a-folder")
    os.makedirs(os.path.join(folder, "inside"), exist_ok=True)
    places = [("in a missing folder", os.path.join(refuse.folder, "missing", "x")),
              ("in /proc", "/proc/x"),
              ("below a file", os.path.join(refuse.file("plain", "plain"), "x"))]
    if os.geteuid() != 0:
        locked = os.path.join(refuse.folder, "locked")
        os.makedirs(locked, exist_ok=True)
        os.chmod(locked, stat.S_IRUSR | stat.S_IXUSR)
        places.append(("in a read-only folder", os.path.join(locked, "x")))
    return places


def wrong_places(refuse, desktop):
    few = ["--size", "200x150", "--after-steps", "1"]
    short = ["--steps", "2", "--seconds", "0.2", "--size", "64x64"]
    without_ffmpeg = {"PATH": "/nonexistent"}
    for where, path in unwritable(refuse):
        refuse(f"screenshot {where}", 1, path, ["--screenshot", path + ".png", *few])
        refuse(f"picture {where}", 1, path, ["render", "--out", path + ".png", *short])
        refuse(f"video {where}", 1, path, ["render", "--out", path + ".mp4", *short])
        refuse(f"video without ffmpeg {where}", 1, path, ["render", "--out", path + ".mp4", *short],
               without_ffmpeg)
        if desktop:
            refuse(f"state {where}", 1, path, ["--state", path + ".json"], desktop.env)
    target = os.path.join(refuse.folder, "a-folder")
    refuse("screenshot onto a folder", 1, "a-folder", ["--screenshot", target, *few])
    if desktop:
        refuse("state onto a folder", 1, "a-folder", ["--state", target], desktop.env)
    # An existing picture stays as it was.
    old = refuse.file("old.png", "not really a picture")
    refuse("bad input beside an old picture", 2, "batch",
           ["--screenshot", old, "--set", "optimizer.batch=0"])


def wrong_machine(refuse, desktop):
    shot = ["--screenshot", "x.png", "--after-steps", "1", "--size", "200x150"]
    refuse("no display", 1, "display", [])
    refuse("a display that is not there", 1, "", [], {"DISPLAY": ":5999"})
    refuse("no OpenGL, screenshot", 1, "OpenGL", shot, NO_GL)
    refuse("no OpenGL, render", 1, "OpenGL", ["render", "--steps", "1", "--out", "x.png"], NO_GL)
    refuse("no OpenGL, video", 1, "OpenGL", ["render", "--steps", "1", "--out", "x.mp4"], NO_GL)
    if desktop:
        # An X server without the GLX extension; and, where Mesa lets itself be led astray, no driver.
        with drive.Desktop(options=["-extension", "GLX"]) as plain:
            refuse("no OpenGL on a display", 1, "OpenGL", [], plain.env)
            refuse("no OpenGL on a display, with --state", 1, "OpenGL", ["--state", "x.json"],
                   {**plain.env, **NO_GL})
    has_cuda = os.path.exists("/dev/nvidiactl")
    for device in ("cuda:93",) if has_cuda else ("cuda", "cuda:3", "cuda:93"):
        refuse(f"{device} that is not there", 1, "cuda", ["--device", device, *shot])
        refuse(f"render on {device}", 1, "cuda", ["render", "--device", device, "--steps", "1", "--out", "x.png"])
        if desktop:
            refuse(f"window on {device}", 1, "cuda", ["--device", device], desktop.env)
    if sys.platform != "darwin":
        refuse("mps that is not there", 1, "mps", ["--device", "mps", *shot])


def bad(program):
    desktop = drive.Desktop() if shutil.which("Xvfb") else None
    try:
        with Refusals(program) as refuse:
            wrong_words(refuse)
            wrong_render(refuse)
            wrong_configs(refuse)
            wrong_places(refuse, desktop)
            wrong_machine(refuse, desktop)
    finally:
        if desktop:
            desktop.close()
    print(f"{refuse.count} refusals, {len(refuse.wrong)} of them wrong" +
          ("" if desktop else "; no Xvfb: those of the window left out"))
    for line in refuse.wrong:
        print("WRONG:", line)
    if not desktop and os.environ.get("LA_REQUIRE_GL") == "1":
        refuse.wrong.append("no Xvfb")
    sys.exit(1 if refuse.wrong else 0)


# Good input.

def png_size(path):
    with open(path, "rb") as file:
        data = file.read()
    assert data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82"), path
    return struct.unpack(">II", data[16:24])


def png_config(path):
    """The configuration inside a picture."""
    with open(path, "rb") as file:
        data = file.read()
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        if kind == b"tEXt":
            keyword, text = body.split(b"\0")
            assert keyword == b"leastaction.config", keyword
            return json.loads(text.decode("ascii"))
        at += 12 + length
    raise AssertionError(f"{path} has no configuration inside")


def png_pixels(path):
    """[height, width, 4], of a picture that the program wrote: rows as differences from the left or
    the upper neighbour."""
    with open(path, "rb") as file:
        data = file.read()
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        packed += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + 4 * width)
    out = np.zeros((height, width, 4), np.uint8)
    for y, row in enumerate(rows):
        pixels = row[1:].reshape(width, 4)
        if row[0] == 2:
            out[y] = pixels + (out[y - 1] if y > 0 else 0)
        else:
            assert row[0] == 1, row[0]
            out[y] = np.cumsum(pixels, axis=0, dtype=np.uint8)
    return out


def film(path):
    """(width, height, frames, seconds, configuration) of an MP4, by ffprobe."""
    probe = json.loads(subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json",
         path], check=True, capture_output=True).stdout)
    stream = probe["streams"][0]
    return (stream["width"], stream["height"], int(stream["nb_read_frames"]),
            float(probe["format"]["duration"]), json.loads(probe["format"]["tags"]["comment"]))


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
    # A preset that something was changed of is not called by its name any more.
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
    """A model is drawn as the run that it came from was, in every view; its configuration goes along."""
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
    """Interrupted long before the end: code 130, and nothing left behind."""
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
    {"bad": bad, "good": good}[sys.argv[1]](os.path.abspath(sys.argv[2]))
