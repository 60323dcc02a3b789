# SPDX-License-Identifier: GPL-3.0-or-later
"""A course: how many modules and lessons are written at once is chosen before, and changed while it writes.

    limits.py BOOKGEN BOOKGEN-CLI"""
import json
import sys

from desktop import main, place, running, wait, write
from writer import furnish, writing

LESSONS = ["Moon", "Sun", "Wind", "Harbour", "Signals", "Ropes"]


def write_course():
    modules = [{"title": title, "kind": "module", "children": [{"title": lesson, "kind": "lesson"} for lesson in lessons]}
               for title, lessons in (("The sea", LESSONS[:3]), ("The shore", LESSONS[3:]))]
    return write("tides.json", json.dumps({"title": "Tides", "children": modules}))


def spin(program, name):
    return program.find(name, "spin button")


def expect(program, modules, lessons):
    for name, number in (("Modules at once", modules), ("Lessons of each module at once", lessons)):
        wait(f"“{name}” at {number}", lambda: spin(program, name).value() == number)


def run():
    with writing(sys.argv[2], "--first-token-ms=60000") as address:
        furnish(address, [], 1)
        with running(sys.argv[1], write_course(), BOOKGEN_API_KEY="not-a-key") as program:
            program.press("Create Book")
            place("Tides", 0, 0, 1100, 700)
            program.press("Write 6 Chapters…")
            program.find("Write · about", "push button")
            expect(program, 10, 10)
            spin(program, "Modules at once").set_value(1)
            program.press_part("Write · about")
            program.press("Modules")
            expect(program, 1, 10)
            spin(program, "Lessons of each module at once").set_value(2)
            program.keys("Escape")
            program.press("Stop")
            program.press("Write 6 Chapters…")
            expect(program, 1, 2)


main("modules and lessons at once", run)
