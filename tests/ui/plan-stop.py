# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan first, then one chapter, then all: nothing that was written once is asked for again.

    plan-stop.py BOOKGEN BOOKGEN-CLI"""
import json
import sys
import urllib.request

from desktop import PATIENCE_S, Failed, main, wait
from writer import open_book, write_chapters, writing

CHAPTERS = ["Moon", "Harbour", "Signals"]


def requests_of(address):
    with urllib.request.urlopen(address.removesuffix("/v1") + "/rehearsal/stats", timeout=PATIENCE_S) as answer:
        return json.load(answer)["requests_per_chapter"]


def expect_requests(address, expected):
    found = requests_of(address)
    if found != expected:
        raise Failed(f"the provider was asked {found}, not {expected}")


def run():
    with writing(sys.argv[2]) as address, open_book(sys.argv[1], address, CHAPTERS) as program:
        write_chapters(program, 3)
        program.find("The plan is ready. 3 chapters will be written from it.")
        expect_requests(address, {})
        program.press("Read the Plan")
        wait("the plan's premise", lambda: any(
            widget.role == "text" and "Rehearsal plan: a placeholder" in widget.text() for widget in program.shown()))
        program.keys("Escape")  # the plan goes
        program.press_part("One Chapter First · about")
        program.find("1 chapter written")
        expect_requests(address, {"1": 1})
        write_chapters(program, 2)
        program.find("2 chapters written")
        expect_requests(address, {"1": 1, "2": 1, "3": 1})


main("the plan, one chapter, all chapters", run)
