"""Keys act as a person strikes them, also for less than a frame; full screen and back; quitting.
Usage: keys.py leastaction"""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def taps(app):
    """xdotool releases a key at once: of several taps between two frames none is lost.
    (Two of one key within a millisecond are one to GLFW.)"""
    app.desktop.xdotool("key", "space")
    at = app.wait(lambda s: not s["running"], 5, "a pause")["step"]
    app.desktop.xdotool("key", "--delay", "2", *["n"] * 20)
    app.wait(lambda s: s["step"] >= at + 20, 5, "20 steps")
    assert app.wait_fresh()["step"] == at + 20
    was = app.state()["lambda"]
    app.desktop.xdotool("key", "0")
    app.wait(lambda s: s["lambda"] == 0, 3, "lambda 0")
    app.desktop.xdotool("key", "0")
    app.wait(lambda s: s["lambda"] == was, 3, "the old lambda")
    print(f"20 taps: steps {at} -> {at + 20}; lambda {was} -> 0 -> {was}")


def help_page(app):
    for key in ("F1", "question"):  # a question mark takes Shift on most keyboards
        app.desktop.xdotool("key", key)
        app.wait(lambda s: "help_list" in s["controls"], 3, "the list of keys")
        app.desktop.xdotool("key", "n")
        app.wait(lambda s: "help_list" not in s["controls"], 3, "no list")


def full_screen(app):
    before = app.wait_fresh()["window"]
    app.desktop.xdotool("key", "F11")
    app.wait(lambda s: s["window"] == [0, 0, 1600, 900], 5, "full screen")
    app.desktop.xdotool("key", "F11")
    app.wait(lambda s: s["window"] == before, 5, f"the old rectangle {before}")
    print(f"window {before} -> [0, 0, 1600, 900] -> {before}")


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with drive.Desktop(1600, 900) as desktop:
        with drive.Program(desktop, sys.argv[1], "--size", "1300x740") as app:
            app.wait_started()
            taps(app)
            help_page(app)
            full_screen(app)
            desktop.xdotool("key", "ctrl+q")
            app.wait_ended(5)
            assert app.process.returncode == 0, app.process.returncode


if __name__ == "__main__":
    main()
