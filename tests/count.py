#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases of one or more runs of `meson test`, from the testlog.json that each leaves behind.

A program that speaks TAP counts as many as it has `ok` and `not ok` lines; one more failed if it ended badly without
having said so (a crash, a time-out, a plan not kept). Any other test counts as one, and so does a log that is missing,
as failed. Prints `N passed, N failed`, then
`, N skipped` if there are any; exits 1 if something failed or nothing ran.
"""

import json
import re
import sys

CASE = re.compile(r"^\s*(ok|not ok)\b(?P<rest>.*)$", re.MULTILINE)
GOOD = ("OK", "EXPECTEDFAIL", "SKIP")


def cases(test):
    """(passed, failed, skipped) of one test program."""
    found = list(CASE.finditer(test.get("stdout") or ""))
    skipped = sum("# SKIP" in case["rest"].upper() for case in found)
    failed = sum(case[1] == "not ok" for case in found)
    passed = len(found) - failed - skipped
    good = test["result"] in GOOD
    if not found:
        skipped, passed = int(test["result"] == "SKIP"), int(test["result"] in ("OK", "EXPECTEDFAIL"))
    if not good and not failed:
        failed = 1
    return passed, failed, skipped


def tests(log):
    """What `meson test` wrote of each test program."""
    try:
        with open(log, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except FileNotFoundError:
        return [{"result": "ERROR"}]


def main(logs):
    total = [0, 0, 0]
    for log in logs:
        for test in tests(log):
            total = [a + b for a, b in zip(total, cases(test))]
    passed, failed, skipped = total
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
