# SPDX-License-Identifier: GPL-3.0-or-later
"""A book as an author makes it, through the accessibility bus: sample, Write without cost, wait, export, quit.

    path.py BOOKGEN"""
import os
import sys
import zipfile

from desktop import Failed, Program, main, need, wait


def set_value(widget, value):
    iface = widget.get_value_iface()
    if not iface or not iface.set_current_value(value):
        raise Failed("the number cannot be set")


def write_book(program):
    program.press("Try a Sample")
    program.press("Create Book", closes=True)
    program.press("Write 12 Chapters…")
    program.press("Try Without Cost", closes=True)
    program.find("At the same time")
    set_value(program.find("At once", "spin button"), 12)
    program.press("Write", closes=True)
    program.find("Twice a Day", seconds=30)
    program.find("12 placeholders made", seconds=180)


def export_book(program):
    target = os.path.join(program.home, "coast.epub")
    program.press("Export…")
    program.press("Export What Is There", closes=True)
    name = program.find("", "text", 30)
    if not name.get_editable_text_iface().set_text_contents(target):
        raise Failed("the file's name cannot be typed")
    program.press("Save", closes=True)
    wait("the exported book", lambda: os.path.exists(target), 30)
    with zipfile.ZipFile(target) as book:
        if book.namelist()[0] != "mimetype" or book.read("mimetype") != b"application/epub+zip":
            raise Failed("what was exported is no EPUB")
    program.find("coast.epub is exported")


def run():
    need("Xvfb")
    program = Program(sys.argv[1])
    try:
        write_book(program)
        export_book(program)
        program.press("Close")
        if program.process.wait(20) != 0:
            raise Failed(f"BookGen ended with {program.process.returncode}")
    finally:
        program.end()


main("from a sample to an EPUB", run)
