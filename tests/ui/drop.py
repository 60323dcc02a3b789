# SPDX-License-Identifier: GPL-3.0-or-later
"""Real drops on the window, with the pointer: a Markdown file, two of them at once, a list from a web page, the same behind
a line of the outline, and a file on the line of a chapter.

    drop.py BOOKGEN DRAG-SOURCE"""
import os
import subprocess
import sys
import time

from desktop import Atspi, Failed, main, place, placeable, xdotool

OUTLINE = """# The Small Harbour

## The water

### The quay
### Boats

## The land

### Knots
"""
HTML = "<html><body><ul><li>Bread</li><li>Butter</li></ul></body></html>"
HTML_LINE = "<html><body><ul><li>Jam</li></ul></body></html>"
STEPS = 30


def drag(start, end):
    """Presses at START and lets go at END, in small steps as a hand does."""
    xdotool("mousemove", *start, "mousedown", 1)
    for i in range(1, STEPS + 1):
        xdotool("mousemove", *(a + (b - a) * i // STEPS for a, b in zip(start, end)))
        time.sleep(0.03)
    time.sleep(0.3)
    xdotool("mousemove", end[0] + 1, end[1])  # a place that was told while the other side was busy is not told again
    time.sleep(0.5)
    xdotool("mouseup", 1)


def drop(program, *what, at=(400, 400), then="Create Book"):
    source = subprocess.Popen([sys.argv[2], *what])
    try:
        place("Something to drag", 900, 100, 300, 300)
        drag((1050, 280), at)
        program.find(then, seconds=30)
    finally:
        source.terminate()
        source.wait(10)


def extents_of(program, title):
    return program.find(title, "label").get_component_iface().get_extents(Atspi.CoordType.WINDOW)


def write(program, name, text):
    """The path of a new file."""
    path = os.path.join(program.home, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def drop_outlines(program, outline):
    drop(program, "file://" + outline)
    program.find("2 parts, 3 chapters")
    program.find("Knots")
    program.press("Cancel", closes=True)
    second = write(program, "sea.md", "# The Sea\n\n## Deep\n\n### Whales\n")
    drop(program, "file://" + outline, "file://" + second)
    program.find("3 parts, 4 chapters")
    program.find("Whales")
    program.press("Cancel", closes=True)
    drop(program, "--html", HTML)
    program.find("2 chapters")
    program.find("Butter")
    program.press("Create Book", closes=True)


def drop_behind_line(program):
    line = extents_of(program, "Bread")
    drop(program, "--html", HTML_LINE, at=(line.x + 10, line.y + line.height - 2), then="Jam")
    if not line.y < extents_of(program, "Jam").y < extents_of(program, "Butter").y:
        raise Failed("a text that was dropped behind a line is not there")


def drop_material(program, path):
    line = extents_of(program, "Butter")
    drop(program, "file://" + path, at=(line.x + 10, line.y + line.height // 2), then="is material now")
    program.find("harbour.md · ")


def run():
    with placeable(sys.argv[1]) as program:
        place("BookGen", 0, 0, 860, 760)
        outline = write(program, "harbour.md", OUTLINE)
        drop_outlines(program, outline)
        drop_behind_line(program)
        drop_material(program, outline)


main("drops on the window", run)
