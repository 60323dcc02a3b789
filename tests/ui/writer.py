# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of writing have in common: a rehearsal server as a provider whose model has a price, and a new book for it."""
import contextlib
import json
import os
import subprocess

from desktop import PATIENCE_S, place, running, write

MODEL = "rehearsal"
WORDS = 300


@contextlib.contextmanager
def writing(cli, *options):
    """The address of a provider: `bookgen-cli rehearse`, which answers at once unless OPTIONS say otherwise."""
    command = [cli, "rehearse", "--first-token-ms=5", "--tokens-per-second=0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def furnish(address, chapters, price):
    """One provider, its model with PRICE for a million tokens (None: not known), and an outline; its path."""
    os.makedirs(os.path.join(os.environ["XDG_CONFIG_HOME"], "bookgen"))
    writer = {"name": "Writer", "address": address, "dialect": "openai", "model": MODEL, "at_once": 4}
    write("config/bookgen/endpoints.json", json.dumps({"endpoints": [writer]}))
    if price is not None:
        prices = {"currency": "USD", "models": [{"model": MODEL, "input": price, "output": price}]}
        write("config/bookgen/prices.json", json.dumps(prices))
    return write("tides.md", "# Tides\n\n" + "".join(f"## {title} ({WORDS} words)\n\n" for title in chapters))


@contextlib.contextmanager
def open_book(bookgen, address, chapters, price=1):
    """BookGen with a new book of CHAPTERS, which the provider at ADDRESS can write."""
    with running(bookgen, furnish(address, chapters, price), BOOKGEN_API_KEY="not-a-key") as program:
        program.press("Create Book")
        place("Tides", 0, 0, 1100, 700)
        yield program


def write_chapters(program, count, *keys):
    """Has COUNT chapters written, after KEYS in the window that asks how."""
    program.press(f"Write {count} Chapters…")
    program.find("Write · about", "push button")
    program.keys(*keys)
    program.press_part("Write · about")
