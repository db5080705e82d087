"""clang-tidy 14 (Debian 12's) with the checks of .clang-tidy finds nothing in the C++ files that
changed against main, with LA_TIDY=all in any file; LA_TIDY=none leaves it out.
Usage: tidy.py SOURCE BUILD [FILE...]            checks the named files instead of the changed ones"""

import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "support"))
from format import CPP, tool
from sources import kept

# Clang 14 does not compile the headers of Debian 12's LibTorch as C++20.
LEFT_OUT = "core/engine/torch/"
AT_ONCE = 2  # sources; each takes ten seconds of a core and half a GB
# GCC's own options, which clang does not take: among them its precompiled header.
UNKNOWN = re.compile(r" (-fno-tree-loop-distribute-patterns|-fpch-preprocess|-Winvalid-pch"
                     r"|-include \S*cmake_pch\.hxx)(?= )")


def git(source, *arguments):
    done = subprocess.run(["git", "-c", "safe.directory=*", "-C", source, *arguments],
                          capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed(source):
    """The files that are not as on main: committed on this branch, edited or new. On main itself
    these are the edits that are not committed; without a main, or without git, there are none."""
    for main in ("origin/main", "main"):
        base = git(source, "merge-base", "HEAD", main)
        if base:
            break
    else:
        return []
    return (git(source, "diff", "--name-only", "--diff-filter=d", base[0])
            + git(source, "ls-files", "--others", "--exclude-standard"))


def units(files, texts):
    """The sources to be checked for these files: a header is checked through the source of its name,
    or else through the nearest that includes it. `texts` are all files of the tree, by path."""
    included_by = {}
    for path, text in sorted(texts.items()):
        for target in re.findall(r'^#\s*include "(.*?)"', text, re.MULTILINE):
            included_by.setdefault(target, []).append(path)

    def source_of(header):
        ahead, seen = [header], set()
        while ahead:
            path = ahead.pop(0)
            if path.endswith(".cpp"):
                return path
            if path not in seen:
                seen.add(path)
                own = path.removesuffix(".h") + ".cpp"
                ahead += [own] if own in texts else included_by.get(path, [])
        return None

    return sorted({source_of(path) for path in files if path in texts} - {None})


def compile_commands(build, folder):
    """Writes the build's commands into the folder as clang takes them; returns the sources' paths."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    for entry in commands:
        entry["command"] = UNKNOWN.sub("", entry["command"])
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump(commands, file)
    return {entry["file"] for entry in commands}


def findings(command, folder, path):
    """What clang-tidy says of one source and its headers: [line of a finding]."""
    done = subprocess.run([command, "-p", folder, "--quiet", path], capture_output=True, text=True)
    said = [line for line in done.stdout.splitlines() if re.search(r"(warning|error): .*\[", line)]
    if done.returncode != 0 and not said:
        said = [f"{path}: clang-tidy ended with {done.returncode}: {done.stderr.strip()}"]
    return said


def main():
    if os.environ.get("LA_TIDY") == "none":
        print("left out: LA_TIDY=none")
        sys.exit(77)
    command = tool("clang-tidy")
    source, build = sys.argv[1:3]
    texts = {}
    for name in kept(source):
        checked = name.endswith(".h") or name.endswith(".cpp") and not name.startswith(LEFT_OUT)
        if checked and os.path.exists(os.path.join(source, name)):
            with open(os.path.join(source, name), encoding="utf-8") as file:
                texts[name] = file.read()
    if os.environ.get("LA_TIDY") == "all":
        files = list(texts)
    else:
        files = sys.argv[3:] or [name for name in changed(source) if name.endswith(CPP)]

    with tempfile.TemporaryDirectory(prefix="la-tidy-") as folder:
        built = compile_commands(build, folder)
        paths = [os.path.join(source, name) for name in units(files, texts)]
        paths = [path for path in paths if path in built]
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            said = pool.map(lambda path: findings(command, folder, path), paths)
            wrong = sorted({line for lines in said for line in lines})
    for line in wrong:
        print(line.removeprefix(source + "/"))
    print(f"{len(files)} files, checked through {len(paths)} sources: {len(wrong)} findings")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
