"""A program that is killed while it saves always leaves a whole session file, the old or the new one, and
nothing else. Usage: kill_saving.py la_save_sessions [times]"""

import collections
import os
import random
import subprocess
import sys
import tempfile
import time


def main():
    program, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 25
    chance = random.Random(1)
    seen = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="la-kill-") as folder:
        path = os.path.join(folder, "a.session")
        kept = {}  # bytes of a whole file: its step
        saves, left_over = 0, 0
        for _ in range(times):
            saver = subprocess.Popen([program, "write", path], stdout=subprocess.PIPE)
            saver.stdout.read(1)  # it has saved once
            time.sleep(chance.uniform(0, 0.05))
            saver.kill()
            saves += 1 + len(saver.stdout.read())
            saver.wait()
            saver.stdout.close()
            with open(path, "rb") as file:
                content = file.read()
            if content not in kept:
                done = subprocess.run([program, "check", path], capture_output=True, text=True)
                assert done.returncode == 0, f"not whole: {len(content)} bytes; {done.stdout}{done.stderr}"
                kept[content] = done.stdout.strip()
            seen[kept[content]] += 1
            rest = [name for name in os.listdir(folder) if name != "a.session"]
            left_over += len(rest)
            for name in rest:
                os.unlink(os.path.join(folder, name))
        print(f"killed {times} times within {saves} saves: always whole, at step "
              f"{', '.join(f'{step} {count} times' for step, count in sorted(seen.items()))}; "
              f"{left_over} drafts left behind")
        assert len(seen) == 2, "only one of the two was ever seen: not killed at random moments"
        assert left_over <= max(1, times // 20), left_over


if __name__ == "__main__":
    main()
