# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways of working from the terminal: joined while it is written, a course under limits within limits, a cap on money, and a
stage of the author's own."""

import json

import tap
from terminal import TOGETHER_MS, Case, Rehearsal

FAST = ('--words', '60', '--no-context', '--checks', 'off', '-o', 'x.md')
COURSE = json.dumps({'title': 'A Course', 'modules': [
    {'title': f'Module {m}', 'lessons': [{'title': f'Lesson {m}.{n}'} for n in (1, 2)]} for m in (1, 2, 3)]})


def moments(lines, task, state):
    """When each unit's TASK first was in STATE, by place in the lines."""
    found = {}
    for place, line in enumerate(lines):
        if line.get('task') == task and line['state'] == state:
            found.setdefault(line['unit'], place)
    return found


def last_states(lines, task):
    return {line['unit']: line['state'] for line in lines if line.get('task') == task}


class Hybrid(Case):
    def test_joins_while_it_writes(self):
        with Rehearsal(first_token_ms=20, tokens_per_second=400) as server:
            lines = self.write_book(server, *FAST, '--mode', 'hybrid', '--at-once', '2')
        drafted, joining, joined = moments(lines, 'draft', 'done'), moments(lines, 'join', 'running'), moments(lines, 'join', 'done')
        units = list(joined)
        self.assertEqual(len(units), 4)
        self.assertEqual(list(joining), units)
        for unit in units:
            self.assertLess(drafted[unit], joining[unit])
        for before, after in zip(units, units[1:]):
            self.assertLess(joined[before], joining[after])
        self.assertLess(joining[units[0]], max(drafted.values()))

    def test_failure_pauses_joining_alone(self):
        with Rehearsal('--fault', 'refusal@2') as server:
            lines = self.write_book(server, *FAST, '--mode', 'hybrid', status=3)
            self.assertEqual(sorted(last_states(lines, 'draft').values()), ['done', 'done', 'done', 'failed'])
            self.assertEqual(list(last_states(lines, 'join').values()).count('done'), 1)
            self.book = self.folder / 'skipped.bookgen'
            lines = self.write_book(server, *FAST, '--mode', 'hybrid', '--on-failure', 'skip', status=3)
            self.assertEqual(list(last_states(lines, 'join').values()).count('done'), 3)

    def test_fiction_is_joined(self):
        with Rehearsal() as server:
            lines = self.write_book(server, '--words', '60', '--checks', 'off', '-o', 'x.md', '--kind', 'fiction')
        self.assertEqual(set(last_states(lines, 'join').values()), {'done'})
        self.assertEqual(len(last_states(lines, 'join')), 4)


class Course(Case):
    def setUp(self):
        super().setUp()
        self.outline = self.write('course.json', COURSE)

    def test_both(self):
        with Rehearsal() as server:
            lines = self.write_book(server, *FAST, '--kind', 'course', '--no-pictures', '--content', 'both')
            self.assertEqual((len(last_states(lines, 'theory')), len(last_states(lines, 'lab'))), (6, 6))
            self.assertEqual(lines[-1]['done'], 12)
            again = self.write_book(server, '-o', 'y.md', verb='resume')
        self.assertEqual(again[-1]['done'], 12)
        self.assertEqual(again[-1]['output_tokens'], 0)
        self.assertIn('Lab: Lesson 1.1', (self.folder / 'y.md').read_text())

    def test_labs_alone_of_some_modules(self):
        with Rehearsal() as server:
            lines = self.write_book(server, *FAST, '--kind', 'course', '--no-pictures', '--content', 'labs', '--select', '1,3')
        self.assertEqual((len(last_states(lines, 'theory')), len(last_states(lines, 'lab'))), (0, 4))

    def test_the_smallest_limit(self):
        for limits, most in ((('--modules-at-once', '1'), 2), (('--lessons-at-once', '1'), 3),
                             (('--modules-at-once', '2', '--lessons-at-once', '1'), 2)):
            with self.subTest(limits), Rehearsal(first_token_ms=TOGETHER_MS) as server:
                self.book = self.folder / f'{"".join(limits)}.bookgen'
                lines = self.write_book(server, *FAST, '--kind', 'course', '--no-pictures', '--at-once', '6', *limits)
                self.assertEqual(lines[-1]['max_in_flight'], most)
                self.assertEqual(server.stats()['peak_concurrent'], most)


class Budget(Case):
    def price(self, output):
        folder = self.folder / 'config' / 'bookgen'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'prices.json').write_text(json.dumps(
            {'currency': 'USD', 'models': [{'model': 'rehearsal', 'input': 1, 'output': output}]}))

    def test_stops_before_the_cap_and_goes_on(self):
        """One chapter can cost 2.22 at most, and costs a tenth: the second cannot be sure any more."""
        self.price(1000)
        with Rehearsal() as server:
            done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', server.url, '--model', 'rehearsal',
                                *FAST, '--at-once', '4', '--budget', '2.3', status=4)
            self.assertIn('budget', done.stderr)
            self.assert_one_sentence(done)
            written = server.stats()['requests']
            self.assertLess(written, 4)
            lines = self.write_book(server, '--budget', '40', '-o', 'y.md', verb='resume')
            self.assertEqual(server.stats()['requests'], 4)
        self.assertEqual(lines[-1]['done'], 4)

    def test_an_unknown_price_writes_nothing(self):
        done = self.run_cli('generate', self.outline, '--book', self.book, '--base-url', 'https://localhost.invalid/v1', '--model',
                            'nobody-prices-this', '--budget', '1', status=4)
        self.assertIn('nobody-prices-this', done.stderr)
        self.assert_one_sentence(done)
        self.assertFalse(self.book.exists())


class OwnKind(Case):
    def test_a_stage_in_order_by_json_alone(self):
        data = self.folder / 'data' / 'bookgen'
        (data / 'pipelines').mkdir(parents=True)
        (data / 'prompts').mkdir(parents=True)
        (data / 'prompts' / 'polish.md').write_text('Polish {{title}}.\n')
        units = ['chapter', 'lesson', 'lab']
        (data / 'pipelines' / 'polished.json').write_text(json.dumps({'id': 'polished', 'stages': [
            {'id': 'first', 'does': 'write', 'makes': 'text', 'for_each': 'unit', 'units': units, 'prompt': 'draft'},
            {'id': 'polish', 'does': 'write', 'makes': 'text', 'for_each': 'unit', 'units': units, 'needs': ['first'],
             'prompt': 'polish', 'in_order': True}]}))
        with Rehearsal(first_token_ms=20) as server:
            lines = self.write_book(server, *FAST, '--kind', 'polished', '--at-once', '4')
        running, done = moments(lines, 'polish', 'running'), moments(lines, 'polish', 'done')
        units = list(done)
        self.assertEqual(len(units), 4)
        for before, after in zip(units, units[1:]):
            self.assertLess(done[before], running[after])

    def test_own_ways_of_the_usual_kind(self):
        """The author's own file under the name of the usual kind says how a book is written, without being named."""
        folder = self.folder / 'data' / 'bookgen' / 'pipelines'
        folder.mkdir(parents=True)
        units = ['chapter', 'lesson', 'lab']
        (folder / 'nonfiction.json').write_text(json.dumps({'id': 'nonfiction', 'mode': 'sequential', 'stages': [
            {'id': 'draft', 'does': 'write', 'makes': 'text', 'for_each': 'unit', 'units': units, 'prompt': 'draft'}]}))
        self.assertEqual(json.loads(self.run_cli('estimate', self.outline, '--json', '--rehearsal').stdout)['limit'], 'mode')
        with Rehearsal(first_token_ms=20) as server:
            self.write_book(server, *FAST, '--at-once', '4')
            self.assertEqual(server.stats()['peak_concurrent'], 1)
            self.book = self.folder / 'imported.bookgen'
            self.run_cli('import', self.outline, '--book', self.book)
            self.write_book(server, *FAST, '--at-once', '4', verb='resume')
            self.assertEqual(server.stats()['peak_concurrent'], 1)
            self.assertEqual(server.stats()['requests'], 8)

    def test_a_wrong_kind_is_named(self):
        self.write('odd.json', '{"id": "odd",\n "stages": [{"id": "a", "does": "dance"}]}')
        done = self.run_cli('generate', self.outline, '--rehearsal', '--kind', 'odd.json', '--book', self.book, status=1)
        self.assertIn('odd.json', done.stderr)
        self.assertIn('“a”', done.stderr)
        self.assertFalse(self.book.exists())


if __name__ == '__main__':
    tap.main()
