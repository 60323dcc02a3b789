# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of a chapter, and what was taken out of its answer put back, from the terminal."""

import json
import sqlite3

import tap
from terminal import Case, Rehearsal

PREAMBLE = 'Sure! Here is the chapter:'
TAKEN_OUT = [{'what': 'preamble', 'line': 1, 'text': PREAMBLE}, {'what': 'title', 'line': 3, 'text': '# The Second Thing'},
             {'what': 'character', 'line': 5, 'text': '\x01'}]
TEXT = 'It lives.\n\nIt works.\n'
RAW = f'{PREAMBLE}\n\n# The Second Thing\n\nIt lives.\x01\n\nIt works.'


class Versions(Case):
    def list(self, *arguments, status=0):
        return [json.loads(line)
                for line in self.run_cli('versions', self.book, '--json', *arguments, status=status).stdout.splitlines()]

    def text(self):
        with sqlite3.connect(f'file:{self.book}?mode=ro', uri=True) as book:
            return book.execute('SELECT text FROM revision JOIN current_revision ON revision = id'
                                " WHERE current_revision.unit = (SELECT id FROM unit WHERE title = 'The Second Thing')").fetchone()[0]

    def setUp(self):
        super().setUp()
        with Rehearsal() as server:
            self.write_book(server, '--words', '60', '--no-context', '-o', 'x.md')
        with sqlite3.connect(self.book) as book:
            book.execute("UPDATE revision SET text = ?, raw = ?, removed = ? WHERE unit = (SELECT id FROM unit WHERE title ="
                         " 'The Second Thing')", (TEXT, RAW, json.dumps(TAKEN_OUT)))

    def test_listed(self):
        chapters = self.list()
        self.assertEqual([chapter['title'] for chapter in chapters],
                         ['The First Thing', 'The Second Thing', 'The Third Thing', 'The Fourth Thing'])
        self.assertEqual([len(chapter['versions']) for chapter in chapters], [1, 1, 1, 1])
        self.assertEqual([(one['number'], one['what'], one['can_go_back']) for one in chapters[1]['taken_out']],
                         [(1, 'preamble', True), (2, 'title', True), (3, 'character', False)])
        told = self.run_cli('versions', self.book, '--chapter', '2').stdout
        self.assertRegex(told, r'^2\. The Second Thing\n  \*   1  rehearsal, .*words\n')
        self.assertIn(f'1  line 1: An announcement before the text: “{PREAMBLE}”\n', told)
        self.assertNotIn('The Third', told)

    def test_put_back_and_chosen(self):
        [chapter] = self.list('--chapter', '2', '--put-back', '2')
        self.assertEqual(self.text(), '# The Second Thing\n\n' + TEXT)
        self.assertEqual([(one['version'], one['by'], one['current']) for one in chapter['versions']],
                         [(1, 'model', False), (2, 'me', True)])
        self.assertEqual([one['what'] for one in chapter['taken_out']], ['preamble', 'character'])
        [chapter] = self.list('--chapter', '2', '--put-back', '1')
        self.assertEqual(self.text(), f'{PREAMBLE}\n\n# The Second Thing\n\n' + TEXT)
        status = self.status(status=3)  # an announcement is to be looked at
        self.assertEqual([unit['changed_since'] for unit in status['units']], [[], [], [], []])
        [chapter] = self.list('--chapter', '2', '--choose', '1')
        self.assertEqual(self.text(), TEXT)
        self.assertEqual([one['current'] for one in chapter['versions']], [True, False, False])
        self.assertEqual(len(chapter['taken_out']), 3)

    def test_wrong_numbers_change_nothing(self):
        before = self.list()
        for arguments in (('--put-back', '1'), ('--choose', '1'), ('--chapter', '0'), ('--chapter', '5'),
                          ('--chapter', '2', '--put-back', '4'), ('--chapter', '2', '--put-back', '0'),
                          ('--chapter', '1', '--put-back', '1'), ('--chapter', '2', '--choose', '2'),
                          ('--chapter', '2', '--choose=-1'), ('--chapter', '2', '--choose', '1', '--put-back', '1'),
                          ('--chapter', 'two')):
            self.assert_one_sentence(self.run_cli('versions', self.book, *arguments, status=1))
        self.assert_one_sentence(self.run_cli('versions', self.book, '--chapter', '2', '--put-back', '3', status=2))
        self.assert_one_sentence(self.run_cli('versions', self.folder / 'none.bookgen', status=2))
        self.assertEqual(self.list(), before)


if __name__ == '__main__':
    tap.main()
