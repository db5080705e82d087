"""What lies at the top of the project."""

TOP = {".ci", ".clang-format", ".clang-tidy", ".gitignore", "CITATION.cff", "CMakeLists.txt",
       "CMakePresets.json", "LICENSE", "README.md", "app", "assets", "core", "docs", "python", "render",
       "scripts", "shaders", "tests"}


def wrong_places(names):
    """What git keeps at the top of the project and has no place there."""
    top = {name.split("/")[0] for name in names}
    return [f"{name!r} has no place at the top of the project" for name in sorted(top - TOP)]
