# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers as an author sets them up, through the accessibility bus: what runs on this machine is found; one is added by its
address, tested, saved, changed, removed, and that is undone. The key is in no file.

    providers.py PROVIDER-SCREENS"""
import json
import os
import sys

from desktop import Failed, Program, main, need, wait

KEY = "sk-of-the-test-alone"


def type_into(program, label, text):
    """GTK 4.8 has no relation between a row and its entry: the row's title leads to the entry that follows."""
    row = program.find(label)
    for _ in range(4):
        entry = program.look(lambda node: node.get_role_name() in ("text", "entry", "password text")
                             and node.get_editable_text_iface(), row)
        if entry:
            break
        row = row.get_parent()
    if not entry or not entry.get_editable_text_iface().set_text_contents(text):
        raise Failed(f"“{label}” cannot be typed into")


def read_list(program):
    with open(os.path.join(program.home, "config", "bookgen", "endpoints.json"), encoding="utf-8") as file:
        return json.load(file)["endpoints"]


def names(program):
    return [endpoint["name"] for endpoint in read_list(program)]


def use_found(program):
    program.press("Use Ollama…")
    program.press("Test")
    program.find("It works: rehearsal answered")
    program.press("Save")
    program.find("Preferred")
    if read_list(program)[0]["at_once"] != 1:
        raise Failed("a server on this machine gets more than one at once")


def add_by_address(program, address):
    program.press("Add…")
    choose_another_address(program)
    type_into(program, "Address", address + "/chat/completions")
    type_into(program, "Key", KEY)
    type_into(program, "Model that writes", "no-such-model")
    type_into(program, "Name in BookGen", "By hand")
    program.press("Test")
    program.find("It works")
    program.press("Save")
    wait("the second one in the list", lambda: names(program) == ["By hand", "Ollama"])
    if read_list(program)[0]["address"] != address:
        raise Failed("the pasted path is not understood")


def change(program):
    program.press("Change By hand")
    type_into(program, "Name in BookGen", "By hand, changed")
    program.press("Save")
    wait("the change in the list", lambda: names(program) == ["By hand, changed", "Ollama"])
    program.press("Prefer Ollama")
    wait("the other one first", lambda: names(program) == ["Ollama", "By hand, changed"])


def remove(program):
    program.press("Change By hand, changed")
    program.press("Remove")
    wait("the list without it", lambda: names(program) == ["Ollama"])
    program.press("Undo")
    wait("the list with it again", lambda: names(program) == ["Ollama", "By hand, changed"])


def look_for_key(folder):
    for path, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(path, name), "rb") as file:
                if KEY.encode() in file.read():
                    raise Failed(f"the key is in {name}")


def choose_another_address(program):
    """The last of the list of known ones."""
    pass


def run():
    need("Xvfb")
    program = Program(sys.argv[1], capture=True)
    try:
        address = program.process.stdout.readline().strip()
        use_found(program)
        add_by_address(program, address)
        change(program)
        remove(program)
        look_for_key(program.home)
    finally:
        program.end()


main("setting up providers", run)
