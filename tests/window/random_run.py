"""Hours of use in a minute, with a real mouse and keyboard: first every control, view and key that
there is, then a random mixture of clicks, drags, wheel, keys, nonsense typed into fields and other
sizes of the window. The program goes on, says nothing on stderr (where sanitizers report), keeps its
state up to date, and ends with code 0. The slowest frame is printed with what was done before it.

Usage: random_run.py leastaction SECONDS [--seed N] [--slowest MS] [--soak] [--sanitizer KEEP_LOADED]
    --slowest MS    a longer frame is a failure too; for a quiet machine and a release build
    --soak          every five minutes the opening preset is loaded and rests; what the program holds
                    then, from ten minutes on, must not grow until the end
    --sanitizer L   the program has sanitizers: leaks.supp names leaks of others, the library L
                    (keep_loaded.c) keeps drivers loaded, so that they can be named
By hand, half an hour of each:
    random_run.py build/release/leastaction 1800 --slowest 250
    random_run.py build/release/leastaction 3600 --soak
    LA_SLOWER=5 random_run.py build/asan/leastaction 1800 --sanitizer build/asan/libkeep_loaded.so"""

import sys
import argparse
import collections
import os
import random
import shutil
import subprocess
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
import footprint

PATIENCE = float(os.environ.get("LA_SLOWER", "1"))
KEYS = {"Space": "space", "Esc": "Escape", "Backspace": "BackSpace", "?": "question", "+": "plus", "=": "equal", "-": "minus",
        "↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "Page down": "Page_Down", "Page up": "Page_Up", ".": "period"}
TYPED = ("0", "1", "-1", "12", "64", "400", "0.03", "1e-3", "1e300", "-1e-320", "nan", "inf", "x",
         "a b", "99999999999999999999", "..", "%s%n", "=cmd", "\"", "ü", "{}", "true", ",;", " ")
SIZES = ((1600, 900), (1280, 720), (1000, 640), (1920, 1080), (640, 480), (300, 200))
ITEMS_OF_A_LIST = 3
ENDS = ("quit",)           # controls and keys that end the program: left for the end
REST_EVERY, WARM = 300, 600  # seconds of a soak: between rests, and before the first that counts
GROWTH = 1.05              # of the resident memory from then until the end
KEPT_RUNS = 8              # KeptRuns::kMost: what an undo leads back to, up to 64 MiB of it
MOST_FILES = 400 * 2**20   # bytes of exported files, then they are removed


def xdotool_key(text):
    *modifiers, key = text.split("+") if text != "+" and not text.endswith("++") else \
        [*text[:-1].strip("+").split("+"), "+"]
    return "+".join([m.lower() for m in modifiers if m] + [KEYS.get(key, key if len(key) > 1 else key.lower())])


def family(name):
    """dataset.moons is one of dataset; curve_2.loss one of curve_2."""
    return name.rsplit(".", 1)[0] if "." in name else name


class Person:
    def __init__(self, app, chance, home):
        self.app, self.chance, self.home = app, chance, home
        self.done = collections.deque(maxlen=12)
        self.actions = 0
        self.slowest, self.before_slowest = 0.0, []
        self.visited, self.seen, self.views = set(), set(), set()
        self.last_text, self.last_change = None, time.monotonic()
        self.window = None
        self.since, self.opener, self.clicked = {}, {}, None  # when a control came, and after what
        self.keys = []
        self.rests = []  # of a soak: [(seconds since the start, Footprint)]

    # What the program says of itself.

    def look(self):
        app = self.app
        assert app.process.poll() is None, \
            f"ended with {app.process.returncode} after {list(self.done)}; stderr: {app.stderr()!r}"
        state = app.state()
        if "step" not in state:
            return None
        text = (state["step"], state["fps"], state["frame_ms_p50"], state["depth"])
        now = time.monotonic()
        if text != self.last_text:
            self.last_text, self.last_change = text, now
        # Even of a window that shows the same (paused, no depth play) the frame times change.
        assert now - self.last_change < 20 * PATIENCE, \
            f"stands still for {now - self.last_change:.0f} s after {list(self.done)}"
        if state["frame_ms_max"] > self.slowest:
            self.slowest, self.before_slowest = state["frame_ms_max"], list(self.done)
        for name in set(state["controls"]) - self.seen:
            self.seen.add(name)
            self.since[name] = len(self.seen)
            self.opener[name] = self.clicked
        self.keys = state["keys"]
        self.views.add(state["view"])
        return state

    def fresh(self):
        """A state that was written after now."""
        begin = time.time_ns()

        def newer():
            state = self.look()
            return state if state and os.stat(self.app.state_file).st_mtime_ns > begin else None

        return drive.wait_until(newer, 20 * PATIENCE, "a new state", every=0.05)

    # What a person does.

    def act(self, what, *words):
        self.actions += 1
        self.done.append(what)
        self.app.desktop.xdotool(*words)

    def spot(self, state, name):
        x0, y0, x1, y1 = state["controls"][name]
        at = lambda a, b: round(a + (b - a) * self.chance.uniform(0.02, 0.98))
        return max(0, state["window"][0] + at(x0, x1)), max(0, state["window"][1] + at(y0, y1))

    def click(self, state, name, button=1, times=1):
        x, y = self.spot(state, name)
        self.visited.add(name)
        self.clicked = name
        press = ["mousedown", button, "sleep", "0.03", "mouseup", button, "sleep", "0.03"]
        self.act(f"click {name} {button}x{times}", "mousemove", x, y, "sleep", "0.03", *press * times)

    def drag(self, state, name):
        (x, y), (u, v) = self.spot(state, name), self.spot(state, name)
        button = self.chance.choice((1, 1, 1, 3))
        self.visited.add(name)
        self.act(f"drag {name} {button}", "mousemove", x, y, "sleep", "0.02", "mousedown", button,
                 "sleep", "0.02", "mousemove", (x + u) // 2, (y + v) // 2, "sleep", "0.02",
                 "mousemove", u, v, "sleep", "0.02", "mouseup", button)

    def wheel(self, state, name):
        x, y = self.spot(state, name)
        button = self.chance.choice((4, 5))
        self.act(f"wheel {name}", "mousemove", x, y, "click", "--repeat", self.chance.randint(1, 5),
                 "--delay", "20", button)

    def key(self, name):
        key = xdotool_key(name)
        self.act(f"key {key}", "keydown", key, "sleep", "0.03", "keyup", key)

    def type(self):
        text = self.chance.choice(TYPED)
        end = self.chance.choice(("Return", "Tab", "Escape"))
        self.act(f"type {text!r} {end}", "key", "ctrl+a", "type", "--delay", "10", "--", text)
        self.act(end, "key", end)

    def resize(self, size=None):
        width, height = size or self.chance.choice(SIZES)
        if self.window is None:
            found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.app.pid)],
                                   env=self.app.desktop.env, capture_output=True, text=True, check=True)
            self.window = found.stdout.split()[0]
        self.act(f"size {width}x{height}", "windowsize", self.window, width, height)

    def tidy(self):
        files = [os.path.join(folder, name) for folder, _, names in os.walk(self.home) for name in names]
        if sum(os.path.getsize(f) for f in files if os.path.exists(f)) > MOST_FILES:
            for file in files:
                if os.path.exists(file) and not os.path.basename(file).startswith("."):
                    os.remove(file)

    def visit_everything(self, seconds):
        """Every key, then every control that shows, the newest first, so that what a click opens is
        visited before it closes again; of the items of one list, a few. Returns what was not
        reached in time."""
        end = time.monotonic() + seconds
        self.fresh()
        for key in [k for k in self.keys if k["control"] not in ENDS]:
            self.key(key["key"])
            self.look()
        self.key("Esc")
        self.key("Esc")
        while time.monotonic() < end and self.unvisited():
            state = self.fresh()
            here = [n for n in self.unvisited() if n in state["controls"]]
            if not here:  # gone with what had opened it
                wanted = [n for n in self.unvisited() if self.opener.get(n) in state["controls"]]
                if wanted:
                    self.click(state, self.opener[self.chance.choice(wanted)])
                else:
                    self.look_elsewhere(state)
                continue
            self.click(state, max(here, key=lambda n: self.since[n]))
        return self.unvisited()

    def unvisited(self):
        """Names of controls that were seen and not used yet; a list of many items counts as used
        after a few."""
        used = collections.Counter(family(n) for n in self.visited)
        return sorted(n for n in self.seen - self.visited - set(ENDS)
                      if family(n) == n or used[family(n)] < ITEMS_OF_A_LIST)

    def look_elsewhere(self, state):
        headings = [n for n in state["controls"] if n.startswith("section.")]
        if not headings:  # a presentation, or something over the window
            self.key(self.chance.choice(("Esc", "p")))
        elif self.chance.random() < 0.2:
            self.key(self.chance.choice("vbhw"))
        else:
            use = self.chance.choice((self.click, self.wheel, self.wheel))
            use(state, self.chance.choice(headings))

    def rest(self, begin):
        """Whatever was done before: the flow page with the opening preset at its first sizes of window and type,
        which decide what its letters and pictures hold, no sweep under way, and as many short runs of that preset
        as the program keeps for an undo, in the place of long ones."""
        for key in ("Escape", "Escape", "Escape", "F6", *("ctrl+1",) * (KEPT_RUNS + 1), "ctrl+0"):
            self.act(f"rest {key}", "key", key)
            time.sleep(0.5)
        if self.fresh()["sweep"]["running"]:
            self.act("rest s", "key", "s")
        self.resize((1600, 900))
        seconds = time.monotonic() - begin
        self.rests.append((seconds, footprint.given_back(self.app.pid)))
        print(f"after {seconds:.0f} s at rest: {self.rests[-1][1]} "
              f"({footprint.thread_names(self.app.pid)})", flush=True)

    def kept_its_size(self):
        counted = [held for seconds, held in self.rests if seconds >= WARM]
        first, last = counted[0], counted[-1]
        return last.mib <= GROWTH * first.mib and last.threads <= first.threads and last.files <= first.files

    def go_on_at_random(self, seconds, soak_since=None):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if soak_since and time.monotonic() - soak_since > REST_EVERY + (self.rests or [(0,)])[-1][0]:
                self.rest(soak_since)
            state = self.look()
            if self.actions % 50 == 0:
                self.tidy()
            names = [n for n in state["controls"] if n not in ENDS] if state else []
            dice = self.chance.random()
            if not names or dice < 0.22:
                keys = [k["key"] for k in state["keys"] if k["control"] not in ENDS] if state else ["Esc"]
                self.key(self.chance.choice(keys))
            elif dice < 0.55:
                self.click(state, self.chance.choice(names), times=self.chance.choice((1, 1, 1, 2)))
            elif dice < 0.75:
                self.drag(state, self.chance.choice(names))
            elif dice < 0.83:
                self.wheel(state, self.chance.choice(names))
            elif dice < 0.93:
                self.type()
            elif dice < 0.97:
                self.click(state, self.chance.choice(names), button=self.chance.choice((2, 3)))
            elif dice < 0.98:
                self.resize()
            else:
                time.sleep(0.5)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=0)
    parser.add_argument("--soak", action="store_true")
    parser.add_argument("--sanitizer")
    options = parser.parse_args()
    drive.require("Xvfb", "xdotool", options.program)
    home = tempfile.mkdtemp(prefix="la-home-")
    # Links open a browser where there is one: the program finds ffmpeg alone.
    os.mkdir(home + "/bin")
    if shutil.which("ffmpeg"):
        os.symlink(shutil.which("ffmpeg"), home + "/bin/ffmpeg")
    places = {"PATH": home + "/bin", "HOME": home, "XDG_STATE_HOME": home + "/state", "XDG_CONFIG_HOME": home + "/config"}
    if options.sanitizer:
        leaks = os.path.join(os.path.dirname(os.path.abspath(__file__)), "leaks.supp")
        places |= {"LD_PRELOAD": os.path.abspath(options.sanitizer),
                   "ASAN_OPTIONS": "verify_asan_link_order=0",
                   "LSAN_OPTIONS": f"suppressions={leaks}:print_suppressions=0"}
    was = os.getcwd()
    program = os.path.abspath(options.program)
    chance = random.Random(options.seed)
    begin = time.monotonic()
    try:
        with drive.Desktop(1920, 1080) as desktop:
            os.chdir(home)  # exports land here
            app = drive.Program(desktop, program, "--size", "1600x900", "--autosave", "5", env=places)
            os.chdir(was)
            with app:
                app.wait_started(30 * PATIENCE)
                person = Person(app, chance, home)
                most = max(0.75 * min(options.seconds, 120), options.seconds / 5)
                missed = person.visit_everything(most)
                print(f"visited in {time.monotonic() - begin:.0f} s: {len(person.visited)} controls, "
                      f"{len(person.keys)} keys, views {sorted(person.views)}; "
                      f"not reached: {' '.join(missed) or 'none'}", flush=True)
                rest = options.seconds - (time.monotonic() - begin)
                person.go_on_at_random(max(rest, 5), begin if options.soak else None)
                if options.soak:
                    person.rest(begin)
                person.key("Esc")
                person.resize((1600, 900))
                person.fresh()
                desktop.xdotool("key", "Escape", "key", "ctrl+q")
                app.wait_ended(30 * PATIENCE)
                assert app.process.returncode == 0, f"exit code {app.process.returncode}: {app.stderr()}"
                assert app.stderr() == "", app.stderr()
                never = person.unvisited()
                print(f"in the end {len(person.visited)} of {len(person.seen)} controls used, of long lists "
                      f"a few items; never: {' '.join(never) or 'none'}")
                print(f"{person.actions} actions in {time.monotonic() - begin:.0f} s; slowest frame "
                      f"{person.slowest:.0f} ms, before it: {', '.join(person.before_slowest)}")
                assert not options.soak or person.kept_its_size(), "it grows"
                assert not options.slowest or person.slowest <= options.slowest, \
                    f"a frame of {person.slowest:.0f} ms"
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
