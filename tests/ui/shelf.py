# SPDX-License-Identifier: GPL-3.0-or-later
"""The shelf by keys and as a screen reader has it: every item has a name, the tile New book opens the ways to one, and a book has a
menu. So have the chapters of an outline a name.

    shelf.py BOOKGEN BOOKGEN-CLI"""
import sys

from desktop import Failed, main, place, wait
from writer import open_book, writing

CHAPTERS = ["Moon", "Harbour"]


def names_of(program, role):
    return [widget.name for widget in program.shown() if widget.role == role]


def expect_names(program, role, expected):
    found = wait(f"a {role}", lambda: names_of(program, role))
    if found[:len(expected)] != expected:
        raise Failed(f"a screen reader reads {found}, not {expected}")


def run():
    with writing(sys.argv[2]) as address, open_book(sys.argv[1], address, CHAPTERS) as program:
        expect_names(program, "list item", CHAPTERS)
        program.keys("alt+Home")
        place("BookGen", 0, 0, 1100, 700)
        expect_names(program, "table cell", ["New book", "Tides: 0 of 2 chapters"])
        program.keys("Home", "Return")
        program.find("Describe It…", "menu item")
        program.find("Open an Outline…", "menu item")
        program.find("Type It", "menu item")
        program.keys("Escape", "End", "shift+F10")
        program.find("Move to Wastebasket", "menu item")


main("the shelf has names and ways on", run)
