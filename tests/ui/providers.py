# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers as an author sets them up, through the accessibility bus: what runs on this machine is found; one is added by its
address, tested, saved, changed, removed, and that is undone. The key is in no file.

    providers.py PROVIDER-SCREENS"""
import json
import os
import sys

from desktop import Failed, main, running, wait

KEY = "sk-of-the-test-alone"


def read_list(program):
    with open(os.path.join(program.home, "config", "bookgen", "endpoints.json"), encoding="utf-8") as file:
        return json.load(file)["endpoints"]


def names(program):
    return [endpoint["name"] for endpoint in read_list(program)]


def use_found(program):
    program.press("Ollama")
    program.press("Test")
    program.find("It works: rehearsal answered")
    program.press("Save")
    program.find("Preferred")
    if read_list(program)[0]["at_once"] != 1:
        raise Failed("a server on this machine gets more than one at once")


def add_by_address(program, address):
    program.press("Another Address")
    program.type_into("Address", address + "/chat/completions")
    program.type_into("Key", KEY)
    program.type_into("Model that writes", "no-such-model")
    program.type_into("Name in BookGen", "By hand")
    program.press("Test")
    program.find("It works")
    program.press("Save")
    program.find("This desktop has no keyring")
    program.press("Understood")
    wait("the second one in the list", lambda: names(program) == ["By hand", "Ollama"])
    if read_list(program)[0]["address"] != address:
        raise Failed("the pasted path is not understood")


def rename(program, old, new):
    """Once the page has what is kept of the provider."""
    wait(f"“{old}” as its name", lambda: [field for field in program.find_all("Name in BookGen", "text")
                                          if field.text() == old])[0].type(new)


def change(program):
    program.press("Change By hand")
    rename(program, "By hand", "By hand, changed")
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


def run():
    with running(sys.argv[1], capture=True) as program:
        address = program.process.stdout.readline().strip()
        use_found(program)
        add_by_address(program, address)
        change(program)
        remove(program)
        look_for_key(program.home)


main("setting up providers", run)
