"""Every C++ file that git keeps has the layout of .clang-format, by clang-format 14 (Debian 12's).
Usage: format.py SOURCE"""

import os
import re
import shlex
import shutil
import subprocess
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from drive import SKIPPED, require
from sources import kept

VERSION = "14"
CPP = (".h", ".cpp")


def tool(name):
    """The command of clang's tool in the version whose output is checked. Skips the test where only
    another version is installed: Debian 13 has none of version 14."""
    versioned = f"{name}-{VERSION}"
    if shutil.which(versioned):
        return versioned
    require(name)
    said = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
    if not re.search(rf"version {VERSION}\.", said):
        print(f"{name} is not of version {VERSION}: {said.strip()}")
        sys.exit(SKIPPED)
    return name


def unformatted(command, source, files):
    """The files that clang-format would change, sorted."""
    done = subprocess.run([command, "--dry-run", *files], cwd=source, capture_output=True, text=True,
                          check=True)
    return sorted(set(re.findall(r"^(.*?):\d+:\d+: warning: code should be clang-formatted",
                                 done.stderr, re.MULTILINE)))


def main():
    command = tool("clang-format")
    source = sys.argv[1]
    files = [name for name in kept(source) if name.endswith(CPP)]
    if not files:
        print("the sources came without git")
        sys.exit(SKIPPED)
    wrong = unformatted(command, source, files)
    print(f"{len(files)} files, {len(wrong)} not formatted")
    if wrong:
        print(f"mend by: cd {shlex.quote(source)} && {command} -i {shlex.join(wrong)}")
        sys.exit(1)


if __name__ == "__main__":
    main()
