#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether data/lessons/strings.c holds the words of the lessons that come with the program: xgettext cannot read lesson
files, so it is given these. First argument: the source's root. Speaks TAP; with --write as the second argument it writes
the file instead."""

import re
import sys
from pathlib import Path

WORDS = re.compile(r"(?:Title|Text|Try|Confronts)=(.*)")
HEAD = """/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the lessons in this folder, for translators; nothing compiles this.
 * Written by: python3 tests/po/check-lessons.py . --write */
"""


def strings(lesson):
    """The words of one lesson file as C, with the step that they are of."""
    group, seen = "", set()
    for line in lesson.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = line.strip("[] ")
        match = WORDS.fullmatch(line.strip())
        if match and match[1] not in seen:
            seen.add(match[1])
            yield '/* Translators: %s, step %s */\nN_ ("%s")\n' % (lesson.name, group, match[1].replace('"', '\\"'))


def main(root, write):
    file = root / "data" / "lessons" / "strings.c"
    expected = HEAD + "".join(text for lesson in sorted(file.parent.glob("*.lesson")) for text in strings(lesson))
    if write:
        file.write_text(expected, encoding="utf-8")
        return False
    same = file.read_text(encoding="utf-8") == expected
    print("1..1")
    print("ok" if same else "not ok", 1, "/po/lessons/every-string-is-extracted")
    if not same:
        print("# python3 tests/po/check-lessons.py . --write")
    return not same


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--write" in sys.argv[2:]))
