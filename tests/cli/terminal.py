# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal's program from outside: a home of its own, its runs, and the rehearsal server as a separate process."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

PROGRAM = os.environ['BOOKGEN_CLI']
# Root without the right to write where it may not: as close to a person as a test of root's can be.
AS_A_PERSON = ['setpriv', '--bounding-set', '-dac_override', '--inh-caps', '-dac_override'] if os.geteuid() == 0 else []
PATIENCE_S = 60
# A first token that lets requests that are made together be under way together, however busy the machine is.
TOGETHER_MS = 1500

OUTLINE = '''# A Short Book

## Part One

### The First Thing

What comes first.

### The Second Thing

## Part Two

### The Third Thing

### The Fourth Thing
'''


class Rehearsal:
    """`bookgen-cli rehearse`, fast unless told otherwise."""

    def __init__(self, *options, first_token_ms=2, tokens_per_second=0):
        self.process = subprocess.Popen(
            [PROGRAM, 'rehearse', f'--first-token-ms={first_token_ms}', f'--tokens-per-second={tokens_per_second}', *options],
            stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.root = self.url.removesuffix('/v1')

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.stop()

    def stats(self):
        with urllib.request.urlopen(self.root + '/rehearsal/stats', timeout=PATIENCE_S) as answer:
            return json.load(answer)

    def wait_for(self, condition):
        """The stats once CONDITION of them holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition(stats := self.stats()):
            assert time.monotonic() < deadline, f'waited in vain: {stats}'
            time.sleep(0.005)
        return stats

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.last_words = self.process.communicate(timeout=PATIENCE_S)[0]


class Case(unittest.TestCase):
    """A test with a home and a folder of its own."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='bookgen-cli-'))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.outline = self.write('outline.md', OUTLINE)
        self.book = self.folder / 'book.bookgen'
        self.environment = {
            **os.environ, 'HOME': str(self.folder), 'XDG_DATA_HOME': str(self.folder / 'data'),
            'XDG_CONFIG_HOME': str(self.folder / 'config'), 'XDG_CACHE_HOME': str(self.folder / 'cache'),
            'BOOKGEN_API_KEY': 'not-a-key', 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000'}

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def start(self, *arguments, **options):
        return subprocess.Popen([*AS_A_PERSON, PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def run_cli(self, *arguments, status=0, given=None, **options):
        """Runs the program and expects it to end with STATUS."""
        done = subprocess.run([*AS_A_PERSON, PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, input=given,
                              capture_output=True, text=True, timeout=PATIENCE_S, **options)
        self.assertEqual(done.returncode, status, f'{arguments}\n{done.stdout}\n{done.stderr}')
        return done

    def status(self, book=None, status=0):
        """What the program says of a book, which is this test's where none is given."""
        return json.loads(self.run_cli('status', book or self.book, '--json', status=status).stdout)

    def assert_one_sentence(self, done):
        """A failure is told in one line for a person."""
        lines = [line for line in done.stderr.splitlines() if line.startswith('bookgen-cli: ')]
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertRegex(lines[0], r'[.!?”)]$|: .+$')
        self.assertNotIn('CRITICAL', done.stderr)
        self.assertNotIn('WARNING', done.stderr)

    def write_book(self, server, *arguments, verb='generate', what=None, status=0, **options):
        """generate, or resume, against SERVER, with --json: the lines as objects, the summary last."""
        where = ['--book', self.book] if verb == 'generate' else []
        done = self.run_cli(verb, what or (self.outline if verb == 'generate' else self.book), *where, '--base-url', server.url,
                            '--model', 'rehearsal', '--json', *arguments, status=status, **options)
        return [json.loads(line) for line in done.stdout.splitlines()]
