"""Starts a program on a system that seems to offer no isolation: without_seccomp.py PROGRAM ARGUMENTS..."""

import ctypes
import errno
import os
import sys

PR_SET_SECCOMP = 22
ALLOW, FAIL = 0x7FFF0000, 0x00050000 | errno.EINVAL


class Argument(ctypes.Structure):
    _fields_ = [("number", ctypes.c_uint), ("compare", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def hide_seccomp():
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ALLOW))
    number = library.seccomp_syscall_resolve_name
    first = Argument(0, 4, PR_SET_SECCOMP, 0)  # the first argument is equal to it
    assert library.seccomp_rule_add_array(context, FAIL, number(b"prctl"), 1, ctypes.byref(first)) == 0
    assert library.seccomp_rule_add_array(context, FAIL, number(b"seccomp"), 0, None) == 0
    assert library.seccomp_load(context) == 0


if __name__ == "__main__":
    hide_seccomp()
    os.execv(sys.argv[1], sys.argv[1:])
