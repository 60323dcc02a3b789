# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of writing have in common: a rehearsal server as a provider whose model has a price, and a new book for it."""
import contextlib
import json
import os
import subprocess
import time

from desktop import Failed, new_home, place, placeable, xdotool

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
        process.communicate(timeout=20)


def save(value, *path):
    os.makedirs(os.path.join(*path[:-1]), exist_ok=True)
    with open(os.path.join(*path), "w", encoding="utf-8") as file:
        json.dump(value, file)


def furnish(home, address, chapters, price):
    """One provider, its model with PRICE for a million tokens (None: not known), and an outline; its path."""
    writer = {"name": "Writer", "address": address, "dialect": "openai", "model": MODEL, "at_once": 4}
    save({"endpoints": [writer]}, home, "config", "bookgen", "endpoints.json")
    if price is not None:
        save({"currency": "USD", "models": [{"model": MODEL, "input": price, "output": price}]},
             home, "config", "bookgen", "prices.json")
    outline = os.path.join(home, "tides.md")
    with open(outline, "w", encoding="utf-8") as file:
        file.write("# Tides\n\n" + "".join(f"## {title} ({WORDS} words)\n\n" for title in chapters))
    return outline


@contextlib.contextmanager
def open_book(bookgen, address, chapters, price=1):
    """BookGen with a new book of CHAPTERS, which the provider at ADDRESS can write."""
    home = new_home()
    outline = furnish(home, address, chapters, price)
    with placeable(bookgen, outline, home=home, BOOKGEN_API_KEY="not-a-key") as program:
        program.press("Create Book", closes=True)
        place("Tides", 0, 0, 1100, 700)
        yield program


def press_keys(*keys):
    for key in keys:
        xdotool("key", key)
        time.sleep(0.3)


def press_part(program, text):
    """Presses the button with TEXT in its name, which also says what it costs or how many there are."""
    program.find(text, "push button").get_action_iface().do_action(0)


def text_of(node):
    iface = node.get_text_iface()
    return iface.get_text(0, iface.get_character_count()) if iface else ""


def type_into(program, label, text):
    entry = program.find(label, "text")
    if not entry.get_editable_text_iface().set_text_contents(text):
        raise Failed(f"“{label}” cannot be typed into")


def write(program, chapters, *keys):
    """Has so many CHAPTERS written, after KEYS in the window that asks how."""
    program.press(f"Write {chapters} Chapters…")
    program.find("Write · about", "push button")
    press_keys(*keys)
    press_part(program, "Write · about")
    time.sleep(2)  # its window goes
