"""The window never waits for the training: frames keep coming while a step takes 500 ms, and while
the real program loads LibTorch. Usage: frames_never_wait.py slow_engine_app leastaction"""

import os
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

SECONDS = 8  # the percentiles are those of the last 300 frames, five seconds
TRIES = 3
LIMIT_MS = 50
STATE_GAP = 0.25 + 0.15  # seconds: the state is written four times a second, between two frames


def measure(desktop, program, kind):
    with drive.Program(desktop, program, env={"LA_TEST_ENGINE": kind}) as app:
        first = app.wait(lambda s: s["step"] >= 1, 15, "the first step")
        # A window that waits does so in every interval; a busy machine is slow in some only.
        for tries in range(TRIES):
            time.sleep(SECONDS)
            last = app.state()
            if last["frame_ms_p99"] < LIMIT_MS:
                break
            print(f"{kind}: p99 {last['frame_ms_p99']:.1f} ms with a load of {os.getloadavg()[0]:.1f}; again")
        rate = (last["step"] - first["step"]) / (SECONDS * (tries + 1))
        print(f"{kind}: frame p50 {last['frame_ms_p50']:.1f} ms, p99 {last['frame_ms_p99']:.1f} ms, "
              f"{last['fps']:.0f} frames/s, {rate:.1f} steps/s", flush=True)
        assert last["engine"] == "slow", last["engine"]
        assert 1 <= rate <= 2.2, f"{rate} steps/s: the engine is not the slow one"
        assert 0 < last["frame_ms_p99"] < LIMIT_MS, f"p99 {last['frame_ms_p99']} ms"
        assert app.stderr() == "", app.stderr()
        app.terminate()
        app.wait_ended(2)
        assert app.process.returncode == 0, app.process.returncode


def written(app, seconds):
    """When the state file was rewritten, for so long, in seconds after the start."""
    times, last = [], 0
    while time.monotonic() - app.started < seconds:
        if os.path.exists(app.state_file):
            stamp = os.stat(app.state_file).st_mtime_ns
            if stamp != last:
                times.append(time.monotonic() - app.started)
                last = stamp
        time.sleep(0.002)
    return times


def measure_loading(desktop, program):
    with drive.Program(desktop, program) as app:
        times = written(app, 2.5)
        gaps = [b - a for a, b in zip(times, times[1:])]
        print(f"loading LibTorch: {app.state()['step']} steps after 2.5 s; the state was written every "
              f"{sorted(gaps)[len(gaps) // 2]:.2f} s, once only after {max(gaps):.2f} s")
        assert app.state()["engine"] not in ("", "slow") and app.state()["step"] > 0
        assert max(gaps) < STATE_GAP, f"no frame for {max(gaps) - 0.25:.2f} s or longer"


def main():
    drive.require("Xvfb")
    with drive.Desktop() as desktop:
        if len(sys.argv) > 2:
            measure_loading(desktop, sys.argv[2])
        for kind in ("sleeping", "busy"):
            measure(desktop, sys.argv[1], kind)


if __name__ == "__main__":
    main()
