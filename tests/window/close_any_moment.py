"""The program can be closed at any moment: by the window's close button and by SIGTERM, from the first
milliseconds on and in the middle of a slow step. Every run ends with code 0 within a second.
Usage: close_any_moment.py leastaction slow_engine_app close_window RUNS [SEED]"""

import os
import random
import signal
import sys
import time

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
import drive

# Seconds from the request to the end of the process; more under a sanitizer.
LIMIT = 1.0 * float(os.environ.get("LA_SLOWER", "1"))
SPANS = ((0.0, 0.1), (0.1, 1.0), (1.0, 3.0))  # seconds after the start


def handles_sigterm(pid):
    """Whether the process has installed its handler: before that SIGTERM ends any program."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


def run(desktop, command, arguments, env, how, moment, close_window):
    """(seconds it took to end, seconds until it listened); fails if it did not end as it should."""
    with drive.Program(desktop, command, *arguments, env=env) as app:
        while not handles_sigterm(app.pid):
            time.sleep(0.0002)
        listening = time.monotonic() - app.started
        if how == "SIGTERM":
            time.sleep(max(0.0, app.started + moment - time.monotonic()))
            begin = time.monotonic()
            app.terminate()
        else:  # the first moments of a window are those after it has appeared
            if moment > SPANS[0][1]:
                time.sleep(max(0.0, app.started + moment - time.monotonic()))
            app.close_by_window_manager(close_window, 10)
            begin = time.monotonic()
        took = app.wait_ended(5 * LIMIT) if app.process.poll() is None else 0.0
        took = max(took, time.monotonic() - begin)
        what = f"{os.path.basename(command)} {how} at {moment:.3f} s"
        assert app.process.returncode == 0, f"{what}: exit code {app.process.returncode}"
        assert took < LIMIT, f"{what}: took {took:.3f} s to end"
        assert app.stderr() == "", f"{what}: stderr {app.stderr()!r}"
        left = sorted(os.listdir(app.folder))
        assert left in ([], ["state.json"]), f"{what}: left behind {left}"
        app.state()  # whole, if it is there
        return took, listening


def main():
    program, slow, close_window, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    drive.require("Xvfb", close_window)
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    chance = random.Random(seed)
    results, listening = {}, []
    with drive.Desktop() as desktop:
        for i in range(runs):
            how = ("SIGTERM", "WM_DELETE_WINDOW")[i % 2]
            moment = chance.uniform(*SPANS[i // 2 % 3])
            # Every fourth pair: in the middle of a step that takes half a second.
            # Every other of the rest: while LibTorch is loaded, or trains.
            kind = ("fused", "LibTorch", "fused", "slow step")[i // 2 % 4]
            arguments = ["--engine", "torch"] if kind == "LibTorch" else []
            took, ready = run(desktop, slow if kind == "slow step" else program, arguments,
                              {"LA_TEST_ENGINE": "sleeping"} if kind == "slow step" else {}, how,
                              moment, close_window)
            results.setdefault((how, kind), []).append(took)
            listening.append(ready)
    print(f"{runs} runs, seed {seed}, all code 0, nothing on stderr, nothing left behind")
    for (how, engine), times in sorted(results.items()):
        print(f"  {how:16} {engine:9} {len(times):3} runs, ended after {max(times):.3f} s at most, "
              f"{sorted(times)[len(times) // 2]:.3f} s in the median")
    print(f"  SIGTERM handler installed {1000 * min(listening):.1f} to {1000 * max(listening):.1f} ms "
          f"after the start")


if __name__ == "__main__":
    main()
