# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be wrong with what the program is given: the right exit status, one clear sentence, nothing lost."""

import contextlib
import ctypes
import http.server
import json
import os
import random
import resource
import sqlite3
import subprocess
import threading
import unittest

import tap
from terminal import PATIENCE_S, PROGRAM, Case, Rehearsal

NOISE = bytes(range(256)) * 4096


class Outlines(Case):
    def refuse(self, outline, verb='import', *arguments):
        done = self.run_cli(verb, outline, *arguments, status=2)
        self.assert_one_sentence(done)
        self.assertEqual(done.stdout, '')
        self.assertFalse((self.folder / 'data/bookgen/books').exists())
        return done

    def test_unreadable(self):
        (self.folder / 'folder').mkdir()
        for outline in (self.folder / 'nothing.md', self.folder / 'folder', self.write('empty.md', ''), self.write('blank.md', ' \n\n')):
            with self.subTest(outline.name):
                self.refuse(outline)
                self.refuse(outline, 'generate', '--rehearsal')

    def test_noise(self):
        with open(self.folder / 'noise', 'wb') as file:
            for _ in range(100):
                file.write(NOISE)
        self.refuse(self.folder / 'noise')
        for seed in range(8):
            self.refuse(self.write('little-noise', random.Random(seed).randbytes(4096)))

    def test_noise_on_standard_input(self):
        with open(self.write('noise', NOISE * 100), 'rb') as noise:
            done = subprocess.run([PROGRAM, 'import', '-'], stdin=noise, env=self.environment, capture_output=True, text=True,
                                  timeout=PATIENCE_S)
        self.assertEqual(done.returncode, 2)
        self.assert_one_sentence(done)

    def test_ten_thousand_chapters(self):
        outline = self.write('big.md', '# Big\n\n' + ''.join(f'## Chapter about {n}\n\n' for n in range(10000)))
        tree = json.loads(self.run_cli('import', outline, '--json', '--book', self.book).stdout)
        self.assertEqual(len(tree['children'][0]['children']), 10000)
        status = self.status()
        self.assertEqual(status['chapters'], 10000)

    def test_long_title(self):
        outline = self.write('long.md', f'# Book\n\n## {"long " * 2000}\n\n## Two\n')
        with Rehearsal() as server:
            self.write_book(server, '--words', '30', '-o', 'x.epub', '-o', 'x.md', what=outline)
        self.assertGreater((self.folder / 'x.epub').stat().st_size, 1000)

    def test_long_book_title_makes_a_short_name(self):
        outline = self.write('long.md', f'# {"Long “title” / " * 700}\n\n## One\n\nText.\n\n## Two\n')
        self.run_cli('generate', outline, '--rehearsal', '--words', '20', '--no-context')
        names = [path.name for path in (self.folder / 'data/bookgen/books').glob('*.bookgen')] + [
            path.name for path in self.folder.glob('*.epub')]
        self.assertEqual(len(names), 2)
        for name in names:
            self.assertLessEqual(len(name.encode()), 130)

    def test_control_characters(self):
        outline = self.write('odd.md', b'# A\x01\x02 b\xffook\x1b[31m\n\n## Ch\x07ap\n\nBrief\x00.\n\n## \xe2\x80\xae\xed\xa0\x80Two\n')
        with Rehearsal() as server:
            self.write_book(server, '--words', '30', '-o', 'x.epub', '-o', 'x.md', what=outline)
        self.assertNotRegex((self.folder / 'x.md').read_bytes(), rb'[\x00-\x08\x0b-\x1f]')


class Books(Case):
    def setUp(self):
        super().setUp()
        self.run_cli('import', self.outline, '--book', self.book)

    def refuse_everywhere(self, book):
        before = book.read_bytes() if book.is_file() else None
        for verb, *more in (('status',), ('resume', '--rehearsal'), ('export', '-o', 'x.md')):
            with self.subTest(verb):
                self.assert_one_sentence(self.run_cli(verb, book, *more, status=2))
        if before is not None:
            self.assertEqual(book.read_bytes(), before)

    def test_not_a_book(self):
        self.refuse_everywhere(self.folder / 'nothing.bookgen')
        self.refuse_everywhere(self.folder)
        self.refuse_everywhere(self.write('noise.bookgen', NOISE))
        self.refuse_everywhere(self.write('empty.bookgen', ''))

    def test_other_database(self):
        with contextlib.closing(sqlite3.connect(self.folder / 'other.bookgen')) as other:
            other.execute('CREATE TABLE unit (id TEXT)')
            other.commit()
        self.refuse_everywhere(self.folder / 'other.bookgen')

    def test_newer(self):
        with contextlib.closing(sqlite3.connect(self.book)) as book:
            book.execute('PRAGMA user_version = 9999')
            book.commit()
        self.refuse_everywhere(self.book)

    def test_damaged(self):
        damaged = bytearray(self.book.read_bytes())
        damaged[8192:40960] = NOISE[:32768]
        self.refuse_everywhere(self.write('damaged.bookgen', bytes(damaged)))

    def test_cut_short(self):
        self.refuse_everywhere(self.write('short.bookgen', self.book.read_bytes()[:10000]))


class Endpoints(Case):
    def generate(self, url, status, *arguments):
        done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', url, '--no-context', '-o', 'x.md',
                            *arguments, status=status)
        self.assert_one_sentence(done)
        return done

    def test_dead_server(self):
        self.generate('http://127.0.0.1:9/v1', 4, '--model', 'm', '--at-once', '4')
        self.assertEqual(self.status()['written'], 0)

    def test_dead_server_without_a_model(self):
        self.generate('http://127.0.0.1:9/v1', 4)
        self.assertFalse(self.book.exists())

    def test_web_page(self):
        class Page(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get('Content-Length', 0)))
                self.send_response(200)
                self.send_header('Content-Type', 'text/html')
                self.end_headers()
                self.wfile.write(b'<!doctype html><html><body>Welcome</body></html>')

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Page) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.generate(f'http://127.0.0.1:{server.server_port}/v1', 4, '--model', 'm', '--at-once', '4')
            server.shutdown()

    def test_not_an_address(self):
        for url in ('ftp://example.com', 'http://example.com/v1', ':::', ''):
            with self.subTest(url):
                self.generate(url, 1, '--model', 'm')


class Places(Case):
    """Folders that may not be written and disks that are full."""

    def test_read_only_folder(self):
        closed = self.folder / 'closed'
        closed.mkdir(mode=0o500)
        self.assert_one_sentence(self.run_cli('import', self.outline, '--book', closed / 'x.bookgen', status=5))
        with Rehearsal() as server:
            done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'm', '-o',
                                closed / 'x.md', status=5)
            self.assert_one_sentence(done)
            self.assertEqual(server.stats()['requests'], 0)

    def test_folder_that_cannot_be(self):
        for place in ('/proc/nothing', str(self.outline / 'below')):
            with self.subTest(place), Rehearsal() as server:
                self.assert_one_sentence(self.run_cli('import', self.outline, '--book', f'{place}/x.bookgen', status=5))
                done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'm', '-o',
                                    f'{place}/x.md', status=5)
                self.assert_one_sentence(done)
                self.assertEqual(server.stats()['requests'], 0)

    def test_full_disk(self):
        """The book reaches the largest size that its file may have: the run stops and what was committed is there."""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (160 * 1024, 160 * 1024))
            ctypes.CDLL(None).signal(25, 1)  # SIGXFSZ ignored: writing fails with EFBIG, as ENOSPC would

        outline = self.write('long.md', '# Long\n\n' + ''.join(f'## Chapter on {n}\n\n' for n in range(12)))
        with Rehearsal() as server:
            done = self.run_cli('generate', outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal', '--words',
                                '3000', '--no-context', '-o', 'x.md', preexec_fn=limit, status=5)
            self.assert_one_sentence(done)
            kept = self.status()
            self.assertLess(kept['written'], 12)
            before = server.stats()['requests_per_chapter']
            *_, summary = self.write_book(server, '-o', 'x.md', verb='resume')
            after = server.stats()['requests_per_chapter']
        self.assertEqual(summary['done'], 12)
        for unit in kept['units']:
            if unit['state'] == 'done':
                self.assertEqual(after[str(unit['number'])], before[str(unit['number'])])

    @unittest.skipUnless(os.path.exists('/dev/full'), 'there is no /dev/full')
    def test_full_standard_output(self):
        with open('/dev/full', 'w') as full:
            done = subprocess.run([PROGRAM, 'import', self.outline], stdout=full, env=self.environment, timeout=PATIENCE_S)
        self.assertGreaterEqual(done.returncode, 0)


class Usage(Case):
    def test_wrong(self):
        for arguments in ((), ('write',), ('generate',), ('generate', 'a', 'b'), ('generate', 'a', '--at-once', '0'),
                          ('generate', 'a', '--at-once', 'many'), ('generate', 'a', '--mode', 'odd'), ('generate', 'a', '--content', 'odd'),
                          ('generate', 'a', '--checks', 'odd'), ('generate', 'a', '--budget', 'much'), ('generate', 'a', '--budget', '-1'),
                          ('generate', 'a', '--modules-at-once', '0'), ('generate', 'a', '--review', '--no-review'),
                          ('generate', 'a', '--select', 'x', '--rehearsal'), ('generate', 'a', '-o', 'x.doc'),
                          ('generate', 'a', '--kind', 'nonsense', '--rehearsal'), ('generate', 'a', '--unknown'),
                          ('generate', 'a', '--rehearsal', '--base-url', 'http://127.0.0.1:1'), ('models', 'a'), ('rehearse', 'a'),
                          ('rehearse', '--fault', 'nonsense@1'), ('rehearse', '--port', '99999')):
            with self.subTest(arguments):
                arguments = [str(self.outline) if argument == 'a' else argument for argument in arguments]
                done = self.run_cli(*arguments, status=1)
                self.assertNotEqual(done.stderr, '')
                self.assertEqual(done.stdout, '')

    def test_who_cannot_draw_or_speak_says_so(self):
        where = ('--base-url', 'http://127.0.0.1:1', '--dialect', 'anthropic', '--model', 'm')
        for option, word in (('--pictures', 'draws no pictures'), ('--narration', 'does not read aloud')):
            with self.subTest(option):
                done = self.run_cli('generate', self.outline, *where, '--book', self.book, option, status=1)
                self.assertIn(word, done.stderr)
                self.assertFalse(self.book.exists())
                self.assert_one_sentence(done)


class Streams(Case):
    """What is printed may go nowhere; a book is never what it goes into."""

    def write_rehearsed(self):
        self.run_cli('generate', self.outline, '--rehearsal', '--words', '50', '--book', self.book, '-o', 'x.md')

    def run_closed(self, *arguments, closed=(1,)):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=lambda: [os.close(number) for number in closed],
                              timeout=PATIENCE_S).returncode

    def test_closed(self):
        self.write_rehearsed()
        before = self.book.read_bytes()
        for round, closed in enumerate(((1,), (2,), (1, 2), (0, 1, 2))):
            for arguments in (('status', self.book), ('status', self.book, '--json'), ('findings', self.book),
                              ('estimate', self.book, '--rehearsal'), ('export', self.book, '-o', 'y.md')):
                with self.subTest(arguments=arguments, closed=closed):
                    self.assertEqual(self.run_closed(*arguments, closed=closed), 0)
                    self.assertEqual(self.book.read_bytes(), before)
                    self.assertNotIn(b'bookgen', (self.folder / 'x.md').read_bytes())
            book = self.folder / f'closed{round}.bookgen'
            self.assertEqual(self.run_closed('generate', self.outline, '--rehearsal', '--words', '50', '--book', book, '-o', 'z.md',
                                             '--json', closed=closed), 0)
            self.run_cli('status', book)
            self.assertEqual((self.folder / 'z.md').read_bytes(), (self.folder / 'x.md').read_bytes())

    def test_full(self):
        self.write_rehearsed()
        for arguments in (('status', self.book), ('status', self.book, '--json'), ('import', self.outline)):
            with open('/dev/full', 'w') as full:
                done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
            self.assertEqual(done.returncode, 5)
            self.assert_one_sentence(done)

    def test_nobody_reads(self):
        self.write_rehearsed()
        process = self.start('status', self.book)
        process.stdout.close()
        self.assertEqual(process.wait(timeout=PATIENCE_S), 0)
        self.assertEqual(process.stderr.read(), '')
        process.stderr.close()

    def test_a_folder_that_may_not_be_written(self):
        folder = self.folder / 'locked'
        folder.mkdir()
        folder.chmod(0o555)
        for arguments in (('import', self.outline), ('generate', self.outline, '--rehearsal')):
            done = self.run_cli(*arguments, '--book', folder / 'x.bookgen', status=5)
            self.assertIn('may not be written', done.stderr)
        folder.chmod(0o755)

    def test_nothing_to_settle(self):
        self.run_cli('import', self.outline, '--book', self.book)
        self.assert_one_sentence(self.run_cli('findings', self.book, '--settle', '1', status=1))


if __name__ == '__main__':
    tap.main()
