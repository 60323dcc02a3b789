# SPDX-License-Identifier: GPL-3.0-or-later
"""A book whose joining stops at three chapters, and the three ways on: the first is left as drafted, the second tried again, and
with the third joining is stopped, and taken up again there later.

    joining.py BOOKGEN BOOKGEN-CLI"""
import sys

from desktop import main, wait
from writer import open_book, write_chapters, writing

CHAPTERS = ["Moon", "Harbour", "Signals", "Knots"]


def join_from(program, row):
    """In the menu of the row, counted from 0."""
    program.find_all("More for this chapter", "push button")[row].press()
    program.find("Join From Here", "menu item").press()


def run():
    # What strikes a chapter's first request does no harm; its second one is to join it.
    faults = [f"--fault={kind}@{chapter}x1" for chapter in (1, 2, 3) for kind in ("no-done", "refusal")]
    with writing(sys.argv[2], *faults) as writer, open_book(sys.argv[1], writer, CHAPTERS) as program:
        write_chapters(program, 4, "alt+j", "alt+m")
        program.find("Moon: Stopped")
        program.find("Joining stopped. The model refused")
        program.find("0 of 4 chapters written, 1 stopped")
        program.press("Leave as Drafted")
        program.find("Harbour: Stopped")
        program.find("Moon: Written")
        program.press("Try Again")
        program.find("Signals: Stopped")
        program.find("Text ✓ · Joining ✓")
        program.press("Stop Joining")
        program.find("4 chapters written")
        program.find("Knots: Written")
        join_from(program, CHAPTERS.index("Signals"))
        wait("both to be joined", lambda: len(program.find_all("Text ✓ · Joining ✓")) == 3)
        program.find("4 chapters written")


main("joining stops, and goes on in each of its three ways", run)
