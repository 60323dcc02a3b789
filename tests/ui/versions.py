# SPDX-License-Identifier: GPL-3.0-or-later
"""A chapter whose answer had an announcement and its title, which were taken out: one is put back into a text that the author has
changed meanwhile, that is undone, and put back again. And one whose answer was cut off: what came of it is there, and becomes a version.

    versions.py BOOKGEN BOOKGEN-CLI"""
import json
import os
import sqlite3
import subprocess
import sys

from desktop import Failed, main, place, running, wait, write, xdotool

OUTLINE = "# Tides\n\n## Moon\n\n## Harbour\n"
PREAMBLE = "Sure! Here is the chapter:"
TEXT = "It pulls.\n\nIt lets go.\n"
RAW = f"{PREAMBLE}\n\n# Moon\n\n{TEXT}"
TAKEN_OUT = [{"what": "preamble", "line": 1, "text": PREAMBLE}, {"what": "title", "line": 3, "text": "# Moon"}]
KEPT = "The quay is of stone, and the"
OWN_TEXT = TEXT + "\nNobody sees it.\n"


def make_book(cli):
    """The path of a book with a model's text of its first chapter."""
    path = os.path.join(os.environ["HOME"], "tides.bookgen")
    subprocess.run([cli, "import", write("tides.md", OUTLINE), "--book", path], check=True, timeout=60, stdout=subprocess.DEVNULL)
    with sqlite3.connect(path) as book:
        book.execute("INSERT INTO revision (unit, stage, item, origin, text, raw, model, removed, words, made_at_ms, rehearsal)"
                     " SELECT id, 'draft', 0, 'model', ?, ?, 'quill', ?, 5, 1700000000000, 0 FROM unit WHERE title = 'Moon'",
                     (TEXT, RAW, json.dumps(TAKEN_OUT)))
        book.execute("INSERT INTO current_revision SELECT unit, id FROM revision")
        book.execute("INSERT INTO task (stage, unit, item, state, reason) SELECT 'draft', id, 0, 'failed', 'Cut off by the provider'"
                     " FROM unit WHERE title = 'Harbour'")
        book.execute("INSERT INTO piece (task, start, text) SELECT id, 0, ? FROM task", (KEPT.encode(),))
    return path


def click(widget):
    xdotool("mousemove", widget.x + widget.width // 2, widget.y + widget.height // 2, "click", 1)


def buttons(program, text):
    return [widget for widget in program.shown() if text in widget.name and "button" in widget.role]


def wait_for_text(program, text):
    """The view that has it."""
    return wait(f"the text “{text}”", lambda: [view for view in program.shown() if view.role == "text" and view.text() == text])[0]


def open_versions(program):
    """GTK 4.8 gives a menu button nothing to press, and what a click finds open it only closes."""
    def opened():
        if not buttons(program, "(shown)"):
            click(buttons(program, "Versions")[-1])
            program.settle()
        return buttons(program, "(shown)")

    program.keys("Escape")
    program.settle()
    wait("the versions", opened)


def put_back(program, place_in_list):
    open_versions(program)
    wait("what can be put back", lambda: buttons(program, "Put Back"))[place_in_list].press()


def check_versions(program, versions, taken_out):
    open_versions(program)
    found = [widget.name for widget in wait("the versions", lambda: buttons(program, "(shown)") and buttons(program, " · "))]
    if len(found) != versions or len(buttons(program, "Put Back")) != taken_out:
        raise Failed(f"{len(buttons(program, 'Put Back'))} to be put back, and these versions: {found}")


def take_kept(program):
    click(program.find("Harbour", "label"))
    wait_for_text(program, KEPT)
    program.find("Cut off by the provider. What came of it is kept")
    program.press("Take It as It Is")
    check_versions(program, 1, 0)


def run():
    with running(sys.argv[1], make_book(sys.argv[2])) as program:
        place("Tides", 0, 0, 1000, 700)
        program.settle()
        click(program.find("Moon", "label"))
        wait_for_text(program, TEXT).type(OWN_TEXT)
        put_back(program, 1)
        wait_for_text(program, "# Moon\n\n" + OWN_TEXT)
        check_versions(program, 3, 1)
        program.press("Undo")
        wait_for_text(program, OWN_TEXT)
        check_versions(program, 3, 2)
        put_back(program, 0)
        wait_for_text(program, f"{PREAMBLE}\n\n{OWN_TEXT}")
        check_versions(program, 4, 1)
        program.keys("Escape")
        take_kept(program)


main("what was taken out of an answer is put back", run)
