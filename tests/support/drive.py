"""Drives the program as a person does: a display of its own (Xvfb), a real mouse and keyboard
(xdotool), and its own account of itself (--state). Standard library only."""

import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

SKIPPED = 77  # what CTest takes for "skipped"

# However a test is started: the settings and presets of whoever starts it are neither read nor
# written, and it finds none of an earlier one.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="la-config-")
atexit.register(shutil.rmtree, os.environ["XDG_CONFIG_HOME"], ignore_errors=True)


def require(*programs):
    """Ends the test as skipped where a program is missing; as failed when LA_REQUIRE_GL=1."""
    missing = [p for p in programs if shutil.which(p) is None and not os.path.exists(p)]
    if not missing:
        return
    print("not found:", ", ".join(missing))
    sys.exit(1 if os.environ.get("LA_REQUIRE_GL") == "1" else SKIPPED)


def wait_until(predicate, seconds, what="the condition", every=0.02):
    """The first true value of predicate(), which is called again and again; fails after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = predicate()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(every)


def write_png(path, width, height, rgb):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + rgb[3 * width * y : 3 * width * (y + 1)] for y in range(height))
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        out.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        out.write(chunk(b"IDAT", zlib.compress(rows, 3)) + chunk(b"IEND", b""))


class Desktop:
    """An X server without a screen, on a free display; ends with the `with` block."""

    def __init__(self, width=1600, height=900, options=()):
        self.folder = tempfile.mkdtemp(prefix="la-desktop-")
        read, write = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24",
             "-fbdir", self.folder, "-nolisten", "tcp", "-noreset", *options],
            pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as ready:
            number = ready.readline().strip() if select.select([ready], [], [], 20)[0] else ""
        if not number:
            self.close()
            raise AssertionError("Xvfb did not start")
        self.env = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"}
        self.env["DISPLAY"] = f":{number}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def xdotool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.env, check=True, timeout=10,
                       stdout=subprocess.DEVNULL)

    def screenshot(self, path):
        """The whole screen as a PNG, out of Xvfb's own picture of it (XWD format)."""
        with open(os.path.join(self.folder, "Xvfb_screen0"), "rb") as file:
            data = file.read()
        header = struct.unpack(">25I", data[:100])
        width, height, line, colours = header[4], header[5], header[12], header[19]
        at = header[0] + 12 * colours
        rgb = bytearray(3 * width * height)
        for y in range(height):
            row = data[at + y * line : at + y * line + 4 * width]  # blue, green, red, nothing
            for channel in range(3):
                rgb[3 * width * y + channel : 3 * width * (y + 1) : 3] = row[2 - channel :: 4]
        write_png(path, width, height, bytes(rgb))


class Program:
    """The program in a window, with its state file and settings in a folder of its own. Where the `with` block
    fails, a screenshot and the last state stay in the working folder, and their names are printed."""

    def __init__(self, desktop, command, *arguments, env=None):
        self.desktop = desktop
        self.folder = tempfile.mkdtemp(prefix="la-program-")
        self.state_file = os.path.join(self.folder, "state.json")
        self.stderr_file = tempfile.TemporaryFile()
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [command, "--state", self.state_file, *arguments],
            env={**desktop.env, "XDG_CONFIG_HOME": os.path.join(self.folder, "config"),
                 **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=self.stderr_file)
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.leave_evidence()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.stderr_file.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def leave_evidence(self):
        name = os.path.join(os.getcwd(), os.path.splitext(os.path.basename(sys.argv[0]))[0])
        print(f"failed after {time.monotonic() - self.started:.1f} s; exit code "
              f"{self.process.poll()}; stderr: {self.stderr()!r}")
        if os.path.exists(self.state_file):
            shutil.copyfile(self.state_file, name + "-failed.json")
            print("last state:", name + "-failed.json")
        self.desktop.screenshot(name + "-failed.png")
        print("screenshot:", name + "-failed.png", flush=True)

    def stderr(self):
        self.stderr_file.seek(0)
        return self.stderr_file.read().decode(errors="replace")

    # What it says of itself.

    def state(self):
        """The newest state; {} before the first. A file that is not whole fails the test."""
        try:
            with open(self.state_file, encoding="utf-8") as file:
                return json.load(file)
        except FileNotFoundError:
            return {}

    def wait(self, predicate, seconds, what="the condition"):
        """The first state for which predicate(state) holds."""

        def look():
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode} while "
                                     f"waiting for: {what}; stderr: {self.stderr()!r}")
            state = self.state()
            return state if "step" in state and predicate(state) else None

        return wait_until(look, seconds, what)

    def wait_started(self, seconds=15):
        return self.wait(lambda s: True, seconds, "the first state")

    def wait_fresh(self):
        """A state of at least one whole period from now: the second that is written, as the first may be of before."""
        for _ in range(2):
            known = self.stamp()
            wait_until(lambda: self.stamp() != known or self.process.poll() is not None, 10, "a new state", 0.01)
        return self.state()

    def stamp(self):
        """Of the state file; another one with every state."""
        with contextlib.suppress(FileNotFoundError):
            status = os.stat(self.state_file)
            return status.st_ino, status.st_mtime_ns

    # A real mouse and keyboard.

    def spot(self, name, x=0.5, y=0.5):
        """Screen coordinates of a point of a control; x and y are parts of its rectangle."""
        state = self.wait(lambda s: name in s["controls"], 5, f"the control {name!r}")
        x0, y0, x1, y1 = state["controls"][name]
        return (round(state["window"][0] + x0 + x * (x1 - x0)),
                round(state["window"][1] + y0 + y * (y1 - y0)))

    def move(self, name, x=0.5, y=0.5):
        self.desktop.xdotool("mousemove", *self.spot(name, x, y))
        time.sleep(0.08)  # a few frames

    def press(self):
        self.desktop.xdotool("mousedown", 1)
        time.sleep(0.08)

    def release(self):
        self.desktop.xdotool("mouseup", 1)
        time.sleep(0.08)

    def click(self, name, x=0.5, y=0.5):
        self.move(name, x, y)
        self.press()
        self.release()

    def choose(self, name, index):
        """Opens a list and clicks on an item of it."""
        self.click(name)
        self.wait_fresh()  # the list is laid out in the first frame and stands from the second on
        self.click(f"{name}.{index}")

    def drag(self, name, *stops):
        """Takes the control where it is and moves along it to each stop (parts of its width)."""
        for stop in stops:
            self.move(name, stop)
            if stop == stops[0]:
                self.press()
        self.release()

    def key(self, name):
        """Held for a few frames, as a finger does."""
        for what in ("keydown", "keyup"):
            self.desktop.xdotool(what, name)
            time.sleep(0.08)

    # Ends.

    def close_by_window_manager(self, tool, *options):
        """Sends what a window manager's close button sends; `tool` is close_window."""
        subprocess.run([tool, str(self.pid), *map(str, options)], env=self.desktop.env, check=True,
                       timeout=20)

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)

    def wait_ended(self, seconds):
        """Seconds until the process ended, to the millisecond; fails if it goes on."""
        begin = time.monotonic()
        handle = os.pidfd_open(self.pid) if self.process.returncode is None else None
        if handle is not None:
            ended = select.select([handle], [], [], seconds)[0]
            os.close(handle)
            assert ended, f"still running after {seconds} s"
        took = time.monotonic() - begin
        self.process.wait()
        return took
