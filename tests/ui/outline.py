# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline edited by keyboard only, as a person does; what is there is read as a screen reader reads it.

    outline.py BOOKGEN"""
import sys
import time

from desktop import Atspi, Failed, main, place, placeable, wait, xdotool

INDENT = 34  # a chapter has its number in front of its title, a part its arrow


def read_line(program, line):
    """How far to the right its title begins, and the title."""
    labels = []

    def collect(node):
        if node.get_role_name() == "label" and node.get_name():
            labels.append(node)
        return False

    program.look(collect, line)
    if not labels:
        return None
    x = labels[-1].get_component_iface().get_extents(Atspi.CoordType.WINDOW).x
    return x, labels[-1].get_name()


def read_tree(program):
    """The lines as ["Part", "  Chapter"]."""
    outline = program.look(lambda node: node.get_name() == "Outline" and node.get_role_name() == "list")
    lines = [read_line(program, outline.get_child_at_index(i)) for i in range(outline.get_child_count() if outline else 0)]
    lines = [line for line in lines if line]
    left = min((x for x, _ in lines), default=0)
    return ["  " * round((x - left) / INDENT) + title for x, title in lines]


def expect(program, *lines):
    try:
        wait("", lambda: read_tree(program) == list(lines), 8)
    except Failed:
        raise Failed(f"the outline is {read_tree(program)}, not {list(lines)}") from None


def press(*keys):
    for key in keys:
        xdotool("key", key)
        time.sleep(0.25)


def type_line(text):
    xdotool("type", "--delay", "25", text)
    press("Return")


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


if __name__ == "__main__":
    main("the outline by keyboard", run)
