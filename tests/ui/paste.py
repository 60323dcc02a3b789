# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program has copied comes into the outline, and what was copied there is text for another program.

    paste.py BOOKGEN                                  the test
    paste.py own TYPE CONTENT [TYPE CONTENT ...]      that other program: has this on the clipboard until it is ended
    paste.py read                                     prints the text that is there"""
import contextlib
import subprocess
import sys

from desktop import Failed, main, place, running, wait, write
from outline import expect, type_line

MARKDOWN = "# The Small Harbour\n\n## Knots\n\nHow they hold.\n\n## Splices\n"
HTML = "<html><body><ul><li>Bread</li><li>Butter</li></ul></body></html>"
OUTLINE = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Tides"/><outline text="Winds"/></body></opml>"""


def load_gdk():
    import gi
    gi.require_version("Gtk", "4.0")
    from gi.repository import Gdk, GLib, Gtk
    Gtk.init()
    return Gdk, GLib, Gdk.Display.get_default().get_clipboard()


def own(*forms):
    gdk, glib, clipboard = load_gdk()
    providers = [gdk.ContentProvider.new_for_bytes(mime_type, glib.Bytes.new(content.encode()))
                 for mime_type, content in zip(forms[::2], forms[1::2])]
    clipboard.set_content(gdk.ContentProvider.new_union(providers))
    gdk.Display.get_default().sync()
    print("there", flush=True)
    glib.MainLoop().run()


def read():
    _, glib, clipboard = load_gdk()
    loop = glib.MainLoop()

    def on_text(source, result):
        try:
            print(source.read_text_finish(result), end="", flush=True)
        finally:
            loop.quit()

    clipboard.read_text_async(None, on_text)
    glib.timeout_add_seconds(60, loop.quit)
    loop.run()


@contextlib.contextmanager
def copied(*forms):
    """While another program has FORMS on the clipboard."""
    owner = subprocess.Popen([sys.executable, __file__, "own", *forms], stdout=subprocess.PIPE, text=True)
    try:
        if owner.stdout.readline() != "there\n":
            raise Failed("the other program has nothing to paste")
        yield
    finally:
        owner.terminate()
        owner.wait(10)


def paste(program, lines, *forms):
    """Pastes FORMS, sees LINES, and takes it back."""
    with copied(*forms):
        program.keys("ctrl+v")
        expect(program, "Harbour", *lines)
    program.keys("ctrl+z")
    expect(program, "Harbour")


def paste_note(program):
    program.keys("Down", "Up")
    with copied("text/plain;charset=utf-8", "Two piers, built in 1931."):
        program.press("Paste as a note")
        program.find("“Two piers, built in 1931.” is material now: 5 words.")
        program.find("Two piers, built in 1931. · 5 words", "label")


def read_copied():
    return subprocess.run([sys.executable, __file__, "read"], stdout=subprocess.PIPE, text=True, timeout=90).stdout


def run():
    with running(sys.argv[1]) as program:
        place("BookGen", 0, 0, 1000, 700)
        program.keys("ctrl+n")
        program.find("Outline", "list")
        program.keys("Return")
        type_line(program, "Harbour")
        program.keys("Escape")
        expect(program, "Harbour")
        path = write("tides.opml", OUTLINE)
        paste(program, ["Knots", "Splices"], "text/plain;charset=utf-8", "- Knots\n- Splices\n")
        paste(program, ["Bread", "Butter"], "text/html", HTML, "text/plain;charset=utf-8", "Bread Butter")
        paste(program, ["The Small Harbour", "  Knots", "  Splices"], "text/markdown", MARKDOWN, "text/html", HTML)
        paste(program, ["Tides", "Winds"], "text/uri-list", f"file://{path}\r\n", "text/plain;charset=utf-8", path)
        paste(program, ["Tides", "Winds", "Tides", "Winds"], "text/uri-list", f"file://{path}\r\nfile://{path}\r\n")
        paste_note(program)
        program.keys("Down", "Up", "ctrl+c")
        wait("the copied line", lambda: read_copied() == "- Harbour\n")


if __name__ == "__main__":
    if sys.argv[1] == "own":
        own(*sys.argv[2:])
    elif sys.argv[1] == "read":
        read()
    else:
        main("pasting from another program", run)
