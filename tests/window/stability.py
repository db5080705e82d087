"""The stability laboratory by mouse: order beside chaos, the rate dragged while it runs, networks at 22
rates and one of them shown, the edge of stability. Usage: stability.py leastaction"""

import math
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

AT_MOST = 20  # seconds to a preset's statement, at full speed


def exponent(state, member=-1):
    """The largest, of the newest row; none yet: not a number."""
    rows = state.get("stability")
    value = rows[member]["ftle"][0] if rows and rows[member]["ftle"] else None
    return float("nan") if value is None else value


def twin(state, member):
    rows = state.get("stability")
    return rows[member]["twin"] if rows and rows[member]["twin"] is not None else 0


def order_and_chaos(app):
    state = app.wait(
        lambda s: s["step"] > 300 and exponent(s) > 0.1 and abs(exponent(s, 0)) < 0.005
        and twin(s, -1) > 1e-2 and 0 < twin(s, 0) < 1e-5, AT_MOST, "A is regular, B is chaotic")
    assert state["engine"] == "double" and state["view"] == "input", (state["engine"], state["view"])
    print(f"step {state['step']}: exponents A {exponent(state, 0):+.4f}, B {exponent(state):+.4f}; "
          f"twins A {twin(state, 0):.1e}, B {twin(state, -1):.1e}")


def load(app, key, title):
    app.key(f"ctrl+{key}")
    app.wait(lambda s: s["preset"] == title, 5, title)
    if not app.wait_fresh()["running"]:
        app.key("space")


def along_the_slider(rate):
    """Where a rate is on it: from 0.01 to 10 in decades."""
    return math.log10(rate / 0.01) / 3


def drag_into_chaos(app):
    load(app, 4, "stability-order")
    app.drag("rate_track", along_the_slider(0.5), along_the_slider(0.1))
    before = app.wait(lambda s: s["step"] > 500 and abs(exponent(s)) < 0.005, AT_MOST, "small steps are regular")
    app.drag("rate_track", along_the_slider(0.1), along_the_slider(0.6), along_the_slider(2.2))
    after = app.wait(lambda s: s["step"] > before["step"] + 100 and exponent(s) > 0.05, AT_MOST,
                     "long steps are chaotic")
    assert after["run"] == before["run"] and after["running"]
    print(f"rate dragged: exponent {exponent(before):+.4f}, then {exponent(after):+.4f}")


def networks_at_22_rates(app):
    app.click("rates_sweep")
    state = app.wait(lambda s: s["sweep"]["running"] and len(s["sweep"]["dots"]) >= 3, AT_MOST,
                     "the first networks")
    assert state["view"] == "input" and "plot.rate_sweep" in state["controls"]
    dot = state["sweep"]["dots"][1]
    app.desktop.xdotool("mousemove", state["window"][0] + dot["at"][0], state["window"][1] + dot["at"][1])
    app.wait_fresh()
    app.press()
    app.release()
    rate = f"learning rate = {dot['learning_rate']:.3g}"
    state = app.wait(lambda s: s["sweep"]["shown"].startswith(rate) and len(s["members"]) == 1, 10,
                     "the network of a dot")
    print("shown:", state["sweep"]["shown"])
    assert abs(state["members"][0]["test_accuracy"] - dot["test_accuracy"]) < 1e-6, (state["members"], dot)


def edge(app):
    load(app, 2, "stability-edge")
    state = app.wait(lambda s: s["preset"] == "stability-edge" and s["stability"][-1]["step"] >= 4000, 2 * AT_MOST,
                     "4000 steps")
    at = state["stability"][-1]
    assert at["edge_limit"] == 2 and 1.7 < at["edge"] < 2.3, at
    print(f"step {at['step']}: rate times the largest curvature is {at['edge']:.2f}")


def by_keys(app):
    app.key("F6")
    app.wait(lambda s: s["laboratory"] == "flow" and "plot.loss" in s["controls"], 5, "the flow")
    app.key("F9")
    app.wait(lambda s: s["laboratory"] == "stability" and "plot.edge" in s["controls"], 5,
             "the stability again")


def main():
    drive.require("Xvfb", "xdotool", sys.argv[1])
    with drive.Desktop() as desktop:
        with drive.Program(desktop, sys.argv[1], "--preset", "stability-chaos") as app:
            app.wait_started()
            app.choose("speed", 4)
            order_and_chaos(app)
            drag_into_chaos(app)
            networks_at_22_rates(app)
            edge(app)
            by_keys(app)
            state = app.wait_fresh()
            print(f"frames: median {state['frame_ms_p50']:.1f} ms, p99 {state['frame_ms_p99']:.0f}, "
                  f"longest {state['frame_ms_max']:.0f}")


if __name__ == "__main__":
    main()
