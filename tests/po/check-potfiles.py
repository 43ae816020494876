#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether po/POTFILES.in lists every file with translatable text, each once, in order, and none without. First argument:
the source's root. Speaks TAP; with --write as the second argument it writes the list instead."""

import re
import sys
from pathlib import Path

CODE = re.compile(r'\b(?:N?C?_|n?gettext|dn?gettext|g_dp?n?gettext2?)\s*\((?!\))')
TEXT = {
    ".c": CODE,
    ".h": CODE,
    ".ui": re.compile(r'\btranslatable="(?:yes|true)"'),
    ".xml": re.compile(r"<(?:summary|description)\b"),
    ".in": re.compile(r"^(?:Name|Comment)=|<summary>", re.MULTILINE),
}
FOLDERS = ("data", "src", "ui")


def translatable(root):
    """The files below `root` that have text in them for people, in order."""
    files = (path for folder in FOLDERS for path in (root / folder).rglob("*"))
    found = (p for p in files if p.suffix in TEXT and TEXT[p.suffix].search(p.read_text(encoding="utf-8")))
    return sorted(p.relative_to(root).as_posix() for p in found)


def main(root, write):
    file = root / "po" / "POTFILES.in"
    expected = translatable(root)
    if write:
        file.write_text("".join(name + "\n" for name in expected), encoding="utf-8")
        return False
    listed = file.read_text(encoding="utf-8").split()
    results = [("no-file-is-missing", sorted(set(expected) - set(listed))),
               ("no-file-is-without-text", sorted(set(listed) - set(expected))),
               ("sorted-each-once", [] if listed == sorted(set(listed)) else ["sort them"])]
    print(f"1..{len(results)}")
    for number, (name, wrong) in enumerate(results, 1):
        print("not ok" if wrong else "ok", number, f"/po/potfiles/{name}")
        for line in wrong:
            print("#", line, "(python3 tests/po/check-potfiles.py . --write)")
    return any(wrong for _, wrong in results)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--write" in sys.argv[2:]))
