"""The floors of core and of app: a folder includes itself and the floors below it. Folders of one
floor do not see each other, so no circle of folders can arise. docs/architecture.md explains them."""

# From the ground up; "." are the files directly in the module's folder.
FLOORS = {
    "core": "base < model < data < config < tensor_files < kernels < engine, measure, shallow < stability < train < sweep, observe, model_reader < io",
    "app": "ui, readouts, motion < state < experiment < sweep, session < settings < views < stage "
           "< panels < keys < lessons, theory < palette, laboratories < . < screen < export < window < commands < main.cpp",
}
LEVEL = {
    module: {name.strip(): level for level, floor in enumerate(order.split("<"))
             for name in floor.split(",")}
    for module, order in FLOORS.items()
}


def floor_of(path):
    """(module, room) of a file of the tree; the room of app/app.h is "."."""
    module, *rest = path.split("/")
    if path == "app/main.cpp":
        return module, "main.cpp"
    return module, rest[0] if len(rest) > 1 else "."


def why_upward(path, target):
    """What is wrong with an include between rooms of one module; None if nothing is."""
    module, room = floor_of(path)
    if module not in LEVEL or not target.startswith(module + "/"):
        return None
    other = floor_of(target)[1]
    levels = LEVEL[module]
    for name in (room, other):
        if name not in levels:
            return f"{module}/{name} has no floor in tests/structure/floors.py"
    if other == room or levels[other] < levels[room]:
        return None
    if levels[other] == levels[room]:
        return f"{room} and {other} are on one floor of {module} and do not see each other"
    return f"{other} is above {room} in {module}"
