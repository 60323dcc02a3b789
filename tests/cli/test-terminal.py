# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on a terminal: rows redrawn in place, the question before money is spent, Ctrl+C."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import tap
from terminal import PATIENCE_S, PROGRAM, Case, Rehearsal


def need_terminals():
    """A bare chroot has no pseudo-terminals: root gives itself some, in a mount namespace that ends with this program."""
    try:
        for descriptor in pty.openpty():
            os.close(descriptor)
    except OSError:
        if os.geteuid() != 0 or 'BOOKGEN_OWN_TERMINALS' in os.environ:
            raise
        os.environ['BOOKGEN_OWN_TERMINALS'] = 'yes'
        mount = 'mount -t devpts -o ptmxmode=0666 devpts /dev/pts && exec "$@"'
        os.execvp('unshare', ['unshare', '--mount', 'sh', '-c', mount, 'sh', sys.executable, *sys.argv])


class Screen:
    """A program on a pseudo-terminal of COLUMNS × LINES."""

    def __init__(self, case, columns, lines, *arguments):
        self.main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack('HHHH', lines, columns, 0, 0))
        self.process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=case.folder, env=case.environment, stdin=side,
                                        stdout=side, stderr=side, start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(side)
        self.told = b''

    def read(self, until=None):
        """Reads on until UNTIL was told, or to the end."""
        deadline = time.monotonic() + PATIENCE_S
        while until is None or until.encode() not in self.told:
            assert time.monotonic() < deadline, self.told.decode()
            if not select.select([self.main], [], [], 1)[0]:
                continue
            try:
                piece = os.read(self.main, 65536)
            except OSError:
                piece = b''
            if not piece:
                break
            self.told += piece
        return self.told.decode()

    def type(self, text):
        os.write(self.main, text.encode())

    def end(self):
        told = self.read()
        self.process.wait(timeout=PATIENCE_S)
        os.close(self.main)
        return told


class OnATerminal(Case):
    def test_rows(self):
        with Rehearsal(first_token_ms=300, tokens_per_second=200) as server:
            screen = Screen(self, 60, 20, 'generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'm',
                            '--words', '80', '--no-context', '--at-once', '4', '-o', 'x.md')
            told = screen.end()
        self.assertEqual(screen.process.returncode, 0, told)
        pictures = told.split('\033[J')
        self.assertGreater(len(pictures), 2)
        for title in ('The First Thing', 'The Fourth Thing'):
            self.assertIn(title, pictures[-2])
        self.assertIn('4 of 4 chapters', pictures[-1])
        for line in pictures[1].replace('\033[2K', '').splitlines():
            if not line.startswith('\r') and '\033' not in line:
                self.assertLess(len(line), 60)

    def test_more_rows_than_lines(self):
        outline = self.write('many.md', '# Many\n\n' + ''.join(f'## Chapter on {n}\n\n' for n in range(40)))
        with Rehearsal(first_token_ms=300) as server:
            screen = Screen(self, 60, 8, 'generate', outline, '--book', self.book, '--base-url', server.url, '--model', 'm',
                            '--words', '20', '--no-context', '--at-once', '20', '-o', 'x.md')
            told = screen.end()
        self.assertEqual(screen.process.returncode, 0, told)
        for picture in told.split('\033[J')[:-1]:
            self.assertLess(picture.count('\033[2K'), 8)

    def test_asks_before_money_is_spent(self):
        screen = Screen(self, 80, 24, 'generate', self.outline, '--book', self.book, '--base-url', 'https://api.example.com/v1',
                        '--model', 'gpt-4.1')
        told = screen.read('[y/N]')
        for word in ('requests: 9', 'cost: about', 'gpt-4.1', 'api.example.com'):
            self.assertIn(word, told)
        screen.type('n\n')
        screen.end()
        self.assertEqual(screen.process.returncode, 0)
        self.assertFalse(self.book.exists())

    def test_interrupt(self):
        with Rehearsal(first_token_ms=100, tokens_per_second=30) as server:
            screen = Screen(self, 80, 24, 'generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'm',
                            '--words', '500', '--no-context', '--at-once', '2')
            server.wait_for(lambda stats: stats['concurrent'] == 2)
            screen.type('\x03')
            told = screen.end()
        self.assertEqual(screen.process.returncode, 130, told)
        self.assertIn('resume', told)


if __name__ == '__main__':
    need_terminals()
    tap.main()
