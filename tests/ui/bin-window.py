# SPDX-License-Identifier: GPL-3.0-or-later
"""A chapter with a text is deleted, comes back from the bin to its place and by undo, and is gone for good once the bin is
emptied.

    bin-window.py BOOKGEN"""
import sys

from desktop import main, new_book, wait
from outline import expect

# Long enough to be taken for a chapter the author has written.
TEXT = "The boats lie dry at low water, and nobody in the harbour minds. " * 30
OUTLINE = f"# The Small Harbour\n\n## The water\n\n### The quay\n\n### Boats\n\n{TEXT}\n\n### Nets\n\n## The land\n\n### Knots\n"
WHOLE = ["The water", "  The quay", "  Boats", "  Nets", "The land", "  Knots"]
WITHOUT = [line for line in WHOLE if line != "  Boats"]


def open_bin(program):
    program.choose("What to do with the selected line", "Bin…")


def delete_boats(program, *keys):
    program.keys(*keys, "Delete")
    expect(program, *WITHOUT)


def restore(program):
    open_bin(program)
    program.find("Boats", "label")
    program.find("1 text, 390 words · deleted")
    program.press("Restore")
    program.find("The bin is empty")
    program.keys("Escape")
    expect(program, *WHOLE)


def has_text(widget):
    return widget.role == "text" and "The boats lie dry" in widget.text()


def undo(program):
    """What Ctrl+Z brings back has its text, and is the line that the keys mean."""
    program.keys("ctrl+z")
    expect(program, *WHOLE)
    wait("the text of the chapter", lambda: any(map(has_text, program.shown())))
    program.keys("alt+Down")
    expect(program, "The water", "  The quay", "  Nets", "  Boats", "The land", "  Knots")
    program.keys("alt+Up")
    expect(program, *WHOLE)


def empty(program):
    open_bin(program)
    program.press("Empty…")
    program.find("1 text with 390 words")
    program.press("Cancel")
    program.find("Boats", "label")
    program.press("Empty…")
    program.press("Empty the Bin")
    program.find("The bin is empty")
    program.keys("Escape")
    expect(program, *WITHOUT)


def run():
    with new_book(sys.argv[1], "The Small Harbour", OUTLINE) as program:
        expect(program, *WHOLE)
        delete_boats(program, "Down", "Down", "Down")
        restore(program)
        delete_boats(program)
        undo(program)
        delete_boats(program)
        empty(program)


main("the bin", run)
