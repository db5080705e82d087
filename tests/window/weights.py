"""The weights laboratory by mouse and keys: opened, refined to 4L while the training runs at full
speed, left and opened again. Usage: weights.py leastaction"""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def open_and_refine(app):
    app.click("laboratory.1")
    app.wait(lambda s: s["laboratory"] == "weights" and "vn" in (s["members"] or [{}])[-1], 5,
             "the smoothness of B")
    app.drag("refine", 0.02, 0.5, 0.98)
    state = app.wait(lambda s: s["refine"] == 4 and s["members"][-1].get("refined", {}).get("factor") == 4,
                     5, "four times the layers")
    for name in ("plot.weights_lines_a", "plot.weights_map_b", "plot.lipschitz", "plot.local_pl"):
        assert name in state["controls"], (name, sorted(state["controls"]))
    return state


def learns(app):
    """Both classify; only the flow is right with four times the layers, and neither was trained."""
    state = app.wait(lambda s: all(m.get("refined", {}).get("own_accuracy", 0) > 0.95
                                   for m in s["members"]), 20, "both are right")
    a, b = state["members"]
    print(f"step {state['step']}: half-waves A {a['half_waves']:.1f}, B {b['half_waves']:.1f}; "
          f"accuracy at 4L: A {a['refined']['accuracy']:.3f}, B {b['refined']['accuracy']:.3f}")
    assert a["half_waves"] > 0.4 * 32 and b["half_waves"] < 32 / 8
    assert b["refined"]["accuracy"] > b["refined"]["own_accuracy"] - 0.02
    assert a["refined"]["accuracy"] < a["refined"]["own_accuracy"] - 0.03


def by_keys(app):
    app.key("F6")
    app.wait(lambda s: s["laboratory"] == "flow" and "plot.loss" in s["controls"], 5, "the flow")
    app.key("F7")
    app.wait(lambda s: s["laboratory"] == "weights" and s["refine"] == 4, 5, "the weights again")


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with drive.Desktop() as desktop:
        with drive.Program(desktop, sys.argv[1], "--preset", "weights-refine") as app:
            app.wait_started()
            app.choose("speed", 4)
            open_and_refine(app)
            learns(app)
            by_keys(app)
            state = app.wait_fresh()
            print(f"frames: median {state['frame_ms_p50']:.1f} ms, longest {state['frame_ms_max']:.0f}")


if __name__ == "__main__":
    main()
