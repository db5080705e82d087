"""The demonstration of the opening preset plays by itself: A and B begin alike; with lambda B's action
falls and its accuracy stays; without lambda its action explodes; with it, it falls again. Usage: cues.py leastaction"""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def ratio(state):
    a, b = (m["action"] for m in state["members"])
    return a / b


def moment(app, caption, predicate, what):
    state = app.wait(lambda s: ("cue_caption" in s["controls"]) == caption
                     and len(s["members"]) == 2 and predicate(s), 25, what)
    print(f"{what}: step {state['step']}, lambda {state['lambda']:.3g}, A takes {ratio(state):.3g} "
          f"times the action of B, test accuracy {state['members'][1]['test_accuracy']:.3f}")
    return state


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with drive.Desktop() as desktop, drive.Program(desktop, sys.argv[1]) as app:
        app.wait(lambda s: s["step"] > 100, 15, "a hundred steps")
        run = app.state()["run"]
        desktop.xdotool("key", "c")
        alike = moment(app, True, lambda s: s["run"] > run and s["step"] > 1200 and s["lambda"] == 0,
                       "alike")
        assert alike["members"][0]["weights_hash"] == alike["members"][1]["weights_hash"]
        held = moment(app, True, lambda s: s["lambda"] == 0.03 and ratio(s) > 10, "lambda 0.03")
        moment(app, True, lambda s: s["lambda"] == 0 and ratio(s) < ratio(held) / 3, "lambda 0")
        again = moment(app, True, lambda s: s["lambda"] == 0.03 and ratio(s) > 10, "lambda again")
        assert again["members"][1]["test_accuracy"] > 0.95, again["members"]
        assert again["run"] == run + 1, "one reset and no other"
        desktop.xdotool("key", "Escape")
        moment(app, False, lambda s: True, "ended")


if __name__ == "__main__":
    main()
