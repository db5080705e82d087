"""Files of points in binary forms: NumPy's arrays and gzip are read, and what can be read is no more than it says.
Usage: table_files.py la_read_tables"""

import gzip
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

READER = os.path.abspath(sys.argv[1])
FOLDER = tempfile.mkdtemp(prefix="la-table-files-")
POINTS = [[0.1, -0.2], [1.5, 1.25], [2.0, 3.0]]
LABELS = ["0", "1", "0"]
X = np.array(POINTS)
Y = np.array([0, 1, 0])
count = 0


def read(content):
    """What is read of this file, or of what `content` saves into one."""
    global count
    count += 1
    path = os.path.join(FOLDER, f"f{count}")
    with open(path, "wb") as out:
        if callable(content):
            content(out)
        else:
            out.write(content)
    with open(os.path.join(FOLDER, "list"), "w") as out:
        out.write(path + "\n")
    done = subprocess.run([READER, os.path.join(FOLDER, "list")], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def expect(content, labels=LABELS, points=POINTS, test=None):
    got = read(content)
    assert got.get("points") == points, got
    assert got["labels"] == labels, got
    assert got["test"] == (test or []), got


def refused(content, says):
    got = read(content)
    assert "error" in got and says in got["error"] and "\n" not in got["error"], (says, got)
    assert got["error"].startswith(f"f{count}"), got


def arrays(save=np.savez, *positional, **named):
    return lambda out: save(out, *positional, **named)


def npy(array):
    return lambda out: np.save(out, array)


try:
    # Arrays of every type and order.
    for save in (np.savez, np.savez_compressed):
        expect(arrays(save, X=X, y=Y))
        expect(arrays(save, x=X, y=Y))
        expect(arrays(save, y=Y, X=X))
        expect(arrays(save, data=X, labels=Y))
        expect(arrays(save, points=X, target=Y.reshape(3, 1)))
        expect(arrays(save, X, Y))
        expect(arrays(save, Y, X))
        expect(arrays(save, x=X[:, 0], y=X[:, 1], label=Y))
        expect(arrays(save, class_=Y, other=X))
        expect(arrays(save, np.column_stack([X, Y])))
        expect(arrays(save, X=X, y=Y, split=np.array(["train", "test", "train"])), test=[False, True, False])
    for kind in ("<f4", ">f4", "<f8", ">f8"):
        points = X.astype(kind)
        expect(arrays(X=points, y=Y), points=points.astype(float).tolist())
    expect(arrays(X=X[1:].astype(np.float16), y=Y[:2]), points=POINTS[1:], labels=["0", "1"])
    for kind in (np.int8, np.uint8, ">i2", np.int32, np.uint64, np.float64):
        expect(arrays(X=X, y=Y.astype(kind)))
    expect(arrays(X=X, y=np.array(["cat", "собака 🦊", "cat"])), labels=["cat", "собака 🦊", "cat"])
    expect(arrays(X=X, y=np.array([b"cat", b"dog", b"cat"])), labels=["cat", "dog", "cat"])
    expect(arrays(X=X, y=np.array([True, False, True])), labels=["True", "False", "True"])
    expect(arrays(X=X, y=np.array([-1, 1, -1])), labels=["-1", "1", "-1"])
    whole = np.column_stack([X, Y])
    expect(npy(whole))
    expect(npy(np.array([[801, 3.252, 0], [57, 65, 1]])), labels=["0", "1"], points=[[801, 3.252], [57, 65]])
    expect(npy(np.asfortranarray(whole)))
    expect(npy(whole[:, ::1].astype(">f8")))

    # What such files do not say is refused.
    refused(npy(X), "[3, 2]; save points [n, 2] and labels [n]")
    refused(npy(np.zeros((2, 60))), "60 columns")
    refused(npy(X.reshape(3, 2, 1)), "[3, 2, 1]")
    refused(npy(np.array([1, "a", None], dtype=object)), "Python objects")
    refused(npy(np.zeros(3, dtype=[("x", "f8"), ("y", "f8")])), "named fields")
    refused(npy(whole.astype(complex)), "neither numbers nor text")
    refused(arrays(X=X, y=Y[:2]), "X [3, 2], y [2]")
    refused(arrays(X_train=X, y_train=Y, X_test=X[:2], y_test=Y[:2]), "X_test [2, 2]")
    refused(arrays(), "it is an empty zip archive")
    refused(npy(np.where(whole == 1.25, np.nan, whole)), ":2: 'nan' is not finite")
    refused(arrays(X=X, y=np.array(["cat", "", "dog"])), ":2: the label is missing")
    refused(npy(np.array([[0.5, 0.25, 0.125]] * 3 + [[1, 1, i / 8] for i in range(30)])), "one class too many")
    saved = io.BytesIO()
    np.savez_compressed(saved, X=X, y=Y)
    for cut in range(0, len(saved.getvalue()), 7):
        got = read(saved.getvalue()[:cut])
        assert "error" in got or cut == 0, cut
    for at in range(0, len(saved.getvalue()), 3):
        damaged = bytearray(saved.getvalue())
        damaged[at] ^= 0x55
        got = read(bytes(damaged))
        assert "error" in got or got["points"] == POINTS and got["labels"] == LABELS, (at, got)

    # gzip of everything, in one member or several; bombs are refused by what they become.
    text = "x,y,label\n0.1,-0.2,0\n1.5,1.25,1\n2,3,0\n".encode()
    expect(gzip.compress(text))
    expect(gzip.compress(text[:20]) + gzip.compress(text[20:]))
    expect(gzip.compress(text.decode().encode("utf-16")))
    saved = io.BytesIO()
    np.save(saved, whole)
    expect(gzip.compress(saved.getvalue()))
    refused(gzip.compress(text)[:-12], "cut off")
    refused(gzip.compress(text)[:30] + b"\xff" + gzip.compress(text)[31:], "")
    refused(gzip.compress(text) + b"rest", "damaged")
    refused(gzip.compress(gzip.compress(text)), "packed twice")
    refused(gzip.compress(b"0,0,0\n" * (50 << 20), 9), "larger than 256 MiB unpacked")
    refused(gzip.compress(pickle.dumps(POINTS)), "a Python pickle")
    refused(arrays(np.savez_compressed, X=np.zeros((20 << 20, 2)), y=np.zeros(20 << 20)), "256 MiB")
    refused(npy(np.zeros((9 << 20, 1), dtype=np.uint8)), "elements")

    # Other archives.
    def workbook(out):
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")

    def packed(out):
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("table.csv", text)

    refused(workbook, "an Excel workbook; save it as CSV")
    refused(packed, "a zip archive; unpack it")
    refused(pickle.dumps(POINTS), "a Python pickle")
    refused(lambda out: pickle.dump(POINTS, out, protocol=2), "a Python pickle")
    print(f"{count} files: as their writers meant, or refused")
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
