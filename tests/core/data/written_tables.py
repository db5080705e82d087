"""Tables as people and programs write them, in a random shape each: they are read as they were meant, or refused
with one line. Written by Python's csv, by pandas and by NumPy.
Usage: written_tables.py la_read_tables [COUNT [SEED]]"""

import csv
import gzip
import io
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

READER = os.path.abspath(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
FOLDER = tempfile.mkdtemp(prefix="la-written-tables-")

MISSING = ["", "NA", "NaN", "nan", "?", "null", "None", "N/A", "#N/A", "-", "NULL", "n/a"]
CLASSES = [["cat", "dog"], ["0", "1"], ["0", "1", "2"], ["1", "2", "3", "4"], ["a b", "c d"], ["yes", "no"],
           ["setosa", "versicolor", "virginica"], ["собака", "кошка"], ["café", "thé"], ["猫", "犬"],
           ["x;y", "x,y"], ["say \"hi\"", "it's"], ["-1", "1"], ["0.0", "1.0"], ["A", "a"], ["True", "False"],
           ["t#1", "t#2"], ["a|b", "c|d"], ["two\nlines", "one"], ["1e3", "2e3"], ["007", "008"], ["x", "y"],
           ["1.5", "2.5"], ["na\u00efve", "\u20ac"], ["#1", "#2"], ["+", "++"], ["train", "test"]]
LABELS = ["label", "class", "target", "species", "Label", "Class", "category", "type", "labels", "outcome"]


class Table:
    """What is meant: coordinates, labels, and where something is missing."""

    def __init__(self, draw):
        self.draw = draw
        self.rows = draw.choice([3, 5, 12, 40])
        self.classes = draw.choice(CLASSES)
        self.labels = [draw.choice(self.classes) for _ in range(self.rows)]
        self.places = draw.choice([0, 1, 2, 3, 3, 6, None])  # digits after the decimal sign; None: all
        size = draw.choice([1, 1, 10, 300, 5000, 2e6])
        signed = draw.random() < 0.6
        self.points = [[self.number(size, signed) for _ in range(2)] for _ in range(self.rows)]
        if draw.random() < 0.05:  # a grid of whole numbers
            self.places = 0
            self.points = [[float(draw.randrange(3)) for _ in range(2)] for _ in range(self.rows)]
        self.missing = None  # (row, column) of a missing value, and how it is written
        if draw.random() < 0.08:
            self.missing = (draw.randrange(self.rows), draw.randrange(3), draw.choice(MISSING))

    def number(self, size, signed):
        value = self.draw.uniform(-size if signed else 0, size)
        return value if self.places is None else round(value, self.places)


def written(table, value, decimal, group):
    """A number as people write it."""
    style = table.style
    if style == "scientific":
        text = f"{value:.5e}"
    elif table.places is None:
        text = repr(value)
    else:
        text = f"{value:.{table.places}f}"
    if group and style == "fixed" and "e" not in text:
        sign, digits = ("-", text[1:]) if text[0] == "-" else ("", text)
        whole, _, rest = digits.partition(".")
        whole = f"{int(whole):,}".replace(",", group)
        text = sign + whole + ("." + rest if rest else "")
    if style == "odd":
        text = text.replace("0.", ".", 1) if text.startswith("0.") and len(text) > 2 else text
        text = text if text.startswith("-") else table.draw.choice(["", "+"]) + text
        text = text.replace("-", table.draw.choice(["-", "\u2212"]))
    if decimal != ".":
        # A group sign "," becomes "." together with the decimal sign.
        text = text.translate(str.maketrans(".,", ",."))
    return text


def meant(text, decimal, group):
    """The number that written() made."""
    text = text.replace("\u2212", "-")
    if decimal == ",":
        text = text.translate(str.maketrans(".,", ",."))
    if group:
        text = text.replace(group, "")
    return float(text)


def by_hand(table):
    """Written by csv.writer, or by joining. Returns text, what is meant, and whether bytes are free to choose."""
    draw = table.draw
    separator = draw.choice([",", ",", ",", ";", ";", "\t", "|", " "])
    decimal = draw.choice([".", ".", "."] + ([","] if separator != " " else []))
    group = draw.choice(["", "", "", "", ",", "\u00a0", "\u202f", "'"] + ([] if separator == " " else [" "]))
    table.style = draw.choice(["fixed", "fixed", "fixed", "scientific", "odd"])
    cells = [[written(table, v, decimal, group) for v in point] for point in table.points]
    points = [[meant(c, decimal, group) for c in row] for row in cells]
    rows = [[*pair, label] for pair, label in zip(cells, table.labels)]
    if table.missing:
        row, column, text = table.missing
        rows[row][column] = text or ("" if separator != " " else "NA")
    names = draw.choice([["x", "y"], ["x1", "x2"], ["Age", "Income"], ["X", "Y"], ["lon", "lat"], None])
    header = None
    order = [0, 1, 2]
    if names is not None:
        header = [*names, draw.choice(LABELS + (["y"] if names[0] == "x1" else []))]
        if draw.random() < 0.3:
            order = [2, 0, 1]
    text_label = not all(is_number(label) for label in table.classes)
    if header is None and text_label and not table.missing and draw.random() < 0.3:
        order = draw.choice([[2, 0, 1], [0, 2, 1]])
    if header is None and not text_label and draw.random() < 0.2:
        order = [2, 0, 1]  # numbers alone: nothing says that they come first
    extra = []
    columns = ""
    if header and draw.random() < 0.15:
        extra = [draw.choice(["train", "test", "val"]) for _ in rows]
        header = header + ["split"]
        order = order + [3]
        rows = [row + [part] for row, part in zip(rows, extra)]
    rows = [[row[i] for i in order] for row in rows]
    if header:
        header = [header[i] for i in order]
        if draw.random() < 0.1:
            rows = [[f"id{i}", *row] for i, row in enumerate(rows)]
            columns = ",".join(header[order.index(i)] for i in range(3))
            header = ["key", *header]
    out = io.StringIO()
    quoting = draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    end = draw.choice(["\n", "\n", "\r\n", "\r"])
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    lines = out.getvalue().split(end)[:-1]
    within = all("\n" not in label for label in table.classes)  # a line of the file is a row
    if draw.random() < 0.07 and separator != " " and within:
        lines = [line + separator for line in lines]
    if draw.random() < 0.07:
        lines += ["" if separator == " " else separator * draw.choice([0, 2])]
    if draw.random() < 0.07 and within:
        lines.insert(draw.randrange(len(lines)), draw.choice(["", "# a remark", "#"]))
    if draw.random() < 0.07:
        lines.insert(0, "# made by a program")
    if draw.random() < 0.07 and separator != " ":
        lines.insert(0, "sep=" + separator)
    return end.join(lines) + draw.choice([end, end, ""]), points, extra, columns


def by_pandas(table):
    draw = table.draw
    table.style = "pandas"
    names = draw.choice([["x", "y"], ["x1", "x2"], [0, 1], ["Age", "Income"]])
    label = draw.choice(LABELS) if names != [0, 1] else draw.choice([2, "label", "target"])
    frame = pd.DataFrame(table.points, columns=names)
    numbers = all(is_number(c) for c in table.classes)
    frame[label] = [float(t) if set(t) & {".", "e"} else int(t) for t in table.labels] if numbers else table.labels
    if table.places == 0:
        frame[names] = frame[names].astype(int)
    if table.missing:
        row, column, _ = table.missing
        frame = frame.astype(object)
        frame.iloc[row, column] = None
    if draw.random() < 0.3 and label != 2:
        frame = frame[[label, *names]]
    if draw.random() < 0.2:
        frame = frame.sample(frac=1, random_state=draw.randrange(1000))
    separator = draw.choice([",", ",", ",", ";", "\t"])
    decimal = draw.choice([".", ".", "."] if separator == "," else [".", ","])
    places = draw.choice([None, None, "%.3f", "%.6g", "%g"])
    header = draw.random() < 0.85 or label in frame.columns[:1]
    index = header and draw.random() < 0.3
    text = frame.to_csv(sep=separator, decimal=decimal, float_format=places, index=index, header=header,
                        na_rep=draw.choice(["", "NA", "NaN"]),
                        quoting=draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]))
    points = []
    for point in frame[names].itertuples(index=False):
        points.append([as_written(v, places) for v in point])
    table.labels = [str(v) for v in frame[label]]
    return text, points, [], ""


def as_written(value, places):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return float("nan")
    if isinstance(value, float) and places:
        return float(places % value)
    return float(value)


def by_numpy(table, path):
    draw = table.draw
    table.style = "numpy"
    table.classes = draw.choice([["0", "1"], ["0", "1", "2"], ["3", "7"]])
    table.labels = [draw.choice(table.classes) for _ in table.points]
    kind = draw.choice([np.float64, np.float64, np.float32, ">f8"])
    points = np.asarray(table.points, dtype=kind)
    labels = np.asarray([int(t) for t in table.labels], dtype=draw.choice([np.int64, np.uint8, np.int32, np.float64]))
    table.missing = None
    way = draw.choice(["savetxt", "savetxt", "npy", "npz", "compressed", "positional", "names"])
    whole = np.column_stack([points, labels])
    if way == "savetxt":
        text = io.StringIO()
        form = draw.choice(["%.18e", "%.6f", ["%.5f", "%.5f", "%d"]])
        np.savetxt(text, whole, fmt=form, delimiter=draw.choice([" ", ",", "\t", ";"]))
        shape = form if isinstance(form, str) else form[0]
        return text.getvalue(), [[float(shape % v) for v in row] for row in points.astype(float)]
    if way == "npy":
        np.save(path, np.asfortranarray(whole) if draw.random() < 0.3 else whole)
    elif way == "positional":
        np.savez(path, points, labels)
    elif way == "names":
        np.savez(path, x=points[:, 0], y=points[:, 1], label=labels)
    else:
        names = draw.choice([("X", "y"), ("x", "y"), ("data", "labels"), ("data", "target"), ("points", "label")])
        save = np.savez if way == "npz" else np.savez_compressed
        save(path, **{names[0]: points, names[1]: labels})
    return None, whole[:, :2].astype(float).tolist() if way == "npy" else points.astype(float).tolist()


def is_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def encoded(table, text):
    ways = ["utf-8"] * 8 + ["utf-8-sig", "utf-16", "utf-32", "utf-16-le"]
    if all(ord(c) < 256 for c in text):
        ways += ["latin-1"] * 2
    data = text.encode(table.draw.choice(ways))
    return gzip.compress(data) if table.draw.random() < 0.07 else data


def make(number):
    """Writes a table. Returns its path, its columns, and what is meant by it."""
    draw = random.Random(SEED * 1000003 + number)
    table = Table(draw)
    path = os.path.join(FOLDER, f"{number}.csv")
    extra, columns = [], ""
    way = draw.choice(["hand", "hand", "pandas", "numpy"])
    if way == "numpy":
        # np.save adds an ending of its own to other names.
        binary = os.path.join(FOLDER, f"{number}.npz")
        with open(binary, "wb") as out:
            text, points = by_numpy(table, out)
        if text is None:
            return binary, "", table, points, extra
        os.remove(binary)
    elif way == "pandas":
        text, points, extra, columns = by_pandas(table)
    else:
        text, points, extra, columns = by_hand(table)
    with open(path, "wb") as out:
        out.write(encoded(table, text))
    return path, columns, table, points, extra


def same_label(read, wanted):
    if read == wanted:
        return True
    read = read.replace(",", ".")  # of a table with decimal commas
    return is_number(read) and is_number(wanted) and float(read) == float(wanted)


def difference(read, table, points, extra):
    """What is read otherwise than it was meant; empty: nothing is."""
    if table.missing:
        return "a missing value was read"
    if any("not as thousands" in note or "is read as the label" in note for note in read["notes"]):
        return ""  # it was said how they are read
    if len(read["points"]) != len(points):
        return f"{len(read['points'])} points instead of {len(points)}"
    for i, (got, wanted) in enumerate(zip(read["points"], points)):
        if got != wanted:
            return f"point {i} is {got} instead of {wanted}"
    for i, (got, wanted) in enumerate(zip(read["labels"], table.labels)):
        if not same_label(got, wanted):
            return f"label {i} is {got!r} instead of {wanted!r}"
    if extra and read["test"] != [part != "train" for part in extra]:
        return "another split"
    return ""


def main():
    made = [make(number) for number in range(COUNT)]
    with open(os.path.join(FOLDER, "list"), "w") as out:
        out.writelines(f"{path}\t{columns}\n" for path, columns, *_ in made)
    done = subprocess.run([READER, os.path.join(FOLDER, "list")], capture_output=True, timeout=240)
    assert done.returncode == 0, done.stderr.decode()
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == COUNT
    wrong, refused, needless = [], 0, []
    for (path, columns, table, points, extra), read in zip(made, answers):
        if "error" in read:
            error = read["error"]
            refused += 1
            if error.count("\n") or not error.startswith(os.path.basename(path)):
                wrong.append((path, "not one line with the file's name: " + error))
            elif not table.missing:
                needless.append((path, error))
        elif why := difference(read, table, points, extra):
            wrong.append((path, why))
    for path, error in needless if "-v" in sys.argv else []:
        print("refused", path, error)
    for path, why in wrong[:20]:
        with open(path, "rb") as data:
            print(f"{os.path.basename(path)}: {why}\n    {data.read(300)!r}")
    print(f"{COUNT} tables: {len(wrong)} read otherwise than meant, {refused} refused, "
          f"{len(needless)} of these without a missing value")
    assert not wrong
    assert len(needless) < 0.2 * COUNT, "most tables can be read"


try:
    main()
finally:
    if "-v" not in sys.argv:
        shutil.rmtree(FOLDER, ignore_errors=True)
