#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs into an empty folder and looks whether all arrives that the program and the desktop need. Arguments: the
build folder, the prefix, the data folder's name below it. Speaks TAP."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ID = "io.github.fovea_lab.Fovea"
DATA = [
    "fovea/lessons/lecture.lesson",
    "fovea/mnist/README.md",
    "fovea/mnist/t10k-images-idx3-ubyte.gz",
    "fovea/mnist/t10k-labels-idx1-ubyte.gz",
    "fovea/mnist/train-images-idx3-ubyte.gz",
    "fovea/mnist/train-labels-idx1-ubyte.gz",
    "fovea/nets/README.md",
    "fovea/nets/lenet-5-mnist.safetensors",
    "fovea/nets/shapes-32.safetensors",
    "fovea/pictures/README.md",
    "fovea/pictures/raccoon.png",
    f"applications/{ID}.desktop",
    f"glib-2.0/schemas/{ID}.gschema.xml",
    f"icons/hicolor/scalable/apps/{ID}.svg",
    f"icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
    "locale/de/LC_MESSAGES/fovea.mo",
    f"metainfo/{ID}.metainfo.xml",
    "man/man1/fovea.1",
    "man/man1/fovea-cli.1",
    "man/man5/fovea-lesson.5",
]
PROGRAMS = ["fovea", "fovea-cli"]


def main(build, prefix, datadir):
    with tempfile.TemporaryDirectory() as destination:
        subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", destination],
                       check=True, stdout=sys.stderr)
        below = Path(destination + prefix)
        wanted = [below / datadir / name for name in DATA] + [below / "bin" / name for name in PROGRAMS]
        print(f"1..{len(wanted)}")
        for number, path in enumerate(wanted, 1):
            there = path.is_file() and (path.parent.name != "bin" or os.access(path, os.X_OK))
            print("ok" if there else "not ok", number, f"/install/{path.relative_to(below)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
