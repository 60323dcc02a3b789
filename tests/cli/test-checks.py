# SPDX-License-Identifier: GPL-3.0-or-later
"""What a model does wrong is seen, mended once, and told."""

import json
import sqlite3

import tap
from model import Model, chapter_of, prose
from terminal import Case, Rehearsal

# Each of these strikes a chapter once, so that the second writing of it is good.
MENDED = {'loop': 'loop', 'refusal-text': 'refused', 'placeholder': 'placeholder', 'thinking': 'thinking', 'self': 'assistant'}
WORDS = ('--words', '300', '--no-context', '-o', 'x.md')


class Checks(Case):
    def generate(self, fault, status, *arguments):
        """The lines, and how often the model was asked for the first chapter."""
        with Rehearsal('--fault', fault) as server:
            lines = self.write_book(server, *WORDS, *arguments, status=status)
            return lines, server.stats()['requests_per_chapter']['1']

    def test_mended_once(self):
        for fault in MENDED:
            with self.subTest(fault):
                self.book = self.folder / f'{fault}.bookgen'
                lines, asked = self.generate(f'{fault}@1', 0)
                self.assertEqual((asked, lines[-1]['done'], lines[-1]['to_look_at']), (2, 4, 0))

    def test_both_versions_are_kept(self):
        self.generate('loop@1', 0)
        with sqlite3.connect(f'file:{self.book}?mode=ro', uri=True) as book:
            rows = book.execute("select unit, revision.findings is null, id = current_revision.revision from revision"
                                " join current_revision using (unit) order by id").fetchall()
        twice = [row for row in rows if [other[0] for other in rows].count(row[0]) == 2]
        self.assertEqual([row[1:] for row in twice], [(0, 0), (1, 1)])

    def test_mended_in_vain(self):
        for fault, kind in MENDED.items():
            if kind == 'refused':
                continue
            with self.subTest(fault):
                self.book = self.folder / f'{fault}.bookgen'
                lines, asked = self.generate(f'{fault}@1x9', 3)
                self.assertEqual((asked, lines[-1]['done'], lines[-1]['to_look_at']), (2, 4, 1))
                told = [line for line in lines if line.get('state') == 'done' and line['reason']]
                self.assertEqual([line['title'] for line in told], ['The First Thing'])
                status = self.status(status=3)
                self.assertIn(kind, [finding['kind'] for finding in status['units'][0]['findings']])
                self.assertTrue(all(finding['sentence'] and finding['key'] for finding in status['units'][0]['findings']))

    def test_refused_again(self):
        """A refusal is no chapter: nothing of it is in the export, which says what it lacks. It is kept, and one may ask again."""
        with Rehearsal('--fault', 'refusal-text@1x2') as server:
            lines = self.write_book(server, *WORDS, status=3)
            self.assertEqual((lines[-1]['done'], lines[-1]['failed']), (3, 1))
            self.assertEqual([line['title'] for line in lines if line.get('state') == 'failed'], ['The First Thing'])
            self.assertNotIn('The First Thing', (self.folder / 'x.md').read_text())
            self.assertIn('x.md has 3 of 4 chapters', self.run_cli('export', self.book, '-o', 'x.md').stderr)
            with sqlite3.connect(f'file:{self.book}?mode=ro', uri=True) as book:
                self.assertEqual(book.execute('SELECT count (*) FROM revision').fetchone()[0], 5)
            lines = self.write_book(server, '-o', 'x.md', verb='resume')
            self.assertEqual((lines[-1]['done'], server.stats()['requests_per_chapter']['1']), (4, 3))
        self.assertIn('The First Thing', (self.folder / 'x.md').read_text())

    def test_refusal_left_unchecked(self):
        lines, asked = self.generate('refusal-text@1x9', 0, '--checks', 'off')
        self.assertEqual((asked, lines[-1]['done']), (1, 4))

    def test_only_reported(self):
        lines, asked = self.generate('placeholder@1', 3, '--checks', 'report')
        self.assertEqual((asked, lines[-1]['to_look_at']), (1, 1))
        told = self.run_cli('status', self.book, status=3).stdout
        self.assertRegex(told, r'line \d+: A gap to be filled: “\[Insert the rest of the chapter here\.\]”')

    def test_off(self):
        lines, asked = self.generate('placeholder@1', 0, '--checks', 'off')
        self.assertEqual((asked, lines[-1]['to_look_at']), (1, 0))

    def test_the_better_one_counts(self):
        """A text with a gap is written again and comes as a refusal: the first one stays."""
        with Rehearsal('--fault', 'placeholder@1', '--fault', 'refusal-text@1') as server:
            self.write_book(server, *WORDS, status=3)
        kinds = [finding['kind'] for finding in self.status(status=3)['units'][0]['findings']]
        self.assertIn('placeholder', kinds)
        self.assertNotIn('refused', kinds)

    def test_remarks(self):
        with Rehearsal() as server:
            lines = self.write_book(server, *WORDS, '--review', status=3)
            self.assertEqual(set(server.stats()['requests_per_chapter'].values()), {2})
        self.assertEqual((lines[-1]['done'], lines[-1]['to_look_at']), (4, 4))
        for unit in self.status(status=3)['units']:
            remark, = (finding for finding in unit['findings'] if finding['kind'] == 'remark')
            self.assertEqual((remark['line'], remark['detail']), (1, 'Rehearsal text for chapter'))


class Plans(Case):
    """Answers to the request for a plan that are none."""

    CHAPTERS = [{'number': n, 'title': title, 'summary': f'About {title}.', 'only_here': [f'{title} alone']}
                for n, title in enumerate(('The First Thing', 'The Second Thing', 'The Third Thing', 'The Fourth Thing'), 1)]

    def write_planned(self, answer, *options, status):
        """Writes a book from a plan that is ANSWER. The lines of its tasks' ends, and the summary."""
        with Model(lambda body, n: answer if chapter_of(body) is None else prose(60, f'rope of {chapter_of(body)}')) as model:
            lines = self.write_book(model, '--words', '60', '-o', 'x.md', *options, status=status)
        self.requests = model.requests
        return [line for line in lines if line.get('state') == 'done'], lines[-1]

    def test_with_gaps(self):
        """The chapters that it leaves out are to be looked at, and so is a plan by itself."""
        plan = json.dumps({'premise': 'Ropes.', 'voice': 'plain', 'chapters': self.CHAPTERS[:2]})
        done, summary = self.write_planned(plan, status=3)
        self.assertEqual(summary['to_look_at'], 2)
        self.assertEqual([line['title'] for line in done if line['reason'].startswith('The plan says nothing about this chapter')],
                         ['The Third Thing', 'The Fourth Thing'])
        self.book = self.folder / 'planned.bookgen'
        done, summary = self.write_planned(plan, '--plan-only', status=3)
        self.assertEqual((summary['done'], summary['to_look_at'], summary['exports']), (0, 1, []))
        self.assertEqual(done[-1]['reason'], 'The plan says nothing about 2 chapters')
        self.book = self.folder / 'whole.bookgen'
        plan = json.dumps({'premise': 'Ropes.', 'voice': 'plain', 'chapters': self.CHAPTERS})
        done, summary = self.write_planned(plan, '--plan-only', status=0)
        self.assertEqual(summary['to_look_at'], 0)

    def test_in_prose(self):
        """Its words are the premise, so many of them as a request can carry, and that is said; those of a refusal are not."""
        self.write_planned('premise: Ropes hold what the sea would take.\n' * 3000, '--plan-only', status=3)
        with sqlite3.connect(f'file:{self.book}?mode=ro', uri=True) as book:
            text, findings = book.execute('SELECT text, findings FROM revision ORDER BY id DESC').fetchone()
        self.assertTrue(200 < len(json.loads(text)['premise']) <= 100000)
        self.assertIn('its words stand as the premise', findings)
        self.book = self.folder / 'refused.bookgen'
        self.write_planned("I'm sorry, but I can't help with that request.\n\n" + prose(60), status=3)
        self.assertFalse([body for body in self.requests if 'sorry' in str(body)])


class Streams(Case):
    """Servers that stream in their own way, or not at all."""

    def test_without_an_end(self):
        """No word on whether it is complete: what looks so is not bought again, and what does not is gone on from."""
        def answer(body, number):
            text = prose(100, f'rope of {chapter_of(body)}')
            return {'text': text if chapter_of(body) == 1 else text[:-9], 'finish': None, 'done': False}
        outline = self.write('two.md', '# Two\n\n## First\n\n## Second\n')
        with Model(answer) as model:
            lines = self.write_book(model, '--words', '100', '--no-context', '-o', 'x.md', what=outline, status=3)
        self.assertEqual((lines[-1]['done'], lines[-1]['to_look_at'], lines[-1]['failed']), (1, 1, 1))
        first = [body for body in model.requests if chapter_of(body) == 1]
        anew = [body for body in model.requests if chapter_of(body) == 2]
        on = [body for body in model.requests if chapter_of(body) is None]
        self.assertEqual((len(first), len(anew), len(on)), (1, 1, 3))
        self.assertTrue(all(body['messages'][-2]['role'] == 'assistant' for body in on))

    def test_in_one_piece(self):
        """Who will not stream is asked for the whole answer, and from then on at once."""
        def answer(body, number):
            if body['stream'] or 'stream_options' in body:
                return {'status': 400, 'error': 'This model does not support streaming.'}
            return {'text': prose(60), 'plain': True}
        with Model(answer) as model:
            lines = self.write_book(model, '--words', '60', '--no-context', '-o', 'x.md')
            self.assertEqual([body['stream'] for body in model.requests], [True] + 4 * [False])
            self.book = self.folder / 'again.bookgen'
            self.write_book(model, '--words', '60', '--no-context', '-o', 'x.md')
        self.assertEqual(lines[-1]['done'], 4)
        self.assertEqual([body['stream'] for body in model.requests[5:]], 4 * [False])


if __name__ == '__main__':
    tap.main()
