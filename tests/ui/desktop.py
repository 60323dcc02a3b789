# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window's tests as a person would do them have in common: a home of its own, the program, its widgets as a screen
reader sees them. Every wait is bounded and says what it waited for."""
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings

# GTK 4.8 answers a question about a widget that is just going with a critical of its own; GLib looks when it is loaded.
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

warnings.simplefilter("ignore")  # the interfaces' getters are called deprecated and have no successor here
START_S = 60


class Failed(Exception):
    pass


def need(*tools):
    """A tool that is missing is a failure, not a reason to skip."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        raise Failed("not installed: " + ", ".join(missing))
    if not os.environ.get("DISPLAY"):
        raise Failed("no display: run this as Meson does, with own-desktop in front")


def wait(what, look, seconds=20):
    """What LOOK returns once it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:  # a widget that went while it was looked at
            found = None
        if found:
            return found
        time.sleep(0.3)
    raise Failed(f"waited {seconds} s for {what}")


def is_shown(node):
    """GTK 4.8 says “showing” of windows only; what is not on the screen has no size."""
    component = node.get_component_iface()
    if not component or not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return component is None
    extents = component.get_extents(Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def xdotool(*args):
    return subprocess.run(["xdotool", *map(str, args)], capture_output=True, text=True, timeout=20).stdout.split()


def place(title, x, y, width, height):
    """The window called TITLE, put where it is wanted; its id."""
    window = wait(f"the window “{title}”", lambda: xdotool("search", "--onlyvisible", "--name", f"^{title}$"), 60)[-1]
    wait("the window manager", lambda: xdotool("windowsize", window, width, height, "windowmove", window, x, y,
                                               "getwindowgeometry", window))
    time.sleep(0.5)
    return window


def without_keyring():
    """The environment of a program that sees no desktop's services, and so no keyring, but is seen by a screen reader."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 20000, None)
    return {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "AT_SPI_BUS_ADDRESS": address.unpack()[0]}


def new_home():
    return tempfile.mkdtemp(prefix="bookgen-ui-")


class Program:
    """BookGen, running in a home of its own: HOME, which it takes over, or a new one. CAPTURE: its words go to
    process.stdout."""

    def __init__(self, path, *args, home=None, capture=False, **more_env):
        self.home = home or new_home()
        env = dict(os.environ, HOME=self.home, XDG_DATA_HOME=f"{self.home}/data", XDG_CONFIG_HOME=f"{self.home}/config",
                   XDG_CACHE_HOME=f"{self.home}/cache", GSETTINGS_BACKEND="memory", GTK_A11Y="atspi",
                   ADW_DISABLE_PORTAL="1", GIO_USE_VFS="local", GSK_RENDERER="cairo",
                   **more_env)
        self.process = subprocess.Popen([path, *args], env=env, text=True, stdout=subprocess.PIPE if capture else None)
        self.accessible = wait("the window", self._find_self, START_S)
        self.accessible.set_cache_mask(Atspi.Cache.NONE)  # GTK 4.8 does not tell when something appears

    def _find_self(self):
        if self.process.poll() is not None:
            raise Failed(f"BookGen ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def find(self, text, role=None, seconds=20):
        """The first widget on the screen that has TEXT in its name."""
        return wait(f"“{text}”", lambda: self.look(lambda node: text in (node.get_name() or "")
                                                   and role in (None, node.get_role_name())), seconds)

    def press(self, label, seconds=20, closes=False):
        """Presses the button called LABEL. (GTK 4.8 names a button with a mnemonic “_Write Write”.) With CLOSES its window
        goes: GTK 4.8 crashes when it is asked about a window that is just being taken apart, so nothing is asked then."""
        def is_it(node):
            name = node.get_name() or ""
            return ("button" in node.get_role_name() and (name == label or name.endswith(" " + label))
                    and node.get_state_set().contains(Atspi.StateType.SENSITIVE))

        button = wait(f"the button “{label}”", lambda: self.look(is_it), seconds)
        if not button.get_action_iface() or not button.get_action_iface().do_action(0):
            raise Failed(f"“{label}” cannot be pressed")
        if closes:
            time.sleep(2)

    def choose(self, button, *items):
        """Opens the menu of the button called BUTTON and chooses ITEMS, one below the other. (GTK 4.8 gives a menu button nothing
        to press, so this takes the pointer and wants the window at the corner of the screen; and it shows the buttons of pages
        that are not seen too, of which the last one counts.)"""
        found = []

        def collect(node):
            if node.get_name() == button and "button" in node.get_role_name():
                found.append(node)
            return False

        wait(f"the menu “{button}”", lambda: self.look(collect) or found)
        extents = found[-1].get_component_iface().get_extents(Atspi.CoordType.WINDOW)

        def open_menu():
            xdotool("key", "Escape")  # what a click would only close
            xdotool("mousemove", extents.x + extents.width // 2, extents.y + extents.height // 2, "click", 1)
            time.sleep(1)
            return self.look(lambda node: node.get_name() == items[0] and node.get_role_name() == "menu item")

        wait(f"“{items[0]}”", open_menu, 40).get_action_iface().do_action(0)
        for item in items[1:]:
            self.find(item, "menu item").get_action_iface().do_action(0)

    def look(self, is_it, node=None):
        """The first widget on the screen for which IS_IT; None for none."""
        if self.process.poll() is not None:
            raise Failed(f"BookGen ended with {self.process.returncode}")
        node = node or self.accessible
        if node.get_role() != Atspi.Role.APPLICATION and not is_shown(node):
            return None
        if is_it(node):
            return node
        for i in range(min(node.get_child_count(), 400)):
            child = node.get_child_at_index(i)
            found = child and self.look(is_it, child)
            if found:
                return found
        return None

    def end(self):
        """Asks it to end as a session does, and waits."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


@contextlib.contextmanager
def placeable(*args, **more):
    """A Program beside a window manager, so that its windows can be put where they are wanted."""
    need("openbox", "xdotool")
    manager = subprocess.Popen(["openbox"])
    try:
        program = Program(*args, **more)
        try:
            yield program
        finally:
            program.end()
    finally:
        manager.terminate()
        manager.wait(10)


@contextlib.contextmanager
def new_book(bookgen, title, outline):
    """BookGen with a new book called TITLE, made of harbour.md in its home: OUTLINE, in Markdown."""
    home = new_home()
    path = os.path.join(home, "harbour.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write(outline)
    with placeable(bookgen, path, home=home) as program:
        program.press("Create Book", closes=True)
        place(title, 0, 0, 1000, 700)
        yield program


def main(name, run):
    """One test as TAP."""
    print("1..1", flush=True)
    try:
        run()
    except Failed as failure:
        print(f"not ok 1 {name}\n# {failure}", flush=True)
        sys.exit(1)
    print(f"ok 1 {name}", flush=True)
