# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing that was written is lost or written twice: kills, second programs, rehearsals that become real."""

import json
import pathlib
import sqlite3
import subprocess
import sys
import time

import tap
from terminal import PATIENCE_S, PROGRAM, TOGETHER_MS, Case, Rehearsal

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'bench'))
import soak  # noqa: E402


class Resume(Case):
    def export(self, name):
        self.run_cli('export', self.book, '-o', name)
        return (self.folder / name).read_bytes()

    def test_killed_book_equals_an_uninterrupted_one(self):
        arguments = ('--words', '300', '--no-context', '--at-once', '3', '--seed', '7')
        with Rehearsal(first_token_ms=20, tokens_per_second=400) as server:
            self.write_book(server, *arguments, '-o', 'whole.md')
            self.book = self.folder / 'killed.bookgen'
            process = self.start('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                                 *arguments)
            requests = server.stats()['requests']
            server.wait_for(lambda stats: stats['requests'] >= requests + 4)
            process.kill()
            process.communicate(timeout=PATIENCE_S)
            self.write_book(server, '-o', 'killed.md', verb='resume')
        self.assertEqual((self.folder / 'killed.md').read_bytes(), (self.folder / 'whole.md').read_bytes())

    def test_killed_between_turns(self):
        """A long chapter of which some turns are there goes on with the next one: nothing is written twice."""
        self.outline = self.write('long.md', '# A Long Book\n\n## The Only Chapter\n')
        arguments = ('--words', '5000', '--no-context')
        with Rehearsal() as server:
            self.write_book(server, *arguments, '-o', 'whole.md')
        self.book = self.folder / 'killed.bookgen'
        with Rehearsal('--fault', 'polite', first_token_ms=20, tokens_per_second=4000) as server:
            for turn in (2, 4):
                verb = ('generate', self.outline, '--book', self.book, *arguments) if turn == 2 else ('resume', self.book)
                process = self.start(*verb, '--base-url', server.url, '--model', 'rehearsal')
                server.wait_for(lambda stats: stats['requests'] >= turn)
                process.kill()
                process.communicate(timeout=PATIENCE_S)
            self.write_book(server, '-o', 'killed.md', verb='resume')
            stats = server.stats()
        whole, killed = ((self.folder / name).read_text().rstrip() for name in ('whole.md', 'killed.md'))
        self.assertTrue(whole.startswith(killed))
        self.assertGreater(len(killed.split()), 5000 * 0.85)
        self.assertLess(stats['output_tokens'], len(killed) / 4 * 1.5)
        self.assertLessEqual(stats['requests'], 9)

    def test_killed_requests_are_counted(self):
        """What was sent, and what had come of its answer, is in the sum although nobody was left to count it."""
        (self.folder / 'config' / 'bookgen').mkdir(parents=True)
        self.write('config/bookgen/prices.json', json.dumps({'currency': 'USD', 'models': [
            {'model': 'rehearsal', 'input': 10, 'cached': 10, 'output': 1000}]}))
        with Rehearsal(tokens_per_second=200) as server:
            process = self.start('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                                 '--words', '2000', '--no-context', '--select', '1', '--at-once', '2')
            server.wait_for(lambda stats: stats['concurrent'] == 2)
            self.wait_for_pieces(1000)
            process.kill()
            process.communicate(timeout=PATIENCE_S)
        with sqlite3.connect(self.book) as book:
            kept = book.execute('SELECT sum (length (text)) FROM piece').fetchone()[0]
        status = self.status()
        self.assertTrue(status['estimated'])
        self.assertGreater(status['input_tokens'], 200)
        self.assertAlmostEqual(status['output_tokens'], kept / 4, delta=kept / 20)
        self.assertAlmostEqual(status['cost'], (status['input_tokens'] * 10 + status['output_tokens'] * 1000) / 1e6, delta=0.01)
        # It stays once the book has been opened to be written, and counts against a cap.
        done = self.run_cli('resume', self.book, '--base-url', 'http://127.0.0.1:9/v1', '--model', 'rehearsal', '--budget',
                            str(status['cost'] / 2), status=4)
        self.assertIn('budget', done.stderr)
        again = self.status()
        self.assertEqual([again[name] for name in ('cost', 'output_tokens', 'requests')],
                         [status[name] for name in ('cost', 'output_tokens', 'requests')])
        self.assertEqual(again['requests'], 2)

    def wait_for_pieces(self, least):
        """Until so many characters of answers are kept."""
        deadline = time.monotonic() + PATIENCE_S
        kept = 0
        while kept < least:
            assert time.monotonic() < deadline, 'nothing is kept'
            time.sleep(0.02)
            with sqlite3.connect(f'file:{self.book}?mode=ro', uri=True) as book:
                kept = book.execute('SELECT total (length (text)) FROM piece').fetchone()[0]

    def test_finished_book_keeps_its_date(self):
        """A run that writes nothing leaves the export the same, byte for byte; a new title does not."""
        del self.environment['SOURCE_DATE_EPOCH']
        with Rehearsal() as server:
            self.write_book(server, '--words', '50', '-o', 'x.epub')
            before = (self.folder / 'x.epub').read_bytes()
            time.sleep(2.1)  # ZIP counts two seconds at a time
            self.write_book(server, '--at-once', '2', '-o', 'x.epub', verb='resume')
        self.assertEqual((self.folder / 'x.epub').read_bytes(), before)
        with sqlite3.connect(self.book) as book:
            changed = int(book.execute("SELECT value FROM book WHERE name = 'changed-at-ms'").fetchone()[0])
        self.assertLess(changed, time.time() * 1000 - 2000)

    def test_finished_book_sends_nothing(self):
        with Rehearsal() as server:
            self.write_book(server, '--words', '50', '-o', 'x.md')
            requests = server.stats()['requests']
            *_, summary = self.write_book(server, '-o', 'y.md', verb='resume')
            self.assertEqual(server.stats()['requests'], requests)
        self.assertEqual(summary['done'], 4)
        self.assertEqual((self.folder / 'x.md').read_bytes(), (self.folder / 'y.md').read_bytes())

    def test_failed_chapter_is_tried_again(self):
        with Rehearsal('--fault', 'refusal@2') as server:
            self.write_book(server, '--words', '50', '-o', 'x.md', status=3)
        with Rehearsal() as server:
            self.write_book(server, '-o', 'x.md', verb='resume')
            self.assertEqual(server.stats()['requests_per_chapter'], {'2': 1})

    def test_two_programs_one_set_of_requests(self):
        with Rehearsal(first_token_ms=TOGETHER_MS, tokens_per_second=25) as server:
            first = self.start('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                               '--words', '100', '--no-context', '--at-once', '4', '-o', 'x.md')
            server.wait_for(lambda stats: stats['concurrent'] == 4)
            second = self.run_cli('resume', self.book, '--base-url', server.url, '--model', 'rehearsal', status=5)
            self.assert_one_sentence(second)
            status = self.status()
            self.assertIsNotNone(status['owner'])
            _, told = first.communicate(timeout=PATIENCE_S)
            self.assertEqual(first.returncode, 0, told)
            self.assertEqual(server.stats()['requests_per_chapter'], {'1': 1, '2': 1, '3': 1, '4': 1})

    def test_rehearsed_book_is_written_in_full(self):
        self.run_cli('generate', self.outline, '--book', self.book, '--rehearsal', '--words', '30', '--no-context', '-o', 'x.md')
        before = self.status()
        self.assertEqual((before['written'], before['rehearsed']), (0, 4))
        with Rehearsal() as server:
            *_, summary = self.write_book(server, '-o', 'x.md', verb='resume')
            self.assertEqual(server.stats()['requests_per_chapter'], {'1': 1, '2': 1, '3': 1, '4': 1})
        after = self.status()
        self.assertEqual((after['written'], after['rehearsed'], summary['done']), (4, 0, 4))

    def test_copy_of_the_file_alone_is_whole(self):
        with Rehearsal() as server:
            self.write_book(server, '--words', '50', '-o', 'x.md')
        (self.folder / 'elsewhere').mkdir()
        copy = self.folder / 'elsewhere/copy.bookgen'
        copy.write_bytes(self.book.read_bytes())
        status = self.status(copy)
        self.assertEqual(status['written'], 4)

    def test_reader_loses_nothing(self):
        """Another program opens and closes the book again and again while it is written."""
        with Rehearsal(first_token_ms=50, tokens_per_second=300) as server:
            writer = self.start('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                                '--words', '150', '--no-context', '--at-once', '2', '-o', 'x.md')
            server.wait_for(lambda stats: stats['requests'] > 0)
            while writer.poll() is None:
                subprocess.run([PROGRAM, 'status', self.book], env=self.environment, capture_output=True, timeout=PATIENCE_S,
                               check=True)
            self.assertEqual(writer.returncode, 0, writer.communicate()[1])
        self.assertEqual(self.status()['written'], 4)

    def test_soak(self):
        lines = []
        report = soak.run(self.folder / 'soak', kills=8, near_commits=2, seed=1, say=lines.append)
        self.assertEqual(report.faults, [], '\n'.join(lines))


if __name__ == '__main__':
    tap.main()
