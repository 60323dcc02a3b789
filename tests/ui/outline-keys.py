# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline edited by keyboard only, as a person does.

    outline-keys.py BOOKGEN"""
import sys

from desktop import main, place, running, xdotool
from outline import expect, type_line


def type_outline(program):
    program.keys("ctrl+n")
    program.find("Outline", "list")
    program.keys("Return")
    for title in ("Harbour", "Quay", "Boats"):
        type_line(program, title)
    program.keys("Escape")
    expect(program, "Harbour", "Quay", "Boats")


def shape_outline(program):
    program.keys("Up", "Tab", "Down", "Tab")
    expect(program, "Harbour", "  Quay", "  Boats")
    program.keys("alt+Up")
    expect(program, "Harbour", "  Boats", "  Quay")
    program.keys("shift+Tab")
    expect(program, "Harbour", "  Quay", "Boats")
    program.keys("ctrl+z")
    expect(program, "Harbour", "  Boats", "  Quay")
    program.keys("ctrl+shift+z")
    expect(program, "Harbour", "  Quay", "Boats")


def rename_and_delete(program):
    program.keys("F2", "ctrl+a")
    type_line(program, "Ships")
    expect(program, "Harbour", "  Quay", "Ships")
    program.keys("Delete")
    expect(program, "Harbour", "  Quay")
    program.keys("ctrl+z")
    expect(program, "Harbour", "  Quay", "Ships")


def use_clipboard(program):
    program.keys("ctrl+c", "ctrl+v")
    expect(program, "Harbour", "  Quay", "Ships", "Ships")
    program.keys("ctrl+x")
    expect(program, "Harbour", "  Quay", "Ships")
    program.keys("Up", "ctrl+v")
    expect(program, "Harbour", "  Quay", "  Ships", "Ships")
    program.keys("ctrl+z", "ctrl+z")
    expect(program, "Harbour", "  Quay", "Ships", "Ships")
    program.keys("shift+Up", "Delete")
    expect(program, "Harbour", "  Quay")


def search(program):
    program.keys("ctrl+f")
    program.settle()
    xdotool("type", "quay")
    program.find("1 line found")
    expect(program, "Harbour", "  Quay")
    xdotool("type", "x")
    program.find("Nothing found")
    program.keys("Escape")
    expect(program, "Harbour", "  Quay")


def run():
    with running(sys.argv[1]) as program:
        place("BookGen", 0, 0, 1000, 700)
        type_outline(program)
        shape_outline(program)
        rename_and_delete(program)
        use_clipboard(program)
        search(program)


main("the outline by keyboard", run)
