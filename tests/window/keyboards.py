"""On keyboards of other countries a key does what is printed on it: signs, digits and letters wherever they
stand; in text fields, too, and however short the tap. Usage: keyboards.py leastaction"""

import os
import subprocess
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

# What xdotool is to press that means nothing to the program, on keys where other keyboards have digits and
# letters that do.
MEANINGLESS = {
    "us": ("comma", "period", "semicolon"),
    "de": ("comma", "period", "udiaeresis", "odiaeresis", "numbersign"),
    "fr": ("ampersand", "eacute", "quotedbl", "parenleft", "egrave", "ccedilla", "agrave", "comma", "semicolon"),
    "cz": ("ecaron", "scaron", "ccaron", "rcaron", "zcaron", "yacute", "aacute", "iacute", "comma", "period"),
    "us(dvorak)": ("comma", "period", "apostrophe", "semicolon"),
}
# The keys of the main block that print a plus, without and with Shift; where they do not, Ctrl+= is larger type.
PLUS = {"us": "ctrl+shift+equal", "de": "ctrl+plus", "fr": "ctrl+shift+equal", "cz": "ctrl+plus",
        "us(dvorak)": "ctrl+shift+equal"}
# What the key of digit 2 prints where digits take Shift.
SECOND_DIGIT = {"fr": "eacute", "cz": "ecaron"}
ZERO = {"fr": "agrave", "cz": "eacute"}


def use(desktop, layout):
    name, _, variant = layout.partition("(")
    subprocess.run(["setxkbmap", "-layout", name, *(["-variant", variant.rstrip(")")] if variant else [])],
                   env=desktop.env, check=True)
    time.sleep(0.3)


def same(state):
    """What a key without a meaning leaves as it is."""
    return {name: state[name] for name in ("preset", "lambda", "step", "running", "run", "speed", "view",
                                           "theme", "drawing", "depth_playing") if name in state}


def signs_and_letters(app, layout):
    press = lambda *keys: app.desktop.xdotool("key", "--delay", "40", *keys)
    press("space")
    app.wait(lambda s: not s["running"], 5, "a pause")
    app.wait_fresh()
    before = app.wait_fresh()
    press(*MEANINGLESS[layout])
    after = app.wait_fresh()
    assert same(after) == same(before), (layout, same(before), same(after))
    press("minus")
    app.wait(lambda s: s["speed"] == before["speed"] - 1, 3, f"{layout}: - is slower")
    press("plus")
    app.wait(lambda s: s["speed"] == before["speed"], 3, f"{layout}: + is faster")
    now = app.wait_fresh()
    assert same(now) == same(before), (layout, same(before), same(now))
    press("question")
    app.wait(lambda s: "help_list" in s["controls"], 3, f"{layout}: ? shows the keys")
    press("Escape")
    app.wait(lambda s: "help_list" not in s["controls"], 3, f"{layout}: Esc closes them")
    press("w")
    app.wait(lambda s: s["drawing"]["on"], 3, f"{layout}: w draws points")
    press("w")
    app.wait(lambda s: not s["drawing"]["on"], 3, f"{layout}: w ends it")
    press("n")
    app.wait(lambda s: s["step"] == before["step"] + 1, 3, f"{layout}: n is a step")
    press("0")
    app.wait(lambda s: s["lambda"] == 0, 3, f"{layout}: 0 is lambda 0")
    press("ctrl+z")
    app.wait(lambda s: s["lambda"] == before["lambda"], 3, f"{layout}: Ctrl+Z takes it back")
    press("2")
    now = app.wait_fresh()
    assert now["preset"] == before["preset"], f"{layout}: a digit alone loses no run"
    assert now["view"] == "in depth", (layout, now["view"])
    press("ctrl+" + SECOND_DIGIT.get(layout, "2"))
    app.wait(lambda s: s["preset"] != before["preset"], 3, f"{layout}: Ctrl+2 is the second preset")


def type_size(app, layout):
    """Plus and minus with Ctrl, where the layout has them, on the keypad, too; no preset is lost to them."""
    def strike(key, size):
        app.desktop.xdotool("key", "--delay", "40", key)
        now = app.wait(lambda s: s["type_size"] == size, 3, f"{layout}: {key} gives {size} %")
        assert now["preset"] == preset, (layout, key, now["preset"])

    preset = app.wait_fresh()["preset"]
    strike(PLUS[layout], 110)
    strike("ctrl+minus", 100)
    strike("ctrl+KP_Add", 110)
    strike("ctrl+KP_Subtract", 100)
    strike("ctrl+KP_Subtract", 90)
    strike("ctrl+" + ZERO.get(layout, "0"), 100)
    if layout in ("us", "us(dvorak)", "fr"):
        strike("ctrl+equal", 110)
        strike("ctrl+KP_0", 100)


def text_field(app, layout, path):
    """Ctrl+A selects all, taps act in their order: what is opened has exactly this name."""
    app.desktop.xdotool("key", "ctrl+shift+o")
    app.wait(lambda s: "session_path" in s["controls"], 5, f"{layout}: the dialog")
    app.wait_fresh()
    app.desktop.xdotool("key", "ctrl+a")
    app.desktop.xdotool("type", "--delay", "12", "wrong")
    time.sleep(.3)
    app.desktop.xdotool("key", "ctrl+a")
    app.desktop.xdotool("type", "--delay", "12", path + "axy")
    time.sleep(.3)
    app.desktop.xdotool("key", "--delay", "1", "BackSpace", "Left", "BackSpace", "Right", "BackSpace")
    app.desktop.xdotool("key", "--delay", "1", "Return")
    said = app.wait(lambda s: "cannot read" in s["message"], 10, f"{layout}: the line about the file")
    assert f"cannot read {path}:" in said["message"] or f"model {path}:" in said["message"], (layout, said["message"])


def main():
    drive.require("Xvfb", "xdotool", "setxkbmap", sys.argv[1])
    with drive.Desktop() as desktop:
        for layout in MEANINGLESS:
            use(desktop, layout)
            with drive.Program(desktop, sys.argv[1]) as app:
                app.wait(lambda s: s["step"] > 20, 20, "training")
                type_size(app, layout)
                signs_and_letters(app, layout)
                text_field(app, layout, "/tmp/none.pt")
            print(layout, "ok")


if __name__ == "__main__":
    main()
