# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline is copied out in each of its forms, and reads back as it was.

    copy-out.py BOOKGEN BOOKGEN-CLI"""
import json
import os
import subprocess
import sys

from desktop import Failed, main, new_book

OUTLINE = """# The Small Harbour

## The water

### The quay

Who built it, & why “there”: <three> reasons.

- one
- two

### Boats

## The land

### Knots
"""
FORMS = [("As Markdown…", "copy.outline.md"), ("As OPML…", "copy.opml"), ("As JSON…", "copy.outline.json")]


def read(path):
    """The tree that an import makes of it, below the book itself."""
    done = subprocess.run([sys.argv[2], "import", "--json", path], capture_output=True, text=True, timeout=30)
    if done.returncode != 0:
        raise Failed(f"{path} cannot be read: {done.stderr}")
    top = json.loads(done.stdout)["children"]
    return top[0]["children"] if top[0]["kind"] == "book" else top


def copy_out(program, label, path):
    program.choose("Main menu", "Copy the Outline Out", label)
    program.find("", "text").type(path)
    program.press("Save")
    program.find(f"The outline is copied to “{os.path.basename(path)}”.")


def run():
    with new_book(sys.argv[1], "The Small Harbour", OUTLINE) as program:
        outline = os.path.join(program.home, "harbour.md")
        for label, name in FORMS:
            path = os.path.join(program.home, name)
            copy_out(program, label, path)
            if read(path) != read(outline):
                raise Failed(f"{name} reads back as {read(path)}, not {read(outline)}")


main("the outline copied out", run)
