# SPDX-License-Identifier: GPL-3.0-or-later
"""A book as an author makes it, through the accessibility bus: sample, Write without cost, wait, export, quit.

    path.py BOOKGEN"""
import os
import sys
import zipfile

from desktop import PATIENCE_S, Failed, main, running, wait


def write_book(program):
    program.press("Try a Sample")
    program.press("Create Book")
    program.press("Write 12 Chapters…")
    program.press("Try Without Cost")
    program.find("At the same time")
    program.find("At once", "spin button").set_value(12)
    program.press("Write")
    program.find("Twice a Day")
    program.find("12 placeholders made")


def export_book(program):
    target = os.path.join(program.home, "coast.epub")
    program.press("Export…")
    program.press("Export What Is There")
    program.find("", "text").type(target)
    program.press("Save")
    wait("the exported book", lambda: os.path.exists(target))
    with zipfile.ZipFile(target) as book:
        if book.namelist()[0] != "mimetype" or book.read("mimetype") != b"application/epub+zip":
            raise Failed("what was exported is no EPUB")
    program.find("coast.epub is exported")


def run():
    with running(sys.argv[1]) as program:
        write_book(program)
        export_book(program)
        program.press("Close")
        if program.process.wait(PATIENCE_S) != 0:
            raise Failed(f"BookGen ended with {program.process.returncode}")


main("from a sample to an EPUB", run)
