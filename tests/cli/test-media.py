# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and narration: each its own task, kept with its chapter, never bought again."""

import contextlib
import json
import sqlite3

import tap
from terminal import Case, Rehearsal

MODELS = ('--pictures-model', 'draws', '--speech-model', 'speaks')
FAST = ('--first-token-ms', '5', '--tokens-per-second', '20000')


class Media(Case):
    def kept(self):
        with contextlib.closing(sqlite3.connect(f'file:{self.book}?mode=ro', uri=True)) as book:
            return book.execute('SELECT stage, unit, item, media_type, length (data), made_from FROM media ORDER BY id').fetchall()

    def test_pictures_and_narration(self):
        with Rehearsal(*FAST) as server:
            *_, summary = self.write_book(server, '--words', '60', '--pictures', '--narration', '-o', 'x.md')
            self.assertEqual((summary['done'], summary['failed']), (4, 0))
            bought = server.stats()['requests']
            self.write_book(server, '-o', 'x.md', verb='resume')
            self.assertEqual(server.stats()['requests'], bought)
        kept = self.kept()
        self.assertEqual({kind for stage, *_, kind, _, _ in kept}, {'image/png', 'audio/wav'})
        self.assertEqual(len([1 for stage, *_ in kept if stage == 'narrate']), 4)
        self.assertLessEqual(4, len([1 for stage, *_ in kept if stage == 'draw']))
        self.assertTrue(all(length > 0 for *_, length, _ in kept))

    def test_long_chapter_is_read_in_pieces(self):
        with Rehearsal(*FAST) as server:
            self.write_book(server, '--words', '900', '--select', '1', '--narration', '-o', 'x.md')
        pieces = {}
        for stage, unit, item, *_, made_from in self.kept():
            pieces.setdefault((unit, made_from), []).append(item)
        self.assertEqual(len(pieces), 2)
        for items in pieces.values():
            self.assertEqual(items, list(range(1, len(items) + 1)))
            self.assertLess(1, len(items))

    def price(self):
        """What the rehearsing models cost, in the author's own list."""
        prices = {'currency': 'USD', 'models': [{'model': 'rehearsal', 'input': 1, 'output': 4}, {'model': 'draws', 'image': 0.05},
                                                {'model': 'speaks', 'characters': 20}]}
        folder = self.folder / 'config' / 'bookgen'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'prices.json').write_text(json.dumps(prices))

    def estimate(self, server, what, *options):
        return json.loads(self.run_cli('estimate', what, '--base-url', server.url, '--model', 'rehearsal', '--json', *options).stdout)

    def test_the_estimate_is_what_happens(self):
        """Requests to the last one, and money between its bounds; afterwards nothing is left."""
        options = ('--words', '300', '--pictures', '--narration', '--checks', 'report', '--mode', 'hybrid', *MODELS)
        self.price()
        with Rehearsal(*FAST) as server:
            expected = self.estimate(server, self.outline, *options)
            *_, summary = self.write_book(server, *options, '-o', 'x.md')
            self.assertEqual(server.stats()['requests'], expected['requests'])
            left = self.estimate(server, self.book)
        self.assertEqual(expected['requests'], expected['requests_most'])
        self.assertEqual(expected['requests'], 1 + 4 * 5)
        self.assertEqual(expected['unpriced'], [])
        self.assertLessEqual(expected['cost']['low'], summary['cost'])
        self.assertLessEqual(summary['cost'], expected['cost']['high'])
        self.assertEqual(left['requests_most'], 0)

    def test_every_request_says_what_it_cost(self):
        self.price()
        with Rehearsal(*FAST) as server:
            *_, summary = self.write_book(server, '--words', '60', '--no-context', '--pictures', '--narration', *MODELS,
                                          '-o', 'x.md')
        with contextlib.closing(sqlite3.connect(f'file:{self.book}?mode=ro', uri=True)) as book:
            paid = book.execute('SELECT task.stage, usage.cost_micros, usage.model FROM usage JOIN task ON task.id = usage.task'
                                ' WHERE usage.requests > 0').fetchall()
        self.assertEqual({model for *_, model in paid}, {'rehearsal', 'draws', 'speaks'})
        self.assertTrue(all(cost > 0 for _, cost, _ in paid), paid)
        self.assertAlmostEqual(sum(cost for _, cost, _ in paid) / 1e6, summary['cost'], places=6)
        spoken = [cost for stage, cost, _ in paid if stage == 'narrate']
        self.assertTrue(all(cost % 20 == 0 for cost in spoken), spoken)

    def test_a_cap_needs_every_price(self):
        """What cannot be counted is not started, and the sentence says which model it is."""
        self.price()
        with Rehearsal(*FAST) as server:
            far = ('--base-url', 'https://models.example.org/v1', '--model', 'rehearsal', '--budget', '5', '--book', self.book)
            for option, switch, model in (('--pictures-model', '--pictures', 'paints'), ('--speech-model', '--narration', 'sings')):
                done = self.run_cli('generate', self.outline, *far, switch, option, model, status=4)
                self.assert_one_sentence(done)
                self.assertIn(f'“{model}”', done.stderr)
                self.assertFalse(self.book.exists())
            shown = self.estimate(server, self.outline, '--pictures', *MODELS)
            self.assertGreater(shown['cost']['low'], 0.2)

    def test_a_cap_stops_before_a_picture(self):
        self.price()
        with Rehearsal(*FAST) as server:
            *_, summary = self.write_book(server, '--words', '60', '--no-context', '--pictures', *MODELS, '--budget', '0.18', '-o', 'x.md',
                                          status=4)
            self.assertLessEqual(summary['cost'], 0.18)
            self.assertGreaterEqual(len([1 for stage, *_ in self.kept() if stage == 'draw']), 1)
            *_, summary = self.write_book(server, '--budget', '5', *MODELS, '-o', 'x.md', verb='resume')
        self.assertEqual(summary['done'], 4)

    def sample(self, server, voice, name='sample.wav', **options):
        done = self.run_cli('resume', self.book, '--base-url', server.url, '--model', 'rehearsal', *MODELS, '--json', '--voice', voice,
                            '--narration-sample', self.folder / name, **options)
        return json.loads(done.stdout)

    def test_one_sample_first(self):
        """A sample is one request, counted and kept: the same is not bought twice, and it is no part of the book."""
        self.price()
        with Rehearsal(*FAST) as server:
            *_, summary = self.write_book(server, '--words', '600', *MODELS, '-o', 'x.md')
            bought = server.stats()['requests']
            first = self.sample(server, 'nova')
            self.assertEqual(server.stats()['requests'], bought + 1)
            self.assertEqual((self.folder / 'sample.wav').read_bytes()[:4], b'RIFF')
            self.assertEqual(first['voice'], 'nova')
            self.assertRegex(first['text'], r'^Rehearsal text for chapter 1')
            self.assertRegex(first['text'], r'[.!?]$')
            self.assertLessEqual(len(first['text']), 400)
            self.assertAlmostEqual(first['cost'], len(first['text']) * 20 / 1e6, places=9)
            again = self.sample(server, 'nova', 'again.wav')
            self.assertEqual((again['kept'], again['cost'], server.stats()['requests']), (True, 0, bought + 1))
            self.assertEqual((self.folder / 'again.wav').read_bytes(), (self.folder / 'sample.wav').read_bytes())
            other = self.sample(server, 'onyx')
            self.assertFalse(other['kept'])
            self.assertEqual(server.stats()['requests'], bought + 2)
        status = self.status()
        self.assertAlmostEqual(status['cost'], summary['cost'] + first['cost'] + other['cost'], places=6)
        self.assertEqual({chapter['state'] for chapter in status['units']}, {'done'})
        self.run_cli('export', self.book, '-o', self.folder / 'out.md')
        self.assertFalse((self.folder / 'audio').exists())

    def test_a_sample_that_cannot_be(self):
        """A cap that it would pass, and a folder that is not there; what was paid for is kept all the same."""
        self.price()
        with Rehearsal(*FAST) as server:
            self.write_book(server, '--words', '60', *MODELS, '-o', 'x.md')
            what = ('resume', self.book, '--base-url', server.url, '--model', 'rehearsal', *MODELS, '--narration-sample')
            bought = server.stats()['requests']
            self.assert_one_sentence(self.run_cli(*what, 'x.wav', '--budget', '0.0001', status=4))
            self.assertEqual(server.stats()['requests'], bought)
            self.assert_one_sentence(self.run_cli(*what, 'nowhere/x.wav', '--budget', '100', status=5))
            self.run_cli(*what, 'x.wav')
            self.assertEqual(server.stats()['requests'], bought + 1)

    def changed(self):
        status = self.status()
        return [chapter['number'] for chapter in status['units'] if 'narration' in chapter['changed_since']]

    def test_another_voice(self):
        """Chapters that were read in the voice of before say so, and are read again when that is asked for, and only they."""
        with Rehearsal(*FAST) as server:
            self.write_book(server, '--words', '60', '--no-context', '--narration', '-o', 'x.md')
            self.assertEqual(self.changed(), [])
            bought = server.stats()['requests']
            done = self.run_cli('resume', self.book, '--base-url', server.url, '--model', 'rehearsal', '--voice', 'nova', '-o', 'x.md')
            self.assertIn('--narrate-again', done.stderr)
            self.assertEqual(server.stats()['requests'], bought)
            self.assertEqual(self.changed(), [1, 2, 3, 4])
            one = self.estimate(server, self.book, '--narrate-again', '--select', '1')
            self.assertEqual(one['requests'], 2)
            expected = self.estimate(server, self.book, '--narrate-again')
            self.assertEqual((expected['requests'], expected['requests_most']), (4, 4))
            self.write_book(server, '--narrate-again', '-o', 'x.md', verb='resume')
            self.assertEqual(server.stats()['requests'], bought + 4)
            self.assertEqual(self.changed(), [])
            self.write_book(server, '--narrate-again', '-o', 'x.md', verb='resume')
            self.assertEqual(server.stats()['requests'], bought + 4)

    def test_a_failed_picture_stops_alone(self):
        with Rehearsal(*FAST, '--fault', 'quota') as server:
            self.write_book(server, '--words', '60', '--no-context', '--pictures', '-o', 'x.md', status=4)
        with Rehearsal(*FAST) as server:
            *_, summary = self.write_book(server, '-o', 'x.md', verb='resume')
        self.assertEqual(summary['done'], 4)


if __name__ == '__main__':
    tap.main()
