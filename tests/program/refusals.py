"""The command line: bad input gives one line on stderr and code 1 or 2, and leaves nothing behind.
Usage: refusals.py leastaction"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
from run_program import NO_GL, call, contents


class Refusals:
    """Runs command lines that must be refused, and collects what went wrong."""

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
        """`says`: a text that the line must contain."""
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
    refuse("unknown command", 2, "nosuch is neither a command nor a file", ["nosuch"])
    refuse("a file and a preset", 2, "stands alone", [__file__, "--preset", "moons"])
    refuse("a model that is to be trained", 2, "not trained",
           [refuse.file("own.pt", "no model"), "--stop-at", "5", "--out", "d"])
    refuse("two files", 2, "refusals.py", [__file__, __file__])
    refuse("a file that is no session", 1, "session", [__file__, *shot])
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
    for threads in ("0", "257", "2.5", "many", ""):
        refuse(f"threads {threads!r}", 2, "--threads", ["--threads", threads, *shot])
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
    """(name, path) of places where nothing can be written, at least by this user."""
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
    # An existing picture stays unchanged.
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
        # An X server without the GLX extension, and one where Mesa finds no driver.
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


if __name__ == "__main__":
    bad(os.path.abspath(sys.argv[1]))
