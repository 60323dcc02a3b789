# SPDX-License-Identifier: GPL-3.0-or-later
"""A book of which two chapters are to be looked at: the list leads to the place, the gap of the one is mended and the other is
said to be fine.

    look-at.py BOOKGEN BOOKGEN-CLI"""
import sys

from desktop import main, wait
from writer import open_book, write_chapters, writing

CHAPTERS = ["Moon", "Harbour", "Signals"]
GAP = "[Insert the rest of the chapter here.]"


def selection(program):
    """What is selected in the text of the chapter."""
    views = [widget for widget in program.shown() if widget.role == "text" and GAP in widget.text()]
    return views[0].selected() if views else None


def run():
    # What is found at first is written once more by itself, in vain; the third time it is as it should be.
    with writing(sys.argv[2], "--fault=placeholder@1x2", "--fault=preamble@2x2") as writer, \
            open_book(sys.argv[1], writer, CHAPTERS) as program:
        write_chapters(program, 3, "alt+m")
        program.find("3 chapters written, 2 to look at")
        program.keys("F8")
        wait("the gap in the text", lambda: selection(program) == GAP)
        program.keys("F8")
        wait("the next chapter", lambda: not selection(program))
        program.keys("F8")
        wait("the gap again", lambda: selection(program) == GAP)
        program.keys("Escape")
        program.press_part("Look at 2")
        program.press_part("Harbour, line")
        wait("the other chapter", lambda: not selection(program))
        program.press_part("Moon, line")
        wait("the gap, pressed", lambda: selection(program) == GAP)
        program.press_part("Mend · about")
        program.wait_until_gone("Moon, line")
        program.find("Harbour, line")
        program.press("It Is Fine")
        program.find("Nothing is left to look at")
        wait("a text without the gap", lambda: not selection(program))


main("what is to be looked at is read, mended and settled", run)
