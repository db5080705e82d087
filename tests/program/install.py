"""The program installed into a folder of its own: everything is where a Linux desktop looks for it, and it
runs from there. Usage: install.py cmake BUILD torch|none"""

import configparser
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

CMAKE, BUILD, TORCH = sys.argv[1], sys.argv[2], sys.argv[3] == "torch"


def run(prefix, *arguments, code=0):
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    done = subprocess.run([prefix / "bin/leastaction", *map(str, arguments)], cwd=prefix, env=environment,
                          capture_output=True, timeout=60)
    assert done.returncode == code, (arguments, done.returncode, done.stderr)
    return done.stderr.decode()


def main():
    with tempfile.TemporaryDirectory(prefix="la-install-") as name:
        prefix = pathlib.Path(name) / "a prefix"
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL)
        files = sorted(str(path.relative_to(prefix)) for path in prefix.rglob("*") if path.is_file())
        print("\n".join(files))
        for wanted in ("bin/leastaction", "share/applications/leastaction.desktop",
                       "share/mime/packages/leastaction.xml", "share/doc/leastaction/README.md",
                       "share/icons/hicolor/scalable/apps/leastaction.svg", "share/leastaction/python/leastaction.py"):
            assert wanted in files, wanted
        modules = [file for file in files if file.endswith("/leastaction/libleastaction_torch.so")]
        assert len(modules) == TORCH, modules

        run(prefix, "train", "--preset", "circles", "--steps", 20, "--out", "run", "--save", "a.session")
        line = run(prefix, "train", "--preset", "circles", "--steps", 2, "--engine", "torch", "--out", "other",
                   code=0 if TORCH else 1)
        assert TORCH or "LibTorch" in line, line
        if TORCH:  # the module that is installed, not another
            (prefix / modules[0]).unlink()
            assert "libleastaction_torch.so" in run(prefix, "train", "--steps", 2, "--engine", "torch", "--out", "no",
                                                    code=1)

        entry = configparser.ConfigParser(interpolation=None, strict=True)
        entry.optionxform = str
        entry.read(prefix / "share/applications/leastaction.desktop")
        entry = entry["Desktop Entry"]
        assert re.fullmatch(r"leastaction %f", entry["Exec"]) and entry["Type"] == "Application", dict(entry)
        kind = xml.etree.ElementTree.parse(prefix / "share/mime/packages/leastaction.xml").getroot()[0]
        assert entry["MimeType"] == kind.get("type") + ";", (entry["MimeType"], kind.get("type"))
        magic = kind.find(".//{*}match").get("value").encode().decode("unicode_escape").encode("latin1")
        assert (prefix / "a.session").read_bytes().startswith(magic), magic
        # What the entry calls with a file opens it.
        run(prefix, "a.session", "--screenshot", "session.png", "--after-steps", 0, "--size", "640x480")
        run(prefix, "run", "--screenshot", "run.png", "--after-steps", 0, "--size", "640x480")
        assert (prefix / "session.png").stat().st_size > 10000


main()
