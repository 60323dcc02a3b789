# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window's tests as a person would do them have in common: the program, its widgets as a screen reader sees them, keys and
pointer. Every wait is for something that is to be seen, is bounded, and says what it waited for."""
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

# GTK 4.8 answers a question about a widget that is just going with a critical of its own; GLib looks when it is loaded.
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE_S = 60
PAUSE_S = 0.05
ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
IN_WINDOW = GLib.Variant("(u)", (1,))
SHOWN_AT_MOST = 400  # lines of a list


class Failed(Exception):
    pass


def need(*tools):
    """A tool that is missing is a failure, not a reason to skip."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        raise Failed("not installed: " + ", ".join(missing))
    if not os.environ.get("DISPLAY"):
        raise Failed("no display: run this as Meson does, with own-desktop in front")


def wait(what, look, seconds=PATIENCE_S):
    """What LOOK returns once it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(PAUSE_S)
    raise Failed(f"waited {seconds} s for {what}")


def xdotool(*args):
    return subprocess.run(["xdotool", *map(str, args)], capture_output=True, text=True, timeout=PATIENCE_S).stdout.split()


def place(title, x, y, width, height):
    """The window called TITLE, put where it is wanted; its id."""
    def is_there():
        xdotool("windowsize", window, width, height, "windowmove", window, x, y)
        found = dict(line.split("=") for line in xdotool("getwindowgeometry", "--shell", window))
        return (found.get("WIDTH"), found.get("HEIGHT")) == (str(width), str(height))

    window = wait(f"the window “{title}”", lambda: xdotool("search", "--onlyvisible", "--name", f"^{title}$"))[-1]
    wait("the window manager", is_there)
    return window


def property_of(interface, name):
    return "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (f"org.a11y.atspi.{interface}", name))


class Accessibility:
    """The bus of the screen readers. Questions go out together, since it is the ways of an answer that take long."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0,
                                     PATIENCE_S * 1000, None)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def ask_all(self, questions):
        """The answers to QUESTIONS (name on the bus, path, interface, method, arguments), in order; None where there is none."""
        answers, left = [None] * len(questions), [len(questions)]

        def take(bus, result, place):
            with contextlib.suppress(GLib.Error):  # a widget that went while it was looked at
                answers[place] = bus.call_finish(result).unpack()
            left[0] -= 1

        for place, question in enumerate(questions):
            self.bus.call(*question, None, Gio.DBusCallFlags.NO_AUTO_START, PATIENCE_S * 1000, None, take, place)
        while left[0]:
            GLib.MainContext.default().iteration(True)
        return answers

    def ask(self, *question):
        """The first part of the answer; None where there is none."""
        answer, = self.ask_all([question])
        return answer[0] if answer else None

    def name_of(self, pid):
        """What the program with PID is called on this bus; None before it is there."""
        programs = self.ask("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren", None) or []
        for name, _ in programs:
            if self.ask("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                        GLib.Variant("(s)", (name,))) == pid:
                return name
        return None


class Widget:
    """What a screen reader is told of a widget at one moment, with what is shown in it; and what it can do with it."""

    def __init__(self, accessibility, bus_name, path, name="", role="", states=0, box=None):
        self.accessibility, self.bus_name, self.path = accessibility, bus_name, path
        self.name, self.role, self.states = name, role, states
        self.x, self.y, self.width, self.height = box or (0, 0, 0, 0)
        self.children = []

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def can_be_used(self):
        return bool(self.states >> Atspi.StateType.SENSITIVE & 1)

    def _ask(self, interface, method, arguments=None):
        return self.accessibility.ask(self.bus_name, self.path, f"org.a11y.atspi.{interface}", method, arguments)

    def press(self):
        if not self._ask("Action", "DoAction", GLib.Variant("(i)", (0,))):
            raise Failed(f"“{self.name}” cannot be pressed")

    def type(self, text):
        """Has TEXT instead of what it has."""
        if not self._ask("EditableText", "SetTextContents", GLib.Variant("(s)", (text,))):
            raise Failed(f"“{self.name}” cannot be typed into")

    def set_value(self, value):
        set_to = GLib.Variant("(ssv)", ("org.a11y.atspi.Value", "CurrentValue", GLib.Variant("d", value)))
        if self.accessibility.ask_all([(self.bus_name, self.path, "org.freedesktop.DBus.Properties", "Set", set_to)]) == [None]:
            raise Failed(f"“{self.name}” takes no number")

    def value(self):
        return self.accessibility.ask(self.bus_name, self.path, *property_of("Value", "CurrentValue"))

    def text(self):
        length = self.accessibility.ask(self.bus_name, self.path, *property_of("Text", "CharacterCount"))
        return self._ask("Text", "GetText", GLib.Variant("(ii)", (0, length))) if length else ""

    def selected(self):
        """The text that is selected in it; None for none."""
        if not self._ask("Text", "GetNSelections"):
            return None
        start, end = self.accessibility.ask_all([(self.bus_name, self.path, "org.a11y.atspi.Text", "GetSelection",
                                                  GLib.Variant("(i)", (0,)))])[0]
        return self.text()[start:end]


class Program:
    """BookGen, running on the desktop that is the test's own; its settings and books are in HOME. CAPTURE: its words go to
    process.stdout."""

    def __init__(self, path, *args, capture=False, **more_env):
        self.home = os.environ["HOME"]
        env = dict(os.environ, GSETTINGS_BACKEND="memory", GTK_A11Y="atspi", **more_env)
        self.process = subprocess.Popen([path, *args], env=env, text=True, stdout=subprocess.PIPE if capture else None)
        self.accessibility = Accessibility()
        self.bus_name = wait("the program", self._find_name)
        wait("the window", lambda: len(self.shown()) > 1)

    def _check(self):
        if self.process.poll() is not None:
            raise Failed(f"BookGen ended with {self.process.returncode}")

    def _find_name(self):
        self._check()
        return self.accessibility.name_of(self.process.pid)

    def _read(self, paths):
        """The widgets at PATHS, and the paths of what is in each; (None, []) for one that is not shown. GTK 4.8 says “showing” of
        windows only; what is not on the screen has no size."""
        questions = ((ACCESSIBLE, "GetState", None), (ACCESSIBLE, "GetRole", None), property_of("Accessible", "Name"),
                     ("org.a11y.atspi.Component", "GetExtents", IN_WINDOW), (ACCESSIBLE, "GetChildren", None))
        answers = iter(self.accessibility.ask_all([(self.bus_name, path, *question) for path in paths for question in questions]))
        found = []
        for path, states, role, name, box, children in zip(paths, answers, answers, answers, answers, answers):
            if not states or not role or not (box is None or min(box[0][2:]) > 0):
                found.append((None, []))
                continue
            widget = Widget(self.accessibility, self.bus_name, path, name[0] if name else "", Atspi.role_get_name(role[0]),
                            states[0][0] | states[0][1] << 32, box and box[0])
            found.append((widget, [child for _, child in children[0][:SHOWN_AT_MOST]] if children else []))
        return found

    def shown(self):
        """Every widget that is on the screen now, each before what is in it."""
        self._check()
        top = Widget(self.accessibility, self.bus_name, ROOT)
        level = [(top, [path for _, path in self.accessibility.ask(self.bus_name, ROOT, ACCESSIBLE, "GetChildren", None) or []])]
        while level:
            places = [(parent, path) for parent, paths in level for path in paths]
            level = self._read([path for _, path in places])
            for (parent, _), (widget, _) in zip(places, level):
                if widget:
                    parent.children.append(widget)
        self._check()
        return list(top.walk())[1:]

    def find_all(self, text, role=None):
        """The widgets on the screen that have TEXT in their names."""
        return [widget for widget in self.shown() if text in widget.name and role in (None, widget.role)]

    def find(self, text, role=None):
        """The first of them, once it is there."""
        return wait(f"“{text}”", lambda: self.find_all(text, role))[0]

    def wait_until_gone(self, text):
        wait(f"“{text}” to be gone", lambda: not self.find_all(text))

    def press(self, label):
        """Presses the button called LABEL. (GTK 4.8 names a button with a mnemonic “_Write Write”.)"""
        def buttons():
            return [widget for widget in self.shown() if "button" in widget.role and widget.can_be_used()
                    and (widget.name == label or widget.name.endswith(" " + label))]

        wait(f"the button “{label}”", buttons)[0].press()

    def press_part(self, text):
        """Presses the button with TEXT in its name, which also says what it costs or how many there are."""
        self.find(text, "push button").press()

    def type_into(self, label, text):
        self.find(label, "text").type(text)

    def settle(self):
        """Waits until nothing moves any more."""
        states = [None]

        def is_still():
            states.append([(widget.path, widget.name, widget.states, widget.x, widget.y, widget.width, widget.height)
                           for widget in self.shown()] + xdotool("getactivewindow"))
            return states[-1] == states[-2]

        with contextlib.suppress(Failed):  # a clock goes on
            wait("the window to be still", is_still, 5)

    def keys(self, *keys):
        """Types KEYS one after the other, as a person does who looks at what each one did."""
        for key in keys:
            self.settle()
            xdotool("key", key)

    def choose(self, button, *items):
        """Opens the menu of the button called BUTTON and chooses ITEMS, one below the other. (GTK 4.8 gives a menu button nothing
        to press, so this takes the pointer and wants the window at the corner of the screen; and it shows the buttons of pages
        that are not seen too, of which the last one counts.)"""
        self.keys("Escape")  # what was chosen from last stays open, and a click would only close it
        self.settle()
        *_, found = wait(f"the menu “{button}”", lambda: [widget for widget in self.shown()
                                                         if widget.name == button and "button" in widget.role])
        xdotool("mousemove", found.x + found.width // 2, found.y + found.height // 2, "click", 1)
        for item in items:
            self.settle()
            self.find(item, "menu item").press()

    def end(self):
        """Asks it to end as a session does, and waits."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


@contextlib.contextmanager
def running(*args, **more):
    """A Program, beside a window manager, so that its windows can be put where they are wanted and get the keys."""
    need("openbox", "xdotool")
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait("the window manager", lambda: xdotool("get_num_desktops"))
    try:
        program = Program(*args, **more)
        try:
            yield program
        finally:
            program.end()
    finally:
        manager.terminate()
        manager.wait(10)


def write(name, text):
    """The path of a new file called NAME in the test's own home."""
    path = os.path.join(os.environ["HOME"], name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


@contextlib.contextmanager
def new_book(bookgen, title, outline):
    """BookGen with a new book called TITLE, made of harbour.md in its home: OUTLINE, in Markdown."""
    with running(bookgen, write("harbour.md", outline)) as program:
        program.press("Create Book")
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
