"""How large files, functions and folders may be."""

import os
import re

from sources import MODULES, cpp_files

MAX_SOURCE = 450  # lines
MAX_HEADER = 160
MAX_FUNCTION = 80
MAX_LINES = {"app/commands/program.cpp": 120}  # it only lists the commands
MAX_UNITS = 24  # of one folder; a header and its source are one unit
MAX_FLAT = 14  # files directly in app/

# What a statement that ends in "{" begins with, where it begins no function.
NO_FUNCTION = re.compile(r"(inline )?(namespace|class|struct|union|enum|extern)\b|template\s*<.*>\s*(class|struct)\b")
FUNCTION = re.compile(r"\)[^=;]*\{$|\)[^;]*\) *\{$|\) *: .*\{$")


def functions(text):
    """(first line, lines, name) of every function of a source in the project's format, in which a
    function's last line is a brace as far in as its first line. Lambdas belong to the function that
    they stand in."""
    rows = text.splitlines()
    at = 0
    while at < len(rows):
        row = rows[at].split("//")[0].rstrip()
        if not row.endswith("{"):
            at += 1
            continue
        first = at
        while first > 0 and continues(rows[first - 1]):
            first -= 1
        statement = " ".join(line.strip() for line in rows[first:at] + [row])
        indent = len(rows[first]) - len(rows[first].lstrip())
        if NO_FUNCTION.match(statement) or not FUNCTION.search(statement):
            at += 1
            continue
        end = next((i for i in range(at + 1, len(rows)) if rows[i].startswith(" " * indent + "}")),
                   len(rows) - 1)
        yield first + 1, end - first + 1, statement[:60]
        at = end + 1


def continues(row):
    """Whether the line after this one goes on with the same statement."""
    row = row.split("//")[0].rstrip()
    return bool(row) and not row.endswith((";", "{", "}", "public:", "private:", "protected:")) \
        and not row.lstrip().startswith("#")


def too_long(root):
    """Files and functions with too many lines, of the modules and of the tests."""
    found = []
    for path, text in cpp_files(root, (*MODULES, "tests")):
        lines = text.count("\n")
        most = MAX_LINES.get(path, MAX_HEADER if path.endswith(".h") else MAX_SOURCE)
        if lines > most:
            found.append(f"{path}: {lines} lines, {most} at most")
        for first, length, name in functions(text):
            if length > MAX_FUNCTION:
                found.append(f"{path}:{first}: {length} lines in one function, {MAX_FUNCTION} at "
                             f"most: {name}")
    return found


def too_full(root):
    """Folders with too many units, and an app/ with too many files outside its rooms."""
    found = []
    for module in MODULES:
        for folder, _, names in os.walk(os.path.join(root, module)):
            units = {os.path.splitext(name)[0] for name in names if name.endswith((".h", ".cpp"))}
            if len(units) > MAX_UNITS:
                found.append(f"{os.path.relpath(folder, root)}: {len(units)} units, {MAX_UNITS} at most")
    flat = [entry for entry in os.scandir(os.path.join(root, "app")) if entry.is_file()]
    if len(flat) > MAX_FLAT:
        found.append(f"app: {len(flat)} files outside its folders, {MAX_FLAT} at most")
    return found


def wrong_sizes(root):
    return too_long(root) + too_full(root)
