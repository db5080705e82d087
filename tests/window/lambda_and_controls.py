"""The main task of a user, with a real mouse: watch two networks train, drag the slider of B's lambda, pause,
step, reset, choose. Prints what it measures. Usage: lambda_and_controls.py leastaction"""

import os
import math
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive


def b(state):
    return state["members"][-1]


def hashes(state):
    return [m["weights_hash"] for m in state["members"]]


def trained(app):
    app.wait_started()
    print(f"first state after {time.monotonic() - app.started:.2f} s")
    first = app.wait(lambda s: s["step"] > 0 and len(s["members"]) == 2, 10, "training by itself")
    assert first["running"] and first["ab"], first
    app.wait(lambda s: s["step"] > first["step"], 5, "steps that grow")

    def good(state):
        return len(state["members"]) == 2 and all(m["test_accuracy"] > 0.95 for m in state["members"])

    state = app.wait(good, 20, "test accuracy of A and B above 0.95")
    took = time.monotonic() - app.started
    print(f"test accuracy A {state['members'][0]['test_accuracy']:.3f}, "
          f"B {b(state)['test_accuracy']:.3f} at step {state['step']}, {took:.1f} s after the start, "
          f"{state['fps']:.0f} frames/s")
    assert took < 20, took


def watch_cost(app, seconds, least_accuracy=0.0):
    """The states until then, in all of which the step counter grows."""
    seen, end = [app.state()], time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.1)
        state = app.state()
        assert state["step"] >= seen[-1]["step"], "the step counter went back"
        assert state["run"] == seen[0]["run"], "a new run was started"
        assert b(state)["test_accuracy"] >= least_accuracy, b(state)["test_accuracy"]
        seen.append(state)
    return seen


def lambda_to_zero(app, factor, seconds):
    before = app.wait_fresh()
    begin, cost = time.monotonic(), b(before)["cost"]
    app.drag("lambda", 0.6, 0.3, 0.0)
    app.wait(lambda s: s["lambda"] == 0 and s["mode"] == "none" and b(s)["lambda"] == 0, 3,
             "lambda 0, mode none")
    after = app.wait(lambda s: b(s)["cost"] >= factor * cost, seconds, f"B's cost to grow {factor} times")
    print(f"lambda 0: B's cost {cost:.3f} -> {b(after)['cost']:.3f} in {time.monotonic() - begin:.1f} s "
          f"(steps {before['step']} -> {after['step']})")
    assert after["run"] == before["run"] and after["step"] > before["step"]


def lambda_to(app, wanted):
    """Drags until the program says that lambda is within 20% of what is wanted."""
    x = 0.9  # far too much at first: the loop is closed by what the program says
    app.move("lambda", 0.02)
    app.press()
    for tries in range(1, 15):
        app.move("lambda", x)
        said = app.wait_fresh()["lambda"]
        if said > 0 and abs(said / wanted - 1) < 0.2:
            app.release()
            print(f"lambda dragged to {said:.4f} in {tries} moves")
            return
        # Six decades on about nine tenths of the track.
        x += 0.92 * math.log10(wanted / said) / 6 if said > 0 else 0.2
        x = min(max(x, 0.0), 1.0)
    raise AssertionError(f"lambda cannot be dragged to {wanted}; it is {said}")


def lambda_brings_b_down(app):
    high = app.state()
    lambda_to(app, 0.03)
    begin = time.monotonic()
    assert app.wait_fresh()["mode"] == "weight"
    seen = watch_cost(app, 10 - 0.6)
    low = [s for s in seen if b(s)["cost"] < b(high)["cost"] / 3]
    assert low, f"B's cost fell only from {b(high)['cost']} to {b(seen[-1])['cost']} in 10 s"
    last = seen[-1]
    print(f"lambda {last['lambda']:.4f}: B's cost {b(high)['cost']:.3f} -> {b(last)['cost']:.3f} in "
          f"{time.monotonic() - begin:.1f} s, a third at step {low[0]['step']}, test accuracy "
          f"{min(b(s)['test_accuracy'] for s in seen):.3f} or more (steps {high['step']} -> "
          f"{last['step']})")
    assert b(last)["cost"] < b(high)["cost"] / 3
    assert min(b(s)["test_accuracy"] for s in seen) >= 0.95
    assert abs(b(last)["lambda"] / 0.03 - 1) < 0.2 and last["lambda"] == b(last)["lambda"]


def paused(app):
    if app.state()["running"]:
        app.click("play")
    app.wait(lambda s: not s["running"], 3, "a pause")
    return app.wait_fresh()


def pause_and_steps(app):
    at = paused(app)
    time.sleep(0.7)
    paused_state = app.state()
    assert paused_state["step"] == at["step"] and hashes(paused_state) == hashes(at), "steps while paused"

    app.click("step_batch")
    app.wait(lambda s: s["step"] == at["step"] + 1 and hashes(s) != hashes(at), 3, "one batch")
    after = app.wait_fresh()
    assert after["step"] == at["step"] + 1 and not after["running"], after["step"]

    per_epoch = math.ceil(480 / 64)  # of the opening preset
    target = (after["step"] // per_epoch + 1) * per_epoch
    app.click("step_epoch")
    app.wait(lambda s: s["step"] == target, 5, f"the end of the epoch, step {target}")
    epoch = app.wait_fresh()
    assert epoch["step"] == target and epoch["epoch"] == target // per_epoch, epoch["step"]

    app.click("step_layer")  # also ends the playing of the depth
    depth = app.wait_fresh()
    assert depth["depth"] == round(depth["depth"]), depth["depth"]
    app.click("step_layer")
    layer = app.wait_fresh()
    expected = depth["depth"] + 1 if depth["depth"] < 9 else 0
    assert layer["depth"] == expected, (depth["depth"], layer["depth"])
    assert layer["step"] == target and hashes(layer) == hashes(epoch), "step_layer trained"
    print(f"paused at {at['step']}, batch -> {after['step']}, epoch -> {epoch['step']}, "
          f"layer: depth {depth['depth']:g} -> {layer['depth']:g}")


def reset_and_seed(app):
    before = paused(app)
    app.click("reset")
    first = app.wait(lambda s: s["step"] == 0 and s["run"] > before["run"] and len(s["members"]) == 2,
                     3, "step 0 after reset")
    assert not first["running"], "reset of a paused run started it"
    assert hashes(first)[0] == hashes(first)[1], "A and B start from different weights"
    assert hashes(first) != hashes(before)
    app.click("play")
    app.wait(lambda s: s["step"] > 100, 5, "training again")
    away = paused(app)
    app.click("reset")
    again = app.wait(lambda s: s["step"] == 0 and s["run"] > away["run"] and len(s["members"]) == 2,
                     3, "step 0 after the second reset")
    assert hashes(again) == hashes(first) != hashes(away), "reset gives other first weights"

    app.click("new_seed")
    other = app.wait(lambda s: s["run"] > again["run"] and len(s["members"]) == 2, 3, "a new seed")
    assert other["seed"] != first["seed"] and other["step"] == 0, other["seed"]
    assert hashes(other)[0] == hashes(other)[1] != hashes(first)[0], "the same weights, another seed"
    print(f"reset: {hashes(first)[0]} twice; seed {first['seed']} -> {other['seed']}: "
          f"{hashes(other)[0]}")
    return hashes(first)


def same_in_a_new_process(desktop, program, expected):
    """The first weights of the same preset, as a fresh program has them."""
    with drive.Program(desktop, program) as app:
        app.wait(lambda s: s["step"] > 0, 15, "training by itself")
        paused(app)
        app.click("reset")
        state = app.wait(lambda s: s["step"] == 0 and len(s["members"]) == 2, 5, "step 0")
        assert hashes(state) == expected, (hashes(state), expected)
        ended(app)


def speed(app):
    app.click("play")
    app.wait(lambda s: s["running"], 3, "training")
    time.sleep(1.5)  # the rate is measured over half a second
    paced = app.state()["steps_per_s"]
    app.choose("speed", 4)
    time.sleep(1.5)
    fast = app.state()["steps_per_s"]
    print(f"speed: {paced:.0f} -> {fast:.0f} steps/s")
    assert 200 < paced < 275, paced
    assert fast > 1.5 * paced, (paced, fast)


def preset(app):
    before = app.state()
    app.choose("preset", 1)
    after = app.wait(lambda s: s["run"] > before["run"], 3, "another preset")
    app.wait(lambda s: "preset.0" not in s["controls"], 3, "the list to close")
    moved = app.wait(lambda s: s["run"] == after["run"] and s["step"] > 0 and len(s["members"]) == 2,
                     5, "the preset to train")
    app.choose("preset", 0)
    app.wait(lambda s: s["run"] > after["run"] and s["step"] > 0, 5, "the opening preset again")
    print(f"preset chosen: run {before['run']} -> {after['run']}, "
          f"lambda {before['lambda']:g} -> {moved['lambda']:g}")


def views(app):
    app.click("ab.1")
    app.wait(lambda s: s["views"] == "a+b" and "flow_a" not in s["controls"] and
             "flow_b" in s["controls"], 3, "A and B overlaid")
    app.click("ab.2")
    app.wait(lambda s: s["views"] == "b" and not s["ab"] and "flow_a" not in s["controls"] and
             "flow_b" in s["controls"], 3, "B alone")
    app.click("ab.0")
    app.wait(lambda s: s["ab"] and "flow_a" in s["controls"], 3, "A | B")

    app.drag("depth", 0.2, 0.5, 0.75)
    held = app.wait_fresh()
    time.sleep(0.6)
    assert abs(held["depth"] - 0.75 * 9) < 0.15, held["depth"]
    assert app.state()["depth"] == held["depth"], "the depth moves while it is held"
    app.click("depth_play")
    playing = app.wait(lambda s: s["depth"] != held["depth"], 3, "the depth to play")
    print(f"depth dragged to {held['depth']:.2f}, then playing at {playing['depth']:.2f}")


def keys(app):
    app.move("flow_b")
    running = app.state()["running"]
    app.key("space")
    app.wait(lambda s: s["running"] != running, 3, "the space bar to work")
    app.key("space")
    app.wait(lambda s: s["running"] == running, 3, "the space bar to work again")


def ended(app):
    assert app.stderr() == "", app.stderr()
    app.terminate()
    app.wait_ended(2)
    assert app.process.returncode == 0, app.process.returncode


def main():
    drive.require("Xvfb", "xdotool")
    program = sys.argv[1]
    with drive.Desktop() as desktop:
        with drive.Program(desktop, program) as app:
            trained(app)
            lambda_to_zero(app, 2, 15)
            lambda_brings_b_down(app)
            lambda_to_zero(app, 2, 15)
            pause_and_steps(app)
            first = reset_and_seed(app)
            speed(app)
            preset(app)
            views(app)
            keys(app)
            print(f"frames: p50 {app.state()['frame_ms_p50']:.1f} ms, "
                  f"p99 {app.state()['frame_ms_p99']:.1f} ms")
            ended(app)
        same_in_a_new_process(desktop, program, first)


if __name__ == "__main__":
    main()
