#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""soak.py [--kills N] [--near-commits N] [--seed N] [--course]: kills a run with SIGKILL at moments drawn from an unkilled run's length,
some of them right after the book's file was written to, and resumes it. Each time the book must open, every chapter must come
out as in the unkilled run, and nothing that was finished may be requested again. With --course it is a course of lessons and labs that is joined while it is
written, with its pictures drawn. BOOKGEN_CLI names the program."""

import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

PROGRAM = os.environ.get('BOOKGEN_CLI', 'bookgen-cli')
PATIENCE_S = 60
NEAR_S = 0.005
CHAPTERS = 6
WORDS = 200
OUTLINE = '# A Tough Book\n\n' + ''.join(f'## Chapter about the number {n}\n\nWhat {n} is.\n\n' for n in range(1, CHAPTERS + 1))
COURSE = json.dumps({'title': 'A Tough Course', 'modules': [
    {'title': f'Module {m}', 'lessons': [{'title': f'Lesson about the number {2 * m + n - 2}'} for n in (1, 2)]} for m in (1, 2)]})
COURSE_OPTIONS = ('--kind', 'course', '--content', 'both', '--mode', 'hybrid')
COURSE_TASKS = 4  # of a chapter: text, joining, what pictures are planned, and one that is drawn


@dataclasses.dataclass
class Report:
    kills: int = 0
    near_commits: int = 0
    kept: int = 0     # finished tasks that the kills left, all told
    faults: list = dataclasses.field(default_factory=list)


class Server:
    def __init__(self):
        self.process = subprocess.Popen([PROGRAM, 'rehearse', '--first-token-ms=40', '--tokens-per-second=500'],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def stats(self):
        with urllib.request.urlopen(self.url.removesuffix('/v1') + '/rehearsal/stats', timeout=PATIENCE_S) as answer:
            return json.load(answer)

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE_S)


class Soak:
    def __init__(self, folder, server, course):
        self.folder, self.server, self.course = pathlib.Path(folder), server, course
        self.folder.mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder), 'XDG_CONFIG_HOME': str(self.folder),
                            'BOOKGEN_API_KEY': 'not-a-key', 'LC_ALL': 'C.UTF-8'}
        self.outline = self.folder / ('outline.json' if course else 'outline.md')
        self.outline.write_text(COURSE if course else OUTLINE)

    def command(self, verb, *arguments):
        return [PROGRAM, verb, *map(str, arguments)]

    def writing(self, verb, what, *arguments):
        return self.command(verb, what, '--base-url', self.server.url, '--model', 'rehearsal', '--at-once', 2, '--json', *arguments)

    def generating(self, book):
        options = COURSE_OPTIONS if self.course else ()
        return self.writing('generate', self.outline, '--book', book, '--words', WORDS, '--seed', 1, '-o', f'{book}.md', *options)

    def run(self, command):
        return subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=PATIENCE_S)

    def start(self, command):
        return subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def measure(self):
        """An unkilled run: its length in seconds, and its text."""
        began = time.monotonic()
        done = self.run(self.generating('whole.bookgen'))
        assert done.returncode == 0, done.stderr
        return time.monotonic() - began, (self.folder / 'whole.bookgen.md').read_bytes()

    def state_of_log(self, book):
        try:
            state = os.stat(self.folder / f'{book}-wal')
            return state.st_size, state.st_mtime_ns
        except FileNotFoundError:
            return None

    def wait_for_commit(self, process, book, nth):
        """Returns once the book's log was written to for the NTH time, or the program has ended."""
        seen = None
        while nth > 0 and process.poll() is None:
            state = self.state_of_log(book)
            if state is not None and state != seen:
                seen, nth = state, nth - 1
            time.sleep(0.0002)

    def kill(self, book, after_s, commit):
        process = self.start(self.generating(book))
        if commit is None:
            time.sleep(after_s)
        else:
            self.wait_for_commit(process, book, commit)
            time.sleep(after_s)
        process.kill()
        process.wait(timeout=PATIENCE_S)

    def look(self, book):
        """How many tasks of each chapter are done, by number; None when the book does not open."""
        done = self.run(self.command('status', book, '--json'))
        if done.returncode != 0:
            return None
        with contextlib.closing(sqlite3.connect(f'file:{self.folder / book}?mode=ro', uri=True)) as stored:
            counts = dict(stored.execute("SELECT unit, count(*) FROM task WHERE state = 'done' GROUP BY unit"))
        return {unit['number']: counts.get(unit['unit'], 0) for unit in json.loads(done.stdout)['units']}

    def resume(self, book):
        if (self.folder / book).exists():
            return self.run(self.writing('resume', book, '-o', f'{book}.md'))
        return self.run(self.generating(book))

    def check(self, book, text):
        """Resumes a killed book: what was wrong with it, and how many tasks it had kept."""
        done = self.look(book) if (self.folder / book).exists() else {}
        if done is None:
            return ['the book does not open'], 0
        before = self.server.stats()
        resumed = self.resume(book)
        after = self.server.stats()
        faults = []
        if resumed.returncode != 0:
            faults.append(f'resume ended with {resumed.returncode}: {resumed.stderr.strip()}')
        elif not (self.folder / f'{book}.md').exists():
            faults.append('resume exported nothing')
        elif (self.folder / f'{book}.md').read_bytes() != text.replace(b'whole.bookgen', book.encode()):
            faults.append('the text is not that of the unkilled run')
        for number, kept in done.items():
            asked = after['requests_per_chapter'].get(str(number), 0) - before['requests_per_chapter'].get(str(number), 0)
            if asked > (COURSE_TASKS if self.course else 1) - kept:
                faults.append(f'chapter {number} had {kept} done and was requested {asked} times')
        return faults, sum(done.values())


def run(folder, kills, near_commits, seed, course=False, say=print):
    """Runs the soak in FOLDER. NEAR_COMMITS of the KILLS come within 5 ms of a write to the book's file."""
    dice, report, server = random.Random(seed), Report(), Server()
    soak = Soak(folder, server, course)
    try:
        length_s, text = soak.measure()
        say(f'unkilled: {length_s:.2f} s, {len(text)} bytes')
        for number in range(kills):
            book = f'{number}.bookgen'
            commit = dice.randint(1, 3 + 2 * CHAPTERS) if number < near_commits else None
            after_s = dice.uniform(0, NEAR_S if commit else length_s)
            soak.kill(book, after_s, commit)
            faults, kept = soak.check(book, text)
            where = f'write {commit} + {after_s * 1000:.1f} ms' if commit else f'{after_s:.3f} s'
            say(f'kill {number + 1} at {where}: {kept} tasks kept{"".join("; " + fault for fault in faults)}')
            report.kills += 1
            report.near_commits += commit is not None
            report.kept += kept
            report.faults += [f'kill {number + 1}: {fault}' for fault in faults]
    finally:
        server.stop()
    return report


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kills', type=int, default=50)
    parser.add_argument('--near-commits', type=int, default=15)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--course', action='store_true')
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='bookgen-soak-') as folder:
        report = run(folder, given.kills, given.near_commits, given.seed, given.course)
    print(f'{report.kills} kills, {report.near_commits} within 5 ms of a commit, {report.kept} finished tasks kept, '
          f'{len(report.faults)} faults')
    sys.exit(1 if report.faults else 0)


if __name__ == '__main__':
    main()
