# SPDX-License-Identifier: GPL-3.0-or-later
"""What a model does wrong is seen, mended once, and told."""

import json
import sqlite3

import tap
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

    def look(self, status):
        return json.loads(self.run_cli('status', self.book, '--json', status=status).stdout)

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
            with self.subTest(fault):
                self.book = self.folder / f'{fault}.bookgen'
                lines, asked = self.generate(f'{fault}@1x9', 3)
                self.assertEqual((asked, lines[-1]['done'], lines[-1]['to_look_at']), (2, 4, 1))
                told = [line for line in lines if line.get('state') == 'done' and line['reason']]
                self.assertEqual([line['title'] for line in told], ['The First Thing'])
                status = self.look(3)
                self.assertIn(kind, [finding['kind'] for finding in status['units'][0]['findings']])
                self.assertTrue(all(finding['sentence'] and finding['key'] for finding in status['units'][0]['findings']))

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
        kinds = [finding['kind'] for finding in self.look(3)['units'][0]['findings']]
        self.assertIn('placeholder', kinds)
        self.assertNotIn('refused', kinds)

    def test_remarks(self):
        with Rehearsal() as server:
            lines = self.write_book(server, *WORDS, '--review', status=3)
            self.assertEqual(set(server.stats()['requests_per_chapter'].values()), {2})
        self.assertEqual((lines[-1]['done'], lines[-1]['to_look_at']), (4, 4))
        for unit in self.look(3)['units']:
            remark, = (finding for finding in unit['findings'] if finding['kind'] == 'remark')
            self.assertEqual((remark['line'], remark['detail']), (1, 'Rehearsal text for chapter'))


if __name__ == '__main__':
    tap.main()
