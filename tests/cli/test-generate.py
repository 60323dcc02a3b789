# SPDX-License-Identifier: GPL-3.0-or-later
"""From an outline to a finished book, over real HTTP."""

import collections
import json
import signal
import sqlite3
import zipfile

import tap
from terminal import TOGETHER_MS, Case, Rehearsal

SHORT = ('--words', '60')


class Generate(Case):
    def test_source_date(self):
        """The one time that reproducible builds ask for is the book's, not the day's."""
        with Rehearsal() as server:
            self.write_book(server, '--no-context', '-o', 'x.epub')
        with zipfile.ZipFile(self.folder / 'x.epub') as epub:
            self.assertEqual({entry.date_time[:3] for entry in epub.infolist()}, {(2023, 11, 14)})
            self.assertIn(b'2023-11-14T22:13:20Z', epub.read('EPUB/package.opf'))

    def test_exports(self):
        with Rehearsal() as server:
            *tasks, summary = self.write_book(server, *SHORT, '-o', 'out/x.epub', '-o', 'out/x.md', '-o', 'out/chapters/')
        markdown = (self.folder / 'out/x.md').read_text()
        for title in ('The First Thing', 'The Second Thing', 'The Third Thing', 'The Fourth Thing', 'Part Two'):
            self.assertIn(title, markdown)
        with zipfile.ZipFile(self.folder / 'out/x.epub') as epub:
            self.assertIsNone(epub.testzip())
            self.assertEqual(epub.namelist()[0], 'mimetype')
        self.assertGreaterEqual(len(list((self.folder / 'out/chapters').glob('*.md'))), 4)
        self.assertEqual(summary['event'], 'summary')
        self.assertEqual((summary['done'], summary['failed'], summary['skipped']), (4, 0, 0))
        self.assertEqual(summary['exports'], ['out/x.epub', 'out/x.md', 'out/chapters/'])
        self.assertEqual(summary['book'], str(self.book))

    def test_lines(self):
        with Rehearsal(first_token_ms=TOGETHER_MS, tokens_per_second=100) as server:
            *tasks, summary = self.write_book(server, '--words', '100', '--at-once', '4', '-o', 'x.md')
        for line in tasks:
            self.assertEqual(line['event'], 'task')
            self.assertLessEqual({'task', 'unit', 'title', 'state', 'reason', 'words', 'target_words', 'input_tokens',
                                  'cached_tokens', 'output_tokens', 'cost', 'attempt', 'at_ms'}, line.keys())
            self.assertIn(line['state'], ('waiting', 'running', 'done', 'failed', 'skipped', 'interrupted'))
        of_unit = collections.defaultdict(list)
        for line in tasks:
            of_unit[line['task'], line['unit']].append(line)
        self.assertEqual(len(of_unit), 5)
        for lines in of_unit.values():
            self.assertEqual(lines[-1]['state'], 'done')
            running = [line['at_ms'] for line in lines if line['state'] == 'running']
            for first, second in zip(running[1:], running[2:]):
                self.assertGreaterEqual(second - first, 249)
        self.assertEqual(summary['max_in_flight'], 4)
        self.assertGreater(summary['output_tokens'], 0)
        self.assertEqual(summary['cost'], 0)

    def test_at_once(self):
        for limit in (1, 2, 4):
            with self.subTest(limit), Rehearsal(first_token_ms=TOGETHER_MS) as server:
                self.book = self.folder / f'{limit}.bookgen'
                self.write_book(server, *SHORT, '--no-context', '--at-once', limit, '-o', 'x.md')
                stats = server.stats()
                self.assertEqual(stats['peak_concurrent'], limit)
                self.assertEqual(stats['requests'], 4)

    def test_warm_up(self):
        """One request first: the shared part of all others is read from the cache, for one more first token."""
        brief = 'What this chapter is about, and for whom it is written. ' * 25
        outline = self.write('long.md', '# Warm\n\n' + ''.join(f'## Chapter {i}\n\n{brief}\n\n' for i in range(1, 9)))
        usage = {}
        for warm in (False, True):
            with Rehearsal(first_token_ms=TOGETHER_MS) as server:
                self.book = self.folder / f'{warm}.bookgen'
                *lines, summary = self.write_book(server, *SHORT, '--no-context', '--at-once', '8', '-o', 'x.md',
                                                  *(['--warm-up'] if warm else []), what=outline)
                usage[warm] = summary
                self.assertEqual(server.stats()['peak_concurrent'], 7 if warm else 8)
        done = [line['cached_tokens'] for line in lines if line['state'] == 'done']
        self.assertEqual(sorted(done)[0], 0)
        self.assertGreaterEqual(sum(done), 0.95 * 7 * 8 * len(brief) / 4)
        self.assertLess(usage[False]['cached_tokens'], usage[True]['cached_tokens'])

    def test_local_is_one_at_once(self):
        with Rehearsal(first_token_ms=20) as server:
            self.write_book(server, *SHORT, '-o', 'x.md')
            self.assertEqual(server.stats()['peak_concurrent'], 1)

    def test_built_in_server(self):
        done = self.run_cli('generate', self.outline, '--rehearsal', '--words', '30', '--no-context')
        self.assertEqual(done.stdout.splitlines(), ['A Short Book.epub', 'A Short Book.md'])
        self.assertTrue((self.folder / 'A Short Book.epub').exists())
        books = list((self.folder / 'data/bookgen/books').glob('*.bookgen'))
        self.assertEqual([book.name for book in books], ['A Short Book.bookgen'])
        self.assertIn('4 of 4 chapters written', done.stderr)
        self.assertIn('placeholder', done.stderr)

    def test_standard_input(self):
        with Rehearsal() as server:
            self.write_book(server, *SHORT, '-o', 'x.md', what='-', given='# From a pipe\n\n## One\n\n## Two\n')
        self.assertIn('From a pipe', (self.folder / 'x.md').read_text())

    def test_one_model_needs_no_name(self):
        with Rehearsal() as server:
            self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, *SHORT, '-o', 'x.md')

    def test_existing_book_is_refused(self):
        self.run_cli('import', self.outline, '--book', self.book)
        before = self.book.read_bytes()
        with Rehearsal() as server:
            done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'x', status=1)
            self.assertEqual(server.stats()['requests'], 0)
        self.assertIn('resume', done.stderr)
        self.assert_one_sentence(done)
        self.assertEqual(self.book.read_bytes(), before)

    def test_nobody_writes(self):
        done = self.run_cli('generate', self.outline, status=1)
        self.assertIn('--base-url', done.stderr)
        self.assertIn('--rehearsal', done.stderr)
        self.assert_one_sentence(done)

    def test_select(self):
        with Rehearsal() as server:
            *_, summary = self.write_book(server, *SHORT, '--select', '2', '-o', 'x.md')
            self.assertEqual(server.stats()['requests_per_chapter'], {'3': 1, '4': 1})
        self.assertEqual(summary['done'], 2)

    def test_plan_only(self):
        with Rehearsal() as server:
            *_, summary = self.write_book(server, '--plan-only')
            self.assertEqual(server.stats()['requests'], 1)
        self.assertEqual(summary['exports'], [])

    def test_pictures_planned_first(self):
        with Rehearsal() as server:
            *tasks, _ = self.write_book(server, *SHORT, '--plan-pictures', '--no-context', '-o', 'x.md')
            planned = server.stats()['requests']
            self.assertFalse([line for line in tasks if line['task'] == 'draw'])
            units = self.status()['units']
            self.assertEqual({unit['items'] for unit in units}, {'Pictures 0 of 1'})
            *tasks, _ = self.write_book(server, '-o', 'y.md', verb='resume', what=self.book)
            self.assertEqual(server.stats()['requests'] - planned, len(units))
        self.assertIn('Pictures 1 of 1', self.run_cli('status', self.book).stdout)
        text = (self.folder / 'y.md').read_text()
        self.assertEqual(text.count('!['), len(units))

    def test_sequential(self):
        with Rehearsal(first_token_ms=20) as server:
            *tasks, _ = self.write_book(server, *SHORT, '--mode', 'sequential', '--at-once', '4', '--no-context', '-o', 'x.md')
            self.assertEqual(server.stats()['peak_concurrent'], 1)
        done = [line['title'] for line in tasks if line['state'] == 'done']
        self.assertEqual(done, ['The First Thing', 'The Second Thing', 'The Third Thing', 'The Fourth Thing'])

    def test_people_see_lines(self):
        with Rehearsal() as server:
            done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'm', *SHORT,
                                '-o', 'x.md')
        self.assertEqual(done.stdout, 'x.md\n')
        self.assertIn('2. The Second Thing: done', done.stderr)
        self.assertNotIn('\033', done.stderr)


class Trouble(Case):
    """The exit status and the sentence of everything that a server can do wrong."""

    def generate(self, fault, status, *arguments):
        with Rehearsal('--fault', fault) as server:
            done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                                *SHORT, '--no-context', '--json', '-o', 'x.md', *arguments, status=status)
            return done, [json.loads(line) for line in done.stdout.splitlines()], server.stats()

    def test_one_chapter_stops(self):
        done, lines, stats = self.generate('refusal@2', 3)
        self.assertEqual((lines[-1]['done'], lines[-1]['failed'], lines[-1]['exports']), (3, 1, ['x.md']))
        failed = [line for line in lines if line.get('state') == 'failed']
        self.assertEqual([line['title'] for line in failed], ['The Second Thing'])
        self.assertNotEqual(failed[0]['reason'], '')
        self.assertIn('3 of 4', done.stderr)
        self.assertNotIn('The Second Thing', [line['title'] for line in lines[:-1] if line['state'] == 'done'])

    def test_cut_off_is_to_look_at(self):
        _, lines, _ = self.generate('length@1', 3)
        self.assertEqual(lines[-1]['done'] + lines[-1]['failed'], 4)
        self.assertGreaterEqual(lines[-1]['to_look_at'] + lines[-1]['failed'], 1)

    def test_what_clears_is_tried_again(self):
        for fault in ('429@1', '500@2', '503@3', 'cut@1', 'silent-cut@2', 'reset@3', 'garbage@4', 'empty@1', 'error-in-stream@2'):
            with self.subTest(fault):
                self.book = self.folder / f'{fault}.bookgen'
                _, lines, stats = self.generate(fault, 0)
                self.assertEqual((lines[-1]['done'], lines[-1]['failed']), (4, 0))
                self.assertEqual(stats['requests_per_chapter'][fault[-1]], 2)

    def test_what_stops_all(self):
        for fault in ('quota', 'key', 'model'):
            with self.subTest(fault):
                self.book = self.folder / f'{fault}.bookgen'
                done, lines, stats = self.generate(fault, 4)
                self.assert_one_sentence(done)
                self.assertEqual((lines[-1]['event'], lines[-1]['done']), ('summary', 0))
                self.assertLessEqual(stats['requests'], 3)

    def test_halted_book_goes_on(self):
        self.generate('key', 4)
        with Rehearsal() as server:
            *_, summary = self.write_book(server, '-o', 'x.md', verb='resume')
            self.assertEqual(set(server.stats()['requests_per_chapter'].values()), {1})
        self.assertEqual(summary['done'], 4)

    def test_interrupt(self):
        with Rehearsal(first_token_ms=10, tokens_per_second=60) as server:
            process = self.start('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                                 '--words', '400', '--no-context', '--at-once', '4')
            server.wait_for(lambda stats: stats['concurrent'] == 4)
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=20)
            self.assertEqual(process.returncode, 130, told)
            self.assertIn('resume', told)
            server.wait_for(lambda stats: stats['concurrent'] == 0)
        status = self.status()
        self.assertEqual({unit['state'] for unit in status['units']}, {'interrupted'})
        with sqlite3.connect(self.book) as book:
            pieces = book.execute('SELECT count(*) FROM piece').fetchone()[0]
        self.assertEqual(any(unit['words'] > 0 for unit in status['units']), pieces > 0)

    def test_material(self):
        """It goes with its chapter alone, as much of it as the model reads, and what does not fit is told of before."""
        small, large = self.write('small.md', 'Deep water. ' * 400), self.write('large.md', 'Deep water. ' * 40000)
        with Rehearsal() as server:
            def count(*arguments):
                before = server.stats()['prompt_tokens']
                self.book = self.folder / f'{before}.bookgen'
                told = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'm', *SHORT,
                                    '--no-context', '-o', 'x.md', *arguments).stderr
                return server.stats()['prompt_tokens'] - before, told
            without, nothing = count()
            one, nothing_either = count('--material', f'{small}@2')
            all_four, _ = count('--material', small)
            much, told = count('--material', f'{large}@2')
        self.assertNotIn('longer than', nothing + nothing_either)
        self.assertIn('The Second Thing: This material is longer than the model can read: the first ', told)
        self.assertAlmostEqual(one - without, 1200, delta=60)
        self.assertAlmostEqual(all_four - without, 4800, delta=240)
        self.assertLess(much - without, 4200)  # what a server on this machine is taken to read
        self.assertGreater(much - without, 3500)

    def test_material_by_context(self):
        """How much of it goes into a request follows from what the model says it reads: half of that."""
        large = self.write('large.md', 'Deep water. ' * 40000)
        for context, least, most in ((4000, 2000, 2900), (100000, 49000, 52500)):
            with Rehearsal('--context-tokens', str(context)) as server:
                book = self.folder / f'{context}.bookgen'
                told = self.run_cli('generate', self.outline, '--book', book, '--base-url', server.url, '--model', 'rehearsal',
                                    *SHORT, '--no-context', '-o', 'x.md', '--material', f'{large}@2', '--select', '1').stderr
                self.assertIn(f'the first {context // 2 * 3 // 4 // 280 + 1} of 286 pages will be used', told)
                tokens = server.stats()['prompt_tokens']
                self.assertTrue(least < tokens < most, tokens)

    def test_cap_counts_material(self):
        """What is in work and what was spent never pass the cap together, also where requests are long for their material alone."""
        (self.folder / 'config' / 'bookgen').mkdir(parents=True)
        self.write('config/bookgen/prices.json', json.dumps({'currency': 'USD', 'models': [
            {'model': 'rehearsal', 'input': 10, 'cached': 10, 'output': 10}]}))
        notes = self.write('notes.md', 'Deep water. ' * 8000)
        with Rehearsal('--context-tokens', '100000', first_token_ms=300) as server:
            lines = self.write_book(server, *SHORT, '--no-context', '-o', 'x.md', '--material', notes, '--at-once', '4',
                                    '--budget', '0.7', '--checks', 'off', status=4)
            stats = server.stats()
        cost = (stats['prompt_tokens'] + stats['output_tokens']) * 10 / 1e6
        self.assertGreater(cost, 0.2)
        self.assertLessEqual(cost, 0.7)
        self.assertAlmostEqual(lines[-1]['cost'], cost, delta=0.001)
        self.assertEqual(stats['peak_concurrent'], 1)

    def test_material_after_refusal(self):
        """A model that refused a request for its length has said how much it reads."""
        large = self.write('large.md', 'Deep water. ' * 40000)
        with Rehearsal('--fault', 'context@2x1') as server:
            self.write_book(server, *SHORT, '--no-context', '-o', 'x.md', '--material', f'{large}@2', status=3)
            before = server.stats()['prompt_tokens']
            told = self.run_cli('resume', self.book, '-o', 'x.md', '--checks', 'off').stderr
            self.assertIn('The Second Thing: This material is longer than the model can read: the first 6 of 286 pages', told)
            self.assertLess(server.stats()['prompt_tokens'] - before, 2800)

    def test_changed_since(self):
        """Only the chapters that were made from a part of the plan that has changed are told of."""
        with Rehearsal() as server:
            self.write_book(server, *SHORT, '-o', 'x.md')
        with sqlite3.connect(self.book) as book:
            plan = json.loads(book.execute("SELECT text FROM revision WHERE unit = ''").fetchone()[0])
            first = plan['chapters'][0]
            first['summary'] = 'Something else.'
            first['ends'] = 'a bell'
            book.execute("INSERT INTO revision (unit, stage, item, origin, text, words, made_at_ms, rehearsal)"
                         " VALUES ('', 'plan', 0, 'me', ?, 1, 1, 0)", (json.dumps(plan),))
        units = self.status()['units']
        self.assertEqual([unit['changed_since'] for unit in units],
                         [[first['unit'] + '.summary', first['unit'] + '.ends'], [first['unit'] + '.ends'], [], []])
        self.assertEqual(self.run_cli('status', self.book).stdout.count('How chapter 1 ends'), 2)
        with sqlite3.connect(self.book) as book:
            book.execute('INSERT INTO setting (name, value) VALUES (?, ?)', ('style', json.dumps({'tense': 'past'})))
        units = json.loads(self.run_cli('status', self.book, '--json').stdout)['units']
        self.assertEqual(units[3]['changed_since'], ['style'])


if __name__ == '__main__':
    tap.main()
