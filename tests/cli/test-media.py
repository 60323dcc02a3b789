# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and narration: each its own task, kept with its chapter, never bought again."""

import contextlib
import sqlite3

import tap
from terminal import Case, Rehearsal

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

    def test_a_failed_picture_stops_alone(self):
        with Rehearsal(*FAST, '--fault', 'quota') as server:
            self.write_book(server, '--words', '60', '--no-context', '--pictures', '-o', 'x.md', status=4)
        with Rehearsal(*FAST) as server:
            *_, summary = self.write_book(server, '-o', 'x.md', verb='resume')
        self.assertEqual(summary['done'], 4)


if __name__ == '__main__':
    tap.main()
