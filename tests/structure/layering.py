"""Which part may see what, by the includes of the sources and the symbols of the built libraries; what
names a platform or calls OpenGL; how large files, functions and folders are; and what lies at the top.
Usage: layering.py SOURCE BUILD [NM READELF]     checks the tree
       layering.py --self-test SOURCE            plants violations of each kind and sees that they are found"""

import sys

from floors import why_upward
from includes import why_not, wrong_includes
from opengl import wrong_opengl
from opengl_plants import self_test_opengl
from places import wrong_places
from plants import self_test
from platforms import wrong_platforms
from sizes import wrong_sizes
from sources import kept
from symbols import wrong_symbols


def main():
    if sys.argv[1] == "--self-test":
        self_test(sys.argv[2])
        self_test_opengl(sys.argv[2])
        return
    source, build = sys.argv[1:3]
    tools = sys.argv[3:5] if len(sys.argv) > 4 else ["nm", "readelf"]
    includes, includes_seen = wrong_includes(source, (why_not, why_upward))
    symbols, symbols_seen = wrong_symbols(build, *tools)
    calls, calls_seen = wrong_opengl(source)
    found = (includes + symbols + calls + wrong_platforms(source) + wrong_sizes(source)
             + wrong_places(kept(source)))
    for line in found:
        print(line)
    print(f"{includes_seen} includes, {symbols_seen} symbols and {calls_seen} calls of OpenGL: "
          f"{len(found)} violations")
    assert includes_seen > 200 and symbols_seen > 2000 and calls_seen > 100, "too few to be true: looked in the wrong place"
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
