# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the outline have in common: its lines are read as a screen reader reads them, and typed."""
from desktop import Failed, wait, xdotool

INDENT = 34  # a chapter has its number in front of its title, a part its arrow


def read_line(line):
    """How far to the right its title begins, and the title."""
    labels = [widget for widget in line.walk() if widget.role == "label" and widget.name]
    return (labels[-1].x, labels[-1].name) if labels else None


def read_tree(program):
    """The lines as ["Part", "  Chapter"]."""
    outlines = [widget for widget in program.shown() if widget.name == "Outline" and widget.role == "list"]
    lines = [line for outline in outlines[:1] for line in map(read_line, outline.children) if line]
    left = min((x for x, _ in lines), default=0)
    return ["  " * round((x - left) / INDENT) + title for x, title in lines]


def expect(program, *lines):
    try:
        wait("", lambda: read_tree(program) == list(lines))
    except Failed:
        raise Failed(f"the outline is {read_tree(program)}, not {list(lines)}") from None


def type_line(program, text):
    program.settle()
    xdotool("type", text)
    program.keys("Return")
