# SPDX-License-Identifier: GPL-3.0-or-later
"""A book of which two chapters are to be looked at: the list leads to the place, the gap of the one is mended and the other is
said to be fine.

    look-at.py BOOKGEN BOOKGEN-CLI"""
import sys

from desktop import main, wait
from writer import open_book, press_keys, press_part, text_of, write, writing

CHAPTERS = ["Moon", "Harbour", "Signals"]
GAP = "[Insert the rest of the chapter here.]"


def selection(program):
    """What is selected in the text of the chapter."""
    view = program.look(lambda node: node.get_role_name() == "text" and GAP in text_of(node))
    found = view.get_text_iface().get_selection(0) if view and view.get_text_iface().get_n_selections() else None
    return text_of(view)[found.start_offset:found.end_offset] if found else None


def is_gone(program, text):
    return not program.look(lambda node: text in (node.get_name() or ""))


def run():
    # What is found at first is written once more by itself, in vain; the third time it is as it should be.
    with writing(sys.argv[2], "--fault=placeholder@1x2", "--fault=preamble@2x2") as writer, \
            open_book(sys.argv[1], writer, CHAPTERS) as program:
        write(program, 3, "alt+m")
        program.find("3 chapters written, 2 to look at")
        press_keys("F8")
        wait("the gap in the text", lambda: selection(program) == GAP)
        press_keys("F8")
        wait("the next chapter", lambda: not selection(program))
        press_keys("F8")
        wait("the gap again", lambda: selection(program) == GAP)
        press_keys("Escape")
        press_part(program, "Look at 2")
        press_part(program, "Harbour, line")
        wait("the other chapter", lambda: not selection(program))
        press_part(program, "Moon, line")
        wait("the gap, pressed", lambda: selection(program) == GAP)
        press_part(program, "Mend · about")
        wait("the gap to be mended", lambda: is_gone(program, "Moon, line"), 40)
        program.find("Harbour, line")
        program.press("It Is Fine")
        program.find("Nothing is left to look at")
        wait("a text without the gap", lambda: not selection(program))


main("what is to be looked at is read, mended and settled", run)
