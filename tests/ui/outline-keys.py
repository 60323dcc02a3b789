# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline edited by keyboard only, as a person does.

    outline-keys.py BOOKGEN"""
import sys
import time

from desktop import main, place, placeable, xdotool
from outline import expect, press, type_line


def type_outline(program):
    press("ctrl+n")
    program.find("Outline", "list")
    time.sleep(1)
    press("Return")
    for title in ("Harbour", "Quay", "Boats"):
        type_line(title)
    press("Escape")
    expect(program, "Harbour", "Quay", "Boats")


def shape_outline(program):
    press("Up", "Tab", "Down", "Tab")
    expect(program, "Harbour", "  Quay", "  Boats")
    press("alt+Up")
    expect(program, "Harbour", "  Boats", "  Quay")
    press("shift+Tab")
    expect(program, "Harbour", "  Quay", "Boats")
    press("ctrl+z")
    expect(program, "Harbour", "  Boats", "  Quay")
    press("ctrl+shift+z")
    expect(program, "Harbour", "  Quay", "Boats")


def rename_and_delete(program):
    press("F2", "ctrl+a")
    type_line("Ships")
    expect(program, "Harbour", "  Quay", "Ships")
    press("Delete")
    expect(program, "Harbour", "  Quay")
    press("ctrl+z")
    expect(program, "Harbour", "  Quay", "Ships")


def use_clipboard(program):
    press("ctrl+c", "ctrl+v")
    expect(program, "Harbour", "  Quay", "Ships", "Ships")
    press("ctrl+x")
    expect(program, "Harbour", "  Quay", "Ships")
    press("Up", "ctrl+v")
    expect(program, "Harbour", "  Quay", "  Ships", "Ships")
    press("ctrl+z", "ctrl+z")
    expect(program, "Harbour", "  Quay", "Ships", "Ships")
    press("shift+Up", "Delete")
    expect(program, "Harbour", "  Quay")


def search(program):
    press("ctrl+f")
    xdotool("type", "--delay", "25", "quay")
    program.find("1 line found")
    expect(program, "Harbour", "  Quay")
    xdotool("type", "--delay", "25", "x")
    program.find("Nothing found")
    press("Escape")
    expect(program, "Harbour", "  Quay")


def run():
    with placeable(sys.argv[1]) as program:
        place("BookGen", 0, 0, 1000, 700)
        type_outline(program)
        shape_outline(program)
        rename_and_delete(program)
        use_clipboard(program)
        search(program)


main("the outline by keyboard", run)
