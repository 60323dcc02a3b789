# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person learns of a book that is there: what is to be looked at, what has changed since, how far joining is."""

import json
import sqlite3

import tap
from terminal import Case, Rehearsal

SHORT = ('--words', '60')


class Findings(Case):
    def list(self, *arguments, status=3):
        return [json.loads(line)
                for line in self.run_cli('findings', self.book, '--json', *arguments, status=status).stdout.splitlines()]

    def write_faulty(self):
        with Rehearsal('--fault', 'placeholder@2', '--fault', 'self@3') as server:
            self.write_book(server, *SHORT, '--no-context', '--checks', 'report', '-o', 'x.md', status=3)

    def test_listed_and_settled(self):
        self.write_faulty()
        findings = self.list()
        self.assertEqual([finding['number'] for finding in findings], list(range(1, len(findings) + 1)))
        kinds = [(finding['title'], finding['kind']) for finding in findings]
        self.assertIn(('The Second Thing', 'placeholder'), kinds)
        self.assertIn(('The Third Thing', 'assistant'), kinds)
        for finding in findings:
            self.assertTrue(finding['sentence'])
            self.assertRegex(finding['unit'], '^u[0-9]+$')
        told = self.run_cli('findings', self.book, status=3).stdout
        self.assertRegex(told, '(?m)^2. The Second Thing\n +3  placeholder')
        number = str(kinds.index(('The Third Thing', 'assistant')) + 1)
        left = self.list('--settle', number)
        self.assertEqual(len(left), len(findings) - 1)
        self.assertNotIn('assistant', [finding['kind'] for finding in left])
        self.assertEqual(self.list(), left)
        done = self.run_cli('findings', self.book, '--settle', f'1-{len(left)}')
        self.assertIn('There is nothing to look at', done.stdout)
        self.assertEqual(self.list(status=0), [])
        self.run_cli('status', self.book)

    def test_wrong_numbers_change_nothing(self):
        self.write_faulty()
        before = self.list()
        for numbers in ('0', '99', '1,99', 'two', '', '2-1', '1-', '-1', ',1', '1-99999999999999999999'):
            done = self.run_cli('findings', self.book, f'--settle={numbers}', status=1)
            self.assert_one_sentence(done)
        self.assertEqual(self.list(), before)

    def test_not_a_book(self):
        self.assert_one_sentence(self.run_cli('findings', self.folder / 'none.bookgen', status=2))
        self.assert_one_sentence(self.run_cli('findings', self.outline, status=2))
        self.assert_one_sentence(self.run_cli('findings', status=1))

    def test_nothing_is_settled_under_a_writer(self):
        self.write_faulty()
        with Rehearsal(first_token_ms=20000) as server:
            process = self.start('resume', self.book, '--base-url', server.url, '--words', '61', '--pictures', '--kind', 'course')
            server.wait_for(lambda stats: stats['concurrent'] > 0)
            self.assertTrue(self.list())
            self.assert_one_sentence(self.run_cli('findings', self.book, '--settle', '1', status=5))
            process.kill()
            process.communicate()


class ChangedSince(Case):
    def units(self):
        return self.status()['units']

    def test_material_and_brief(self):
        notes = self.write('notes.md', 'Deep water.')
        with Rehearsal() as server:
            self.write_book(server, *SHORT, '--no-context', '-o', 'x.md', '--material', f'{notes}@2')
        self.assertEqual([unit['changed_since'] for unit in self.units()], [[], [], [], []])
        with sqlite3.connect(self.book) as book:
            book.execute("UPDATE material SET digest = 'other'")
            book.execute("UPDATE unit SET brief = 'Something else' WHERE id = 'u2'")
        self.assertEqual([unit['changed_since'] for unit in self.units()], [['brief'], ['material'], [], []])
        told = self.run_cli('status', self.book).stdout
        self.assertIn('Changed since it was written: Brief\n', told)
        self.assertIn('Changed since it was written: Material\n', told)
        with sqlite3.connect(self.book) as book:
            book.execute("UPDATE material SET unit = ''")
        self.assertEqual([unit['changed_since'] for unit in self.units()],
                         [['brief', 'material'], ['material'], ['material'], ['material']])


class Ahead(Case):
    def test_material_is_in_the_estimate(self):
        notes = self.write('notes.md', 'Deep water. ' * 3000)
        with Rehearsal('--fault', 'refusal@1', '--fault', 'refusal@2') as server:
            self.write_book(server, *SHORT, '--no-context', '-o', 'x.md', '--material', f'{notes}@2', status=3)
        self.run_cli('import', self.outline, '--book', self.folder / 'without.bookgen')
        with sqlite3.connect(self.book) as book:
            book.execute('DELETE FROM task')
        tokens = [json.loads(self.run_cli('estimate', path, '--json', '--rehearsal', '--no-context', *SHORT).stdout)['input_tokens']
                  for path in (self.book, self.folder / 'without.bookgen')]
        self.assertGreater(tokens[0]['low'] - tokens[1]['low'], 5000)
        self.assertLess(tokens[0]['high'] - tokens[1]['high'], 16000)


class Joining(Case):
    def test_drafted_and_joined(self):
        """Joining stops at the third chapter: two are joined, two are drafted, and none is called done that is not."""
        with Rehearsal('--fault', 'refusal@3x1') as server:
            self.write_book(server, *SHORT, '--no-context', '--mode', 'parallel', '-o', 'x.md', status=3)
            self.write_book(server, '-o', 'x.md', verb='resume')
        with Rehearsal('--fault', 'refusal@3') as server:
            self.write_book(server, '--mode', 'hybrid', '-o', 'x.md', verb='resume', status=3)
        status = self.status()
        self.assertEqual([unit['state'] for unit in status['units']], ['done', 'done', 'failed', 'drafted'])
        self.assertEqual((status['drafted'], status['joined'], status['written']), (2, 2, 4))
        told = self.run_cli('status', self.book).stdout
        self.assertEqual([line.split()[4] for line in told.splitlines()[1:] if line[:3] == '   ' and line[3:4].isdigit()],
                         ['joined', 'joined', 'failed', 'drafted'])
        self.assertIn(', 2 drafted and not joined', told)
        with Rehearsal() as server:
            self.write_book(server, '-o', 'x.md', '--base-url', server.url, verb='resume')
        status = self.status()
        self.assertEqual([unit['state'] for unit in status['units']], ['done'] * 4)
        self.assertEqual((status['drafted'], status['joined']), (0, 4))


class Use(Case):
    OUTLINE = '# A Book\n\n## One\n\nA short brief.\n\n## Two\n\n' + 'It was deep water. ' * 100 + '\n\n## Three\n\nThe last.\n'

    def facts(self, book):
        with sqlite3.connect(book) as opened:
            return (dict(opened.execute('SELECT id, brief FROM unit')), dict(opened.execute('SELECT unit, text FROM material')),
                    dict(opened.execute('SELECT unit, text FROM revision')))

    def test_each_use(self):
        outline = self.write('texts.md', self.OUTLINE)
        for number, (uses, briefs, material, texts) in enumerate((
                ((), 3, [], []), (('material',), 0, ['u1', 'u2', 'u3'], []), (('chapter@2',), 2, [], ['u2']),
                (('proposed',), 2, [], ['u2']), (('proposed', 'material@One'), 1, ['u1'], ['u2']), (('chapter', 'brief'), 3, [], []))):
            book = self.folder / f'{number}.bookgen'
            self.run_cli('import', outline, '--book', book, *(argument for use in uses for argument in ('--use', use)))
            found = self.facts(book)
            self.assertEqual(len([brief for brief in found[0].values() if brief]), briefs, uses)
            self.assertEqual((sorted(found[1]), sorted(found[2])), (material, texts), uses)

    def test_what_the_author_wrote_is_not_written(self):
        outline = self.write('texts.md', self.OUTLINE)
        with Rehearsal() as server:
            self.run_cli('generate', outline, '--book', self.book, '--base-url', server.url, '--model', 'm', *SHORT, '-o', 'x.md',
                         '--use', 'chapter@Two')
            self.assertEqual(server.stats()['requests'], 3)  # the plan, and two chapters
        self.assertIn('It was deep water. ' * 5, (self.folder / 'x.md').read_text())

    def test_wrong_uses(self):
        for use in ('novel', 'chapter@9', 'chapter@', '', '@2', 'brief@Nobody'):
            done = self.run_cli('import', self.outline, '--book', self.book, '--use', use, status=1)
            self.assert_one_sentence(done)
            self.assertFalse(self.book.exists())


if __name__ == '__main__':
    tap.main()
