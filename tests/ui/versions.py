# SPDX-License-Identifier: GPL-3.0-or-later
"""A chapter whose answer had an announcement and its title, which were taken out: one is put back into a text that the author has
changed meanwhile, that is undone, and put back again.

    versions.py BOOKGEN BOOKGEN-CLI"""
import json
import os
import sqlite3
import subprocess
import sys

from desktop import Atspi, Failed, main, new_home, place, placeable, wait, xdotool
from writer import press_keys, text_of

OUTLINE = "# Tides\n\n## Moon\n\n## Harbour\n"
PREAMBLE = "Sure! Here is the chapter:"
TEXT = "It pulls.\n\nIt lets go.\n"
RAW = f"{PREAMBLE}\n\n# Moon\n\n{TEXT}"
TAKEN_OUT = [{"what": "preamble", "line": 1, "text": PREAMBLE}, {"what": "title", "line": 3, "text": "# Moon"}]
OWN = "Nobody sees it."


def make_book(cli, home):
    """The path of a book with a model's text of its first chapter."""
    outline, path = os.path.join(home, "tides.md"), os.path.join(home, "tides.bookgen")
    with open(outline, "w", encoding="utf-8") as file:
        file.write(OUTLINE)
    subprocess.run([cli, "import", outline, "--book", path], check=True, timeout=60, stdout=subprocess.DEVNULL)
    with sqlite3.connect(path) as book:
        book.execute("INSERT INTO revision (unit, stage, item, origin, text, raw, model, removed, words, made_at_ms, rehearsal)"
                     " SELECT id, 'draft', 0, 'model', ?, ?, 'quill', ?, 5, 1700000000000, 0 FROM unit WHERE title = 'Moon'",
                     (TEXT, RAW, json.dumps(TAKEN_OUT)))
        book.execute("INSERT INTO current_revision SELECT unit, id FROM revision")
    return path


def find_view(program, words):
    return program.look(lambda node: node.get_role_name() == "text" and words in text_of(node))


def wait_for_text(program, text):
    wait(f"the text “{text}”", lambda: find_view(program, text.strip().splitlines()[0])
         and text_of(find_view(program, text.strip().splitlines()[0])) == text)


def click(program, is_it):
    found = []
    program.look(lambda node: is_it(node) and found.append(node))
    if not found:
        return False
    extents = found[-1].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    xdotool("mousemove", extents.x + extents.width // 2, extents.y + extents.height // 2, "click", 1)
    return True


def open_versions(program):
    """GTK 4.8 gives a menu button nothing to press."""
    def opened():
        xdotool("key", "Escape")
        click(program, lambda node: (node.get_name() or "").endswith("Versions") and "button" in node.get_role_name())
        return wait("the versions", lambda: find_buttons(program, "(shown)"), 3)

    wait("the versions", opened, 40)


def find_buttons(program, name):
    found = []
    program.look(lambda node: name in (node.get_name() or "") and "button" in node.get_role_name() and found.append(node))
    return found


def put_back(program, place_in_list):
    open_versions(program)
    find_buttons(program, "Put Back")[place_in_list].get_action_iface().do_action(0)


def type_own_words(program):
    click(program, lambda node: node.get_role_name() == "text" and "It pulls." in text_of(node))
    press_keys("ctrl+End")
    xdotool("type", "--delay", "20", OWN)
    wait_for_text(program, TEXT + OWN)


def check_versions(program, versions, taken_out):
    open_versions(program)
    found = [node.get_name() for node in find_buttons(program, " words") if "·" in node.get_name()]
    if len(found) != versions or len(find_buttons(program, "Put Back")) != taken_out:
        raise Failed(f"{len(find_buttons(program, 'Put Back'))} to be put back, and these versions: {found}")
    press_keys("Escape")


def run():
    home = new_home()
    with placeable(sys.argv[1], make_book(sys.argv[2], home), home=home) as program:
        place("Tides", 0, 0, 1000, 700)
        wait("the line of the chapter", lambda: click(program, lambda node: node.get_name() == "Moon"
                                                      and node.get_role_name() == "label"))
        wait_for_text(program, TEXT)
        type_own_words(program)
        put_back(program, 1)
        wait_for_text(program, "# Moon\n\n" + TEXT + OWN)
        check_versions(program, 3, 1)
        program.press("Undo")
        wait_for_text(program, TEXT + OWN)
        check_versions(program, 3, 2)
        put_back(program, 0)
        wait_for_text(program, f"{PREAMBLE}\n\n{TEXT}{OWN}")
        check_versions(program, 4, 1)


main("what was taken out of an answer is put back", run)
