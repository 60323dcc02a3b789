# SPDX-License-Identifier: GPL-3.0-or-later
"""Each dialect from the terminal, and what each kind of trouble comes to: state, sentence, exit status."""

import json
import sqlite3
import subprocess

import tap
from terminal import PROGRAM, Case, Rehearsal

DIALECTS = ('openai', 'anthropic', 'ollama')
# Which of a local server's usual ports are free here shows when they are tried.
USUAL = ((11434, 'Ollama', 'ollama'), (1234, 'LM Studio', 'openai'), (8080, 'llama.cpp', 'openai'), (8000, 'vLLM', 'openai'))
ELSEWHERE = 'http://192.168.77.7:8000/v1'


class Provided(Case):
    def endpoint(self, server, dialect):
        return '--base-url', server.root, '--dialect', dialect

    def save_endpoint(self, **fields):
        (self.folder / 'config/bookgen').mkdir(parents=True, exist_ok=True)
        self.write('config/bookgen/endpoints.json', json.dumps({'endpoints': [fields]}))

    def settings_of_run(self):
        with sqlite3.connect(self.book) as book:
            for table, in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in book.execute(f'SELECT * FROM {table}'):
                    for value in row:
                        if isinstance(value, str) and value.startswith('{') and '"pipeline"' in value:
                            return table, json.loads(value), value
        return None

    def move_book_elsewhere(self, address):
        """As if the book had come from somebody whose provider is at ADDRESS."""
        table, settings, text = self.settings_of_run()
        settings['address'] = address
        with sqlite3.connect(self.book) as book:
            columns = [column[1] for column in book.execute(f'PRAGMA table_info({table})')]
            for column in columns:
                book.execute(f'UPDATE {table} SET {column} = ? WHERE {column} = ?', (json.dumps(settings), text))
        book.close()


class Providers(Provided):
    def test_models_of_each_dialect(self):
        with Rehearsal() as server:
            for dialect in DIALECTS:
                done = self.run_cli('models', *self.endpoint(server, dialect))
                self.assertEqual(done.stdout.split(), ['rehearsal:latest' if dialect == 'ollama' else 'rehearsal'])

    def test_book_of_each_dialect(self):
        texts = set()
        for dialect in DIALECTS:
            with Rehearsal() as server:
                done = self.run_cli('generate', self.outline, '--book', self.folder / f'{dialect}.bookgen', '--words', '60', '--json',
                                    *self.endpoint(server, dialect), '-o', f'{dialect}.md')
            summary = json.loads(done.stdout.splitlines()[-1])
            self.assertEqual((summary['done'], summary['failed']), (4, 0))
            self.assertGreater(summary['output_tokens'], 0)
            texts.add((self.folder / f'{dialect}.md').read_bytes())
        self.assertEqual(len(texts), 1)

    def test_local_servers_are_found(self):
        servers = []
        self.addCleanup(lambda: [process.communicate(process.terminate()) for process, *_ in servers])
        for port, name, dialect in USUAL:
            process = subprocess.Popen([PROGRAM, 'rehearse', f'--port={port}'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       text=True)
            if process.stdout.readline():
                servers.append((process, port, name, dialect))
            else:
                process.communicate()
        self.assertNotEqual(servers, [])
        done = self.run_cli('models')
        for _, port, name, dialect in servers:
            self.assertIn(f'{name}, at http://127.0.0.1:{port}', done.stderr)
            self.assertRegex(done.stdout, rf'http://127\.0\.0\.1:{port}(/v1)?\t{dialect}\trehearsal')

    def test_models_by_job_are_kept_with_the_book(self):
        with Rehearsal() as server:
            self.write_book(server, '--words', '30', '--no-context', '--plan-model', 'p', '--review-model', 'r', '-o', 'x.md')
        _, settings, _ = self.settings_of_run()
        self.assertEqual((settings['model'], settings['plan_model'], settings['review_model']), ('rehearsal', 'p', 'r'))
        self.assertNotIn('speech_model', settings)


class PlainAddresses(Provided):
    def test_refused_until_allowed(self):
        done = self.run_cli('estimate', self.outline, '--base-url', ELSEWHERE, '--model', 'm', status=1)
        self.assert_one_sentence(done)
        self.assertIn('--allow-http', done.stderr)
        self.run_cli('estimate', self.outline, '--base-url', ELSEWHERE, '--model', 'm', '--allow-http')
        done = self.run_cli('estimate', self.outline, '--base-url', 'http://api.example.com/v1', '--model', 'm', '--allow-http', status=1)
        self.assertIn('https://', done.stderr)

    def test_saved_one_stays_allowed(self):
        self.save_endpoint(name='Desk', address=ELSEWHERE, dialect='openai', model='m', plain=True)
        self.run_cli('estimate', self.outline, '--endpoint', 'Desk')
        self.save_endpoint(name='Desk', address=ELSEWHERE, dialect='openai', model='m')
        self.assert_one_sentence(self.run_cli('estimate', self.outline, '--endpoint', 'Desk', status=1))

    def test_a_book_names_it(self):
        """Nothing is sent to an address that a book names and the person does not."""
        with Rehearsal() as server:
            self.write_book(server, '--words', '30', '--no-context', '--select', '1', '-o', 'x.md')
        self.move_book_elsewhere(ELSEWHERE)
        done = self.run_cli('resume', self.book, status=1)
        self.assert_one_sentence(done)
        self.assertIn('--base-url', done.stderr)
        self.assertIn('--allow-http', done.stderr)
        done = self.run_cli('resume', self.book, '--base-url', ELSEWHERE, status=1)
        self.assertIn('--allow-http', done.stderr)
        with Rehearsal() as server:
            *_, summary = self.write_book(server, '-o', 'x.md', verb='resume')
        self.assertEqual(summary['failed'], 0)


class Limits(Provided):
    def test_nothing_is_lost(self):
        """A minute of one second, and twice as much to write as goes into it; the limits are not known beforehand."""
        outline = self.write('many.md', '# Many\n\n' + ''.join(f'## Chapter about the number {n}\n\n' for n in range(1, 41)))
        for dialect in ('openai', 'anthropic'):
            for limit in ('--requests-per-minute=20', '--tokens-per-minute=12000'):
                with self.subTest(f'{dialect} {limit}'), Rehearsal('--minute-ms=1000', limit) as server:
                    done = self.run_cli('generate', outline, '--book', self.folder / f'{dialect}{limit}.bookgen', '--words', '50', '--json',
                                        '--no-context', '--at-once', '40', *self.endpoint(server, dialect), '-o', 'x.md')
                    stats = server.stats()
                    summary = json.loads(done.stdout.splitlines()[-1])
                    self.assertEqual((summary['done'], summary['failed']), (40, 0))
                    self.assertLessEqual(stats['answered_429'], 1)
                    self.assertEqual(stats['requests'], 40 + stats['answered_429'])

    def test_a_cache_that_does_not_work_is_told_once(self):
        outline = self.write('many.md', '# Many\n\n' + ''.join(f'## Chapter {n}\n\n{"What it is about. " * 85}\n\n' for n in range(1, 11)))
        for fault, told in (('slow', 0), ('no-cache', 1)):
            with self.subTest(fault), Rehearsal('--fault', fault) as server:
                done = self.run_cli('generate', outline, '--book', self.folder / f'{fault}.bookgen', '--words', '50', '--no-context',
                                    '--at-once', '3', '--warm-up', *self.endpoint(server, 'anthropic'), '-o', 'x.md')
                self.assertEqual(done.stderr.count('prompt cache'), told)


class Trouble(Provided):
    # fault, exit status, state of the chapter struck, what its reason or the sentence says
    CASES = (
        ('key', 4, 'interrupted', 'does not accept the key'),
        ('quota', 4, 'interrupted', 'no credit left'),
        ('model', 4, 'interrupted', 'does not have this model'),
        ('garbage@1x9', 3, 'failed', 'not a model'),
        ('cut@1', 0, 'done', None),
        ('stall@1', 0, 'done', None),
        ('error-in-stream@1', 0, 'done', None),
        ('refusal@1', 3, 'failed', 'refused'),
        ('context@1', 3, 'failed', 'longer than this model can read'),
        ('no-finish@1', 3, 'done', 'whether the answer is complete'),
    )
    ONLY = {'no-finish@1': ('openai',), 'refusal@1': ('openai', 'anthropic'), 'quota': ('openai', 'anthropic'), 'context@1': ('openai',)}

    def check(self, dialect, fault, status, state, words):
        book = self.folder / f'{dialect}-{fault}.bookgen'
        with Rehearsal('--fault', fault, tokens_per_second=4000) as server:
            done = self.run_cli('generate', self.outline, '--book', book, '--words', '300', '--no-context', '--json', '--patience-s', '1',
                                *self.endpoint(server, dialect), '-o', f'{dialect}-{fault}.md', status=status)
            stats = server.stats()
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        last = [line for line in lines if line.get('event') == 'task' and line['title'] == 'The First Thing'][-1]
        self.assertEqual(last['state'], state)
        if status == 4:
            self.assert_one_sentence(done)
            self.assertIn(words, done.stderr)
            self.assertLessEqual(stats['requests'], 3)
        elif words:
            self.assertIn(words, last['reason'])
        if fault == 'no-finish@1':
            self.assertEqual(stats['requests_per_chapter']['1'], 1)
        if status != 4:
            self.assertEqual(lines[-1]['done'] + lines[-1]['failed'], 4)

    def test_trouble(self):
        for fault, status, state, words in self.CASES:
            for dialect in self.ONLY.get(fault, DIALECTS):
                with self.subTest(f'{dialect} {fault}'):
                    self.check(dialect, fault, status, state, words)


if __name__ == '__main__':
    tap.main()
