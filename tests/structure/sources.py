"""The C++ files of the tree, and the files that git keeps."""

import os
import shutil
import subprocess

MODULES = ("core", "render", "app")


def cpp_files(root, folders=MODULES):
    """(path from the root, text) of every C++ file below these folders."""
    for top in folders:
        for folder, _, names in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(names):
                if name.endswith((".h", ".hpp", ".cpp", ".cc", ".inl")):
                    path = os.path.join(folder, name)
                    with open(path, encoding="utf-8") as file:
                        yield os.path.relpath(path, root), file.read()


def kept(source):
    """The files that git keeps; none where the sources came without git."""
    if not os.path.exists(os.path.join(source, ".git")) or not shutil.which("git"):
        return []
    out = subprocess.run(["git", "-c", "safe.directory=*", "-C", source, "ls-files", "-z"], check=True,
                         capture_output=True).stdout
    return [os.fsdecode(name) for name in out.split(b"\0") if name]
