# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline is copied out in each of its forms, and reads back as it was.

    copy-out.py BOOKGEN BOOKGEN-CLI"""
import json
import os
import subprocess
import sys
import tempfile

from desktop import Failed, Program, main, need, place, wait

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
    name = program.find("", "text", 30)
    if not name.get_editable_text_iface().set_text_contents(path):
        raise Failed("the file's name cannot be typed")
    program.press("Save", closes=True)
    wait(path, lambda: os.path.exists(path))


def run():
    need("openbox", "xdotool")
    manager = subprocess.Popen(["openbox"])
    with tempfile.TemporaryDirectory() as folder:
        outline = os.path.join(folder, "harbour.md")
        with open(outline, "w", encoding="utf-8") as file:
            file.write(OUTLINE)
        program = Program(sys.argv[1], outline)
        try:
            program.press("Create Book", closes=True)
            place("The Small Harbour", 0, 0, 1000, 700)
            for label, name in FORMS:
                path = os.path.join(folder, name)
                copy_out(program, label, path)
                if read(path) != read(outline):
                    raise Failed(f"{name} reads back as {read(path)}, not {read(outline)}")
        finally:
            program.end()
            manager.terminate()
            manager.wait(10)


main("the outline copied out", run)
