# SPDX-License-Identifier: GPL-3.0-or-later
"""Real drops on the window, with the pointer: a Markdown file, two of them at once, a list from a web page, the same behind
a line of the outline, and a file on the line of a chapter.

    drop.py BOOKGEN DRAG-SOURCE"""
import os
import subprocess
import sys
import time

from desktop import Atspi, Failed, Program, main, need, place, xdotool

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


def run():
    need("openbox", "xdotool")
    manager = subprocess.Popen(["openbox"])
    program = Program(sys.argv[1])
    try:
        place("BookGen", 0, 0, 860, 760)
        outline = os.path.join(program.home, "harbour.md")
        with open(outline, "w", encoding="utf-8") as file:
            file.write(OUTLINE)
        drop(program, "file://" + outline)
        program.find("2 parts, 3 chapters")
        program.find("Knots")
        program.press("Cancel", closes=True)
        second = os.path.join(program.home, "sea.md")
        with open(second, "w", encoding="utf-8") as file:
            file.write("# The Sea\n\n## Deep\n\n### Whales\n")
        drop(program, "file://" + outline, "file://" + second)
        program.find("3 parts, 4 chapters")
        program.find("Whales")
        program.press("Cancel", closes=True)
        drop(program, "--html", HTML)
        program.find("2 chapters")
        program.find("Butter")
        program.press("Create Book", closes=True)
        line = program.find("Bread", "label").get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        drop(program, "--html", HTML_LINE, at=(line.x + 10, line.y + line.height - 2), then="Jam")
        below = program.find("Butter", "label").get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        jam = program.find("Jam", "label").get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        if not line.y < jam.y < below.y:
            raise Failed("a text that was dropped behind a line is not there")
        line = program.find("Butter", "label").get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        drop(program, "file://" + outline, at=(line.x + 10, line.y + line.height // 2), then="is material for it now")
        program.find("harbour.md · ")
    finally:
        program.end()
        manager.terminate()
        manager.wait(10)


main("drops on the window", run)
