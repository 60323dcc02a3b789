# SPDX-License-Identifier: GPL-3.0-or-later
"""A cap that stops a book before it is passed, and is raised: the book goes on to its end, and what is written is not written again.

    cap.py BOOKGEN BOOKGEN-CLI"""
import sys

from desktop import main
from writer import open_book, writing

CHAPTERS = ["Moon", "Harbour", "Signals", "Knots"]
PRICE = 1000  # a chapter costs about a dollar, and could cost several times that


def run():
    with writing(sys.argv[2]) as address, open_book(sys.argv[1], address, CHAPTERS, PRICE) as program:
        program.press("Write 4 Chapters…")
        program.find("Write · about", "push button")
        program.keys("alt+m")
        program.type_into("Stop at", "9.50")
        program.press_part("Write · about")
        program.find("The next request could pass the budget")
        program.press_part("Raise the Limit")
        program.type_into("New limit", "200")
        program.press("Raise and Go On")
        program.find("4 chapters written")


main("a cap is reached, and raised", run)
