# SPDX-License-Identifier: GPL-3.0-or-later
"""Real drops on the window, with the pointer: a Markdown file, two of them at once, a list from a web page, the same behind
a line of the outline, and a file on the line of a chapter.

    drop.py BOOKGEN DRAG-SOURCE"""
import itertools
import subprocess
import sys
import threading

from desktop import PATIENCE_S, main, place, running, write, xdotool
from outline import expect

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


def drag(program, source, start, end):
    """Presses at START and lets go at END, in small steps as a hand does, once BookGen has said that it takes what comes. (A place
    that it is told while it is busy it is not told again.)"""
    xdotool("mousemove", *start, "mousedown", 1)
    for i in range(1, STEPS + 1):
        xdotool("mousemove", *(a + (b - a) * i // STEPS for a, b in zip(start, end)))
    is_taken = threading.Event()
    threading.Thread(target=lambda: source.stdout.readline() and is_taken.set(), daemon=True).start()
    for x in itertools.islice(itertools.cycle((1, 0)), 200):
        xdotool("mousemove", end[0] + x, end[1])
        program.settle()
        if is_taken.is_set():
            break
    xdotool("mousemove", *end)
    program.settle()
    xdotool("mouseup", 1)


def drop(program, *what, at=(400, 400), then="Create Book"):
    source = subprocess.Popen([sys.argv[2], *what], stdout=subprocess.PIPE, text=True)
    try:
        place("Something to drag", 900, 100, 300, 300)
        drag(program, source, (1050, 280), at)
        program.find(then)
    finally:
        source.terminate()
        source.communicate(timeout=PATIENCE_S)


def drop_outlines(program, outline):
    drop(program, "file://" + outline)
    program.find("2 parts, 3 chapters")
    program.find("Knots")
    program.press("Cancel")
    second = write("sea.md", "# The Sea\n\n## Deep\n\n### Whales\n")
    drop(program, "file://" + outline, "file://" + second)
    program.find("3 parts, 4 chapters")
    program.find("Whales")
    program.press("Cancel")
    drop(program, "--html", HTML)
    program.find("2 chapters")
    program.find("Butter")
    program.press("Create Book")
    program.wait_until_gone("Create Book")


def drop_behind_line(program):
    expect(program, "Bread", "Butter")
    line = program.find("Bread", "label")
    drop(program, "--html", HTML_LINE, at=(line.x + 10, line.y + line.height - 2), then="Jam")
    expect(program, "Bread", "Jam", "Butter")


def drop_material(program, path):
    line = program.find("Butter", "label")
    drop(program, "file://" + path, at=(line.x + 10, line.y + line.height // 2), then="is material now")
    program.find("harbour.md · ")


def run():
    with running(sys.argv[1]) as program:
        place("BookGen", 0, 0, 860, 760)
        outline = write("harbour.md", OUTLINE)
        drop_outlines(program, outline)
        drop_behind_line(program)
        drop_material(program, outline)


main("drops on the window", run)
