"""What is done again and again in a window leaves no memory, thread or open file behind: pictures,
storyboards, films, themes, sizes of window and type, presets, laboratories, sweeps, models, sessions.

Usage: memory.py leastaction [TIMES] [KIND...]    TIMES of each kind; 100 by hand, about an hour"""

import os
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive
import footprint

GROWTH = 1.05  # of the resident memory, which is 150 to 300 MiB
ONE = 3        # MiB that one time may leave, for few times: the C library's own caches


class Kinds:
    """Each does its kind once, and waits until it is done. `turn` counts the times."""

    def __init__(self, app, folder, model):
        self.app, self.folder, self.model = app, folder, model

    def new_file(self, what):
        """The name of the file that what() leaves, which is removed."""
        before = set(os.listdir(self.folder))
        what()
        (name,) = drive.wait_until(
            lambda: {n for n in os.listdir(self.folder) if not n.startswith(".")} - before, 60, "a file")
        self.app.wait_fresh()
        self.app.wait(lambda s: "save.cancel" not in s["controls"], 60, "its end")
        os.remove(os.path.join(self.folder, name))
        return name

    def saved(self, kind, **texts):
        app = self.app

        def ask():
            app.key("ctrl+shift+e")
            item = f"save.kind.{kind}"
            app.wait(lambda s: item in s["controls"], 5, item)
            app.click(item)
            app.wait_fresh()
            if texts:
                app.click("save.size")
                app.wait(lambda s: "save.size.3" in s["controls"], 20, "the list of sizes")
                app.wait_fresh()
                app.click("save.size.3")
                app.wait_fresh()
            for name, text in texts.items():
                app.click("save." + name)
                app.key("ctrl+a")
                app.desktop.xdotool("type", "--delay", "15", text)
                app.key("Return")
            app.click("save.go")

        return self.new_file(ask)

    def picture(self, turn):
        assert self.new_file(lambda: self.app.key("ctrl+e")).endswith(".png")

    def large_picture(self, turn):
        assert self.saved(0, width="4000", height="3000").endswith(".png")

    def storyboard(self, turn):
        assert self.saved(1).endswith(".png")

    def film(self, turn):
        assert self.saved(2, width="160", height="90", seconds="0.5").endswith(".mp4")

    def theme(self, turn):
        self.app.key("t")

    def window(self, turn):
        size = ((1280, 720), (1600, 900))[turn % 2]
        ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.app.pid)],
                             env=self.app.desktop.env, capture_output=True, text=True, check=True).stdout
        self.app.desktop.xdotool("windowsize", ids.split()[0], *size)
        time.sleep(0.3)

    def preset(self, turn):
        self.app.key(f"ctrl+{turn % 3 + 1}")
        time.sleep(0.1)

    def laboratory(self, turn):
        self.app.key(("F7", "F8", "F9", "F6")[turn % 4])
        time.sleep(0.3)

    def sweep(self, turn):
        self.app.key("s")
        self.app.wait(lambda s: s["sweep"]["of"] > 0 and not s["sweep"]["running"], 60, "the end of a sweep")

    def shown_model(self, turn):
        app = self.app
        app.key("ctrl+shift+o")
        app.wait(lambda s: "session_path" in s["controls"], 5, "the dialog")
        app.key("ctrl+a")
        app.desktop.xdotool("type", "--delay", "10", self.model)
        app.key("Return")
        app.wait(lambda s: "leave_model" in s["controls"], 20, "the model")
        app.key("Escape")
        app.wait(lambda s: "leave_model" not in s["controls"], 10, "the training")

    def session(self, turn):
        self.app.key("ctrl+s")
        time.sleep(0.2)

    def undo(self, turn):
        self.app.key("Up")
        self.app.key("ctrl+z")

    def reset(self, turn):
        self.app.key("r")
        time.sleep(0.1)


ALL = ("picture", "large_picture", "storyboard", "film", "theme", "window", "preset", "laboratory", "sweep",
       "shown_model", "session", "undo", "reset")


def flat(command, desktop, kind, times):
    """In a program of its own, so that a kind is judged by itself."""
    with tempfile.TemporaryDirectory(prefix="la-memory-") as folder:
        run = os.path.join(folder, "run")
        subprocess.run([command, "train", "--steps", "100", "--out", run, "--save", os.path.join(folder, "s.session")], check=True, stdout=subprocess.DEVNULL)
        out = os.path.join(folder, "out")
        os.mkdir(out)
        os.chdir(out)
        with drive.Program(desktop, command, "--session", os.path.join(folder, "s.session"), "--size", "1600x900",
                           env={"XDG_STATE_HOME": os.path.join(folder, "state"), "HOME": folder}) as app:
            app.wait(lambda s: s["step"] > 100, 30, "training")
            app.key("space")
            once = getattr(Kinds(app, out, os.path.join(run, "model.pt")), kind)
            warm = max(8, times // 5)
            for turn in range(warm):
                once(turn)
            before = footprint.given_back(app.pid)
            for turn in range(warm, warm + times):
                once(turn)
            after = footprint.given_back(app.pid)
            assert app.stderr() == "", app.stderr()
        os.chdir("/")
    print(f"{kind}, {warm} and {times} more times: {before}, then {after}", flush=True)
    grown = after.mib - before.mib
    return after.mib <= GROWTH * before.mib and grown <= ONE * times and \
        after.threads <= before.threads and after.files <= before.files


def main():
    command = os.path.abspath(sys.argv[1])
    drive.require("Xvfb", "xdotool", "ffmpeg")
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with drive.Desktop(1920, 1080) as desktop:
        wrong = [kind for kind in sys.argv[3:] or ALL if not flat(command, desktop, kind, times)]
    assert not wrong, f"not flat: {', '.join(wrong)}"


if __name__ == "__main__":
    main()
