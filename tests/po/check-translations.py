#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the translations in po/ can be shown: msgfmt takes them (formats, plurals), and each has the markup, the letters
in braces, the mnemonic and the spaces at its ends that the English text has. What is not translated yet, or a guess of
msgmerge's, is told and no failure: it is shown in English. First argument: the source's root. Speaks TAP; with --missing
as the second argument it lists what is not translated instead."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

# As Meson's preset "glib" has them.
XGETTEXT = ["xgettext", "--from-code=UTF-8", "--files-from=po/POTFILES.in", "--keyword=_", "--keyword=N_",
            "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3",
            "--keyword=g_dpgettext2:2c,3"]
SAME = {
    "markup": re.compile(r"</?(?:b|i|span|a|sub|sup|tt|small|big)\b"),
    "braces": re.compile(r"\{\w\}"),
    "mnemonic": re.compile(r"(?<!_)_(?!_)"),
    "spaces": re.compile(r"^ +| +$"),
}
PART = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) "(.*)"\n((?:".*"\n)*)', re.MULTILINE)


def entries(text):
    """Of a PO file's text: its English texts and its translations, an entry at a time; the header is left out."""
    for block in text.split("\n\n"):
        lines = "".join(line + "\n" for line in block.splitlines() if not line.startswith("#"))
        parts = {name: first + "".join(line[1:-1] for line in rest.splitlines())
                 for name, first, rest in PART.findall(lines)}
        if parts.get("msgid"):
            english = [parts["msgid"], parts.get("msgid_plural", parts["msgid"])]
            yield english, [text for name, text in parts.items() if name.startswith("msgstr")]


def differences(english, translation):
    """What a translation has more or less of than both the singular and the plural."""
    for what, pattern in SAME.items():
        if sorted(pattern.findall(translation)) not in [sorted(pattern.findall(text)) for text in english]:
            yield f"{what}: “{english[0]}” is “{translation}”"


def run(*command, **options):
    return subprocess.run(command, capture_output=True, encoding="utf-8", **options)


def missing(root, po):
    """The English texts of the source that @po has no translation of."""
    with tempfile.TemporaryDirectory() as folder:
        template, sure, merged = (Path(folder, name) for name in ("fovea.pot", "sure.po", "merged.po"))
        run(*XGETTEXT, f"--output={template}", cwd=root, check=True)
        run("msgattrib", "--no-fuzzy", f"--output-file={sure}", po, check=True)
        run("msgmerge", "--quiet", "--no-fuzzy-matching", f"--output-file={merged}", sure, template, check=True)
        return [english[0] for english, translations in entries(merged.read_text(encoding="utf-8"))
                if not all(translations)]


def check(root, po):
    """What is tested of one language: (name, what is wrong) each."""
    formats = run("msgfmt", "--check", "--output-file=/dev/null", po)
    found = list(entries(run("msgattrib", "--no-fuzzy", "--no-obsolete", po, check=True).stdout))
    yield "formats", [] if formats.returncode == 0 else formats.stderr.splitlines()
    yield "same-parts", [line for english, translations in found for translation in translations if translation
                         for line in differences(english, translation)]
    yield "is-not-empty", [] if any(all(translations) for _, translations in found) else ["nothing is translated"]


def main(root, tell_missing):
    languages = (root / "po" / "LINGUAS").read_text(encoding="utf-8").split()
    if tell_missing:
        for language in languages:
            for text in missing(root, root / "po" / f"{language}.po"):
                print(f"{language}: {text}")
        return False
    results = [(f"{language}/{name}", wrong) for language in languages
               for name, wrong in check(root, root / "po" / f"{language}.po")]
    print(f"1..{len(results)}")
    for number, (name, wrong) in enumerate(results, 1):
        print("not ok" if wrong else "ok", number, f"/po/translations/{name}")
        for line in wrong:
            print("#", line)
    for language in languages:
        texts = missing(root, root / "po" / f"{language}.po")
        print(f"# {language}: {len(texts)} texts are not translated (python3 tests/po/check-translations.py . --missing)")
    return any(wrong for _, wrong in results)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--missing" in sys.argv[2:]))
