# SPDX-License-Identifier: GPL-3.0-or-later
"""A model that no price list knows, and a cap: Write waits for the prices, which are kept for both programs.

    price.py BOOKGEN BOOKGEN-CLI"""
import json
import os
import sys

from desktop import Failed, main, wait
from writer import MODEL, open_book

ADDRESS = "https://models.invalid/v1"  # what is on this machine costs nothing
CHAPTERS = ["Moon", "Harbour", "Signals"]


def can_press(program, text, wanted):
    wait(f"“{text}” to be {'pressed' if wanted else 'held back'}",
         lambda: program.find(text, "push button").can_be_used() == wanted)


def kept_price(program):
    path = os.path.join(program.home, "config", "bookgen", "prices.json")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file)["models"]


def run():
    with open_book(sys.argv[1], ADDRESS, CHAPTERS, None) as program:
        program.press("Write 3 Chapters…")
        program.find("a limit can be kept once you give its prices")
        program.type_into("Stop at", "9.50")
        can_press(program, "_Write Write", False)
        program.type_into("Price of what it reads", "0.25")
        program.type_into("Price of what it writes", "1.5")
        can_press(program, "Write · about $", True)
        program.press_part("Write · about $")
        models = wait("the price in the list", lambda: kept_price(program))
        if models != [{"model": MODEL, "input": 0.25, "output": 1.5}]:
            raise Failed(f"kept: {models}")


main("the price of a model, for a cap", run)
