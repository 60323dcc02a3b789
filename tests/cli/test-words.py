# SPDX-License-Identifier: GPL-3.0-or-later
"""The verbs that only look: import, status, models, normalise, rehearse, and the help."""

import contextlib
import json
import sqlite3

import tap
from terminal import Case, Rehearsal


class Words(Case):
    def test_help(self):
        self.assertIn('generate', self.run_cli('--help').stdout)
        self.assertIn('--at-once', self.run_cli('generate', '--help').stdout)
        self.assertRegex(self.run_cli('--version').stdout, r'^bookgen-cli \d')

    def test_import_tree(self):
        tree = json.loads(self.run_cli('import', self.outline, '--json').stdout)
        self.assertEqual((tree['title'], tree['format'], tree['warnings']), ('A Short Book', 'markdown', []))
        [book] = tree['children']
        self.assertEqual((book['title'], book['kind']), ('A Short Book', 'book'))
        self.assertEqual([part['kind'] for part in book['children']], ['part', 'part'])
        first = book['children'][0]['children'][0]
        self.assertEqual((first['title'], first['kind'], first['brief']), ('The First Thing', 'chapter', 'What comes first.'))
        self.assertEqual(first['children'], [])

    def test_import_sections(self):
        outline = self.write('deep.md', '# Book\n\n## Part 1: A\n\n### Chapter 1: One\n\n#### Deep\n\n## Part 2: B\n\n### Chapter 2: Two\n')
        tree = json.loads(self.run_cli('import', outline, '--json').stdout)
        chapter = tree['children'][0]['children'][0]['children'][0]
        self.assertEqual([(item['title'], item['kind']) for item in chapter['children']], [('Deep', 'section')])

    def test_import_words_and_author(self):
        outline = self.write('named.md', '---\ntitle: Sea\nauthor: Jo\n---\n# Fog (1,200 words)\n\n# Sun\n')
        tree = json.loads(self.run_cli('import', outline, '--json').stdout)
        self.assertEqual((tree['title'], tree['author']), ('Sea', 'Jo'))
        self.assertEqual([item.get('target_words') for item in tree['children']], [1200, None])

    def test_outline_out_and_in(self):
        self.run_cli('import', self.outline, '--book', self.book)
        for name in 'o.opml', 'o.outline.md', 'o.outline.json':
            file = self.folder / name
            self.run_cli('export', self.book, '-o', file)
            parts = json.loads(self.run_cli('import', file, '--json').stdout)
            self.assertEqual(parts['title'], 'A Short Book')
            whole = json.loads(self.run_cli('import', self.outline, '--json').stdout)['children'][0]
            self.assertEqual(parts['children'], whole['children'])

    def test_draft_outline(self):
        drafted = self.run_cli('draft-outline', '--rehearsal', '--idea', 'Small boats', '--chapters', '12').stdout
        tree = json.loads(self.run_cli('import', self.write('drafted.outline.md', drafted), '--json').stdout)
        self.assertEqual(tree['title'], 'A rehearsed outline')
        self.assertEqual([len(part['children']) for part in tree['children']], [5, 5, 2])
        course = json.loads(self.run_cli('draft-outline', '--rehearsal', '--idea', 'Knots', '--kind', 'course', '--json').stdout)
        self.assertEqual(course['children'][0]['children'][0]['kind'], 'lesson')
        self.run_cli('draft-outline', '--rehearsal', status=1)
        self.run_cli('draft-outline', '--rehearsal', '--idea', 'x', '--chapters', '0', status=1)

    def test_material_and_length(self):
        notes = self.write('notes.md', 'What the pilot said.')
        page = self.write('a@b.html', '<html><h1>Tides</h1><p>Ebb and flow.')
        write = ('generate', self.outline, '--rehearsal', '--yes', '--book', self.book, '-o', self.folder / 'x.md')
        self.run_cli(*write, '--material', f'{notes}@9', status=1)
        self.run_cli(*write, '--material', self.folder / 'none.md', status=2)
        self.assertFalse(self.book.exists())
        self.run_cli(*write, '--length', '402', '--material', notes, '--material', f'{notes}@2', '--material', f'{page}@The First Thing')
        targets = [unit['target_words'] for unit in self.status()['units']]
        self.assertEqual(targets, [101, 101, 100, 100])
        with contextlib.closing(sqlite3.connect(f'file:{self.book}?mode=ro', uri=True)) as book:
            kept = book.execute('SELECT unit, name, text FROM material ORDER BY id').fetchall()
        self.assertEqual([(name, text) for _, name, text in kept],
                         [('notes.md', 'What the pilot said.')] * 2 + [('a@b.html', '# Tides\n\nEbb and flow.')])
        self.assertEqual(kept[0][0], '')
        self.assertEqual(len({unit for unit, _, _ in kept}), 3)

    def test_import_for_people(self):
        told = self.run_cli('import', self.outline).stdout.splitlines()
        self.assertEqual(told[:3], ['A Short Book', '  Part One (part)', '    The First Thing (chapter)'])

    def test_import_stores(self):
        self.run_cli('import', self.outline, '--book', self.book)
        self.run_cli('import', self.outline, '--book', self.book, status=1)
        status = self.status()
        self.assertEqual((status['title'], status['chapters'], status['written'], status['owner']), ('A Short Book', 4, 0, None))
        self.assertEqual({unit['state'] for unit in status['units']}, {'waiting'})
        self.assertEqual(sorted(path.name for path in self.folder.iterdir() if path.name.startswith('.')), [])

    def test_status_for_people(self):
        with Rehearsal('--fault', 'refusal@3') as server:
            self.write_book(server, '--words', '40', '-o', 'x.md', status=3)
        told = self.run_cli('status', self.book).stdout
        self.assertIn('3 of 4 chapters written', told)
        self.assertRegex(told, r'The Third Thing +failed')

    def test_models(self):
        with Rehearsal() as server:
            self.assertEqual(self.run_cli('models', '--base-url', server.url).stdout.strip(), 'rehearsal')

    def test_normalise(self):
        reply = 'Sure! Here is the chapter:\n\n# The First Thing\n\nIt begins here.\n\n[Insert a map]\n'
        done = self.run_cli('normalise', '--title', 'The First Thing', '-', given=reply)
        self.assertEqual(done.stdout, 'It begins here.\n\n[Insert a map]\n')
        for word in ('preamble', 'title', 'placeholder'):
            self.assertIn(word, done.stderr)
        path = self.write('reply.md', reply)
        self.assertEqual(self.run_cli('normalise', path).stdout, '## The First Thing\n\nIt begins here.\n\n[Insert a map]\n')
        self.run_cli('normalise', self.folder / 'nothing', status=2)

    def test_estimate_sends_nothing(self):
        with Rehearsal() as server:
            where = ('--base-url', server.url, '--model', 'rehearsal', '--json')
            told = json.loads(self.run_cli('estimate', self.outline, *where, '--words', '100').stdout)
            self.assertEqual((told['requests'], told['chapters'], told['at_once'], told['limit']), (5, 4, 1, 'at-once'))
            self.assertEqual(server.stats()['requests'], 0)
            *_, summary = self.write_book(server, '--words', '100', '--select', '1', '-o', 'x.md')
            left = json.loads(self.run_cli('estimate', self.book, *where, '--select', '1-2').stdout)
        self.assertEqual((left['requests'], left['chapters']), (2, 2))

    def test_history(self):
        with Rehearsal() as server:
            self.write_book(server, '--words', '100', '--select', '1', '-o', 'x.md')
            self.write_book(server, '--select', '1-2', verb='resume')
        first, second = self.status()['runs']
        self.assertEqual((first['mode'], first['model'], first['chapters'], first['done']), ('parallel', 'rehearsal', 2, 2))
        self.assertEqual([task['task'] for task in first['tasks']], ['plan', 'draft', 'draft'])
        self.assertEqual(len(second['tasks']), 2)
        self.assertLess(0, first['tasks'][1]['output_tokens'])
        self.assertLessEqual(first['ended_at_ms'], second['started_at_ms'])
        self.assertIn('Runs:', self.run_cli('status', self.book).stdout)

    def test_estimate_of_money(self):
        endpoint = ('--base-url', 'https://api.example.com', '--json', '--no-context', '--at-once', '9')
        known = json.loads(self.run_cli('estimate', self.outline, *endpoint, '--model', 'gpt-4.1').stdout)
        self.assertLess(0, known['cost']['low'])
        self.assertLess(known['cost']['low'], known['cost']['high'])
        self.assertEqual((known['at_once'], known['limit']), (4, 'chapters'))
        unknown = json.loads(self.run_cli('estimate', self.outline, *endpoint, '--model', 'nobody-knows').stdout)
        self.assertIsNone(unknown['cost'])
        self.assertIn('unknown', self.run_cli('estimate', self.outline).stdout)
        self.assertEqual(json.loads(self.run_cli('estimate', self.outline, '--rehearsal', '--json').stdout)['cost']['high'], 0)
        in_order = json.loads(self.run_cli('estimate', self.outline, *endpoint, '--mode', 'sequential').stdout)
        self.assertEqual((in_order['at_once'], in_order['limit']), (1, 'mode'))

    def test_rehearse(self):
        with Rehearsal() as server:
            self.assertRegex(server.url, r'^http://127\.0\.0\.1:\d+/v1$')
            self.assertEqual(server.stats()['requests'], 0)
        self.assertEqual(json.loads(server.last_words)['requests'], 0)

    def test_rehearse_takes_one_port(self):
        with Rehearsal() as server:
            port = server.root.rsplit(':', 1)[1]
            self.assert_one_sentence(self.run_cli('rehearse', '--port', port, status=1))


if __name__ == '__main__':
    tap.main()
