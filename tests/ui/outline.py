# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the outline have in common: its lines are read as a screen reader reads them, and typed."""
import time

from desktop import Atspi, Failed, wait, xdotool

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
