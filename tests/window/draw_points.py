"""Points are drawn with a real mouse while training runs at full speed: they land where the pointer
is, undo restores exactly, the run goes on, and no frame takes long. Usage: draw_points.py
leastaction"""

import os
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

# Parts of the view where the opening setting has no points.
PLACES = [(.06, .3), (.08, .6), (.92, .25), (.95, .5), (.9, .75), (.12, .2), (.505, .5), (.7, .06)]


def world(state, x, y):
    """The place in the plane of a point of the screen."""
    x0, y0, x1, y1 = state["controls"]["flow_b"]
    left, bottom, right, top = state["drawing"]["plane"]
    px, py = x - state["window"][0] - x0, y - state["window"][1] - y0
    return (left + (right - left) * px / (x1 - x0), top - (top - bottom) * py / (y1 - y0))


def pixel(state):
    x0, _, x1, _ = state["controls"]["flow_b"]
    left, _, right, _ = state["drawing"]["plane"]
    return (right - left) / (x1 - x0)


def hash_of(state):
    return state["data"]["hash"]


def draw_one(app, x, y):
    before = app.state()
    at = app.spot("flow_b", x, y)
    app.desktop.xdotool("mousemove", *at)
    time.sleep(.08)
    app.press()
    app.release()
    after = app.wait(lambda s: s["data"]["points"] == before["data"]["points"] + 1, 5, "one point more")
    wanted, got = world(after, *at), after["drawing"]["last"]
    off = max(abs(wanted[0] - got[0]), abs(wanted[1] - got[1])) / pixel(after)
    assert off <= 1, (wanted, got, off)
    return off


def drag(app, button, *places):
    for i, place in enumerate(places):
        app.desktop.xdotool("mousemove", *app.spot("flow_b", *place))
        time.sleep(.05)
        if i == 0:
            app.desktop.xdotool("mousedown", button)
            time.sleep(.08)
    app.desktop.xdotool("mouseup", button)
    time.sleep(.1)


def combination(app, *names):
    app.desktop.xdotool("key", "+".join(names))
    time.sleep(.1)


def undo_to(app, wanted, what):
    combination(app, "ctrl", "z")
    app.wait(lambda s: hash_of(s) == wanted, 5, f"{what} to be undone exactly")


def session(app):
    app.wait(lambda s: s["step"] > 0, 20, "training")
    for _ in range(3):
        app.key("plus")
    start = app.wait(lambda s: s["steps_per_s"] > 2000, 20, "full speed")
    app.key("w")
    app.wait(lambda s: s.get("drawing", {}).get("on"), 5, "drawing")
    time.sleep(2)  # the frame has eased to the input plane
    first = app.wait_fresh()

    off = max(draw_one(app, *place) for place in PLACES)
    print(f"{len(PLACES)} points, at most {off:.2f} pixels from the pointer")
    for _ in PLACES:
        combination(app, "ctrl", "z")
    app.wait(lambda s: hash_of(s) == hash_of(first), 5, "all points to be taken back")

    # A stroke of another class is undone and redone as one.
    app.key("1")
    drag(app, 1, (.5, .06), (.65, .08), (.8, .05), (.95, .07))
    drawn = app.wait(lambda s: s["data"]["points"] > first["data"]["points"] + 10, 5, "a stroke")
    print(f"a stroke of {drawn['data']['points'] - first['data']['points']} points")
    drawn = app.wait_fresh()
    undo_to(app, hash_of(first), "the stroke")
    combination(app, "ctrl", "shift", "z")
    app.wait(lambda s: hash_of(s) == hash_of(drawn), 5, "the stroke again")

    # Erase the points under a path, then undo that.
    drag(app, 3, (.55, .07), (.9, .06))
    erased = app.wait(lambda s: s["data"]["points"] < drawn["data"]["points"] - 3, 5, "erased points")
    print(f"{drawn['data']['points'] - erased['data']['points']} points erased")
    undo_to(app, hash_of(drawn), "the erasing")

    # Move a point that has just been drawn, to the pixel.
    draw_one(app, .94, .4)
    before = app.wait_fresh()
    drag(app, 1, (.94, .4), (.9, .3), (.92, .6))
    moved = app.wait(lambda s: hash_of(s) != hash_of(before), 5, "a moved point")
    moved = app.wait_fresh()
    assert moved["data"]["points"] == before["data"]["points"], "moving made or lost points"
    wanted, got = world(moved, *app.spot("flow_b", .92, .6)), moved["drawing"]["last"]
    off = max(abs(wanted[0] - got[0]), abs(wanted[1] - got[1])) / pixel(moved)
    assert off <= 1, (wanted, got)
    undo_to(app, hash_of(before), "the move")

    # Shift gives points another class.
    app.key("0")
    app.desktop.xdotool("keydown", "shift")
    drag(app, 1, (.5, .06), (.95, .06))
    app.desktop.xdotool("keyup", "shift")
    other = app.wait(lambda s: hash_of(s) != hash_of(before), 5, "another class")
    assert other["data"]["points"] == before["data"]["points"]
    undo_to(app, hash_of(before), "the new class")

    end = app.wait_fresh()
    assert end["run"] == start["run"], "drawing started a new run"
    assert end["step"] > first["step"] + 1000 and end["running"], "training did not go on"
    assert end["data"]["kind"] == "drawn", end["data"]
    print(f"{end['step'] - first['step']} steps meanwhile, slowest frame {end['frame_ms_max']:.0f} ms, "
          f"median {end['frame_ms_p50']:.0f} ms")

    # A new class needs another head: a new run.
    app.key("2")
    draw_one(app, .93, .7)
    after = app.wait(lambda s: s["run"] > end["run"], 5, "a new run")
    assert after["data"]["classes"] == 3
    app.key("w")
    app.wait(lambda s: not s["drawing"]["on"], 5, "the end of drawing")
    return end["frame_ms_max"]


drive.require("Xvfb", "xdotool")
with drive.Desktop() as desktop, drive.Program(desktop, sys.argv[1]) as app:
    session(app)
