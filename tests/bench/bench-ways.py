#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-ways.py BUILD: a course in three stages under limits within limits, and a book that is joined while it is written, against
the rehearsal server in a process of its own. Prints how far each is from the least time possible."""

import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else 'build').resolve()
PROGRAM = BUILD / 'src/cli/bookgen-cli'
FIRST_TOKEN_MS, RATE = 300, 1000

PICTURE_MS = 400   # as long as the visual plan of a lesson takes
UNITS = ['chapter', 'lesson', 'lab']


def stage(name, makes, needs=(), **more):
    return {'id': name, 'does': 'write', 'makes': makes, 'for_each': 'unit', 'units': UNITS, 'needs': list(needs),
            'prompt': 'draft', **more}


# A lesson of so many words has two pictures; its text, the visual plan and the pictures take 5 : 1 : 2.
COURSE_WORDS = 1240
# What is made in order takes a third of a draft: a visual plan of each chapter, which stands for joining.
JOINED = {'id': 'measured-hybrid', 'stages': [stage('draft', 'text'),
                                              stage('join', 'list', ['draft'], in_order=True, prompt='visuals')]}
JOINED_WORDS = 680


class Server:
    def __enter__(self):
        self.process = subprocess.Popen([PROGRAM, 'rehearse', f'--first-token-ms={FIRST_TOKEN_MS}', f'--tokens-per-second={RATE}',
                                         f'--picture-ms={PICTURE_MS}'],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *trouble):
        self.process.terminate()
        self.process.communicate()


def write(pipeline, outline, *options):
    """The JSON lines of a whole book."""
    with tempfile.TemporaryDirectory(prefix='bookgen-bench-') as folder, Server() as server:
        pathlib.Path(folder, 'outline.md').write_text(outline)
        kind = pipeline
        if isinstance(pipeline, dict):
            kind = pathlib.Path(folder, 'kind.json')
            kind.write_text(json.dumps(pipeline))
        done = subprocess.run(
            [PROGRAM, 'generate', f'{folder}/outline.md', '--kind', str(kind), '--book', f'{folder}/b.bookgen',
             '--base-url', server.url, '--model', 'rehearsal', '--no-context', '--checks', 'off', '--json', '-o', f'{folder}/b.md',
             *map(str, options)], stdout=subprocess.PIPE, text=True, env={**os.environ, 'BOOKGEN_API_KEY': 'none'})
        assert done.returncode in (0, 3), f'ended with {done.returncode}'
        return [json.loads(line) for line in done.stdout.splitlines()]


def span_s(lines):
    """From the first request to the last commit."""
    began = min(line['at_ms'] for line in lines if line.get('state') == 'running')
    ended = max(line['at_ms'] for line in lines if line.get('state') == 'done')
    return (ended - began) / 1000


def ideal_s(line):
    if line['task'] == 'draw':
        return PICTURE_MS / 1000
    return FIRST_TOKEN_MS / 1000 + line['output_tokens'] / RATE


def bound_s(lines, slots):
    """All slots busy all the time, or the longest chain of one unit."""
    done = [line for line in lines if line.get('state') == 'done']
    chains = {}
    for line in done:
        stages = chains.setdefault(line['unit'], {})
        stages[line['task']] = max(stages.get(line['task'], 0), ideal_s(line))
    return max(max(sum(stages.values()) for stages in chains.values()), sum(map(ideal_s, done)) / slots)


def shares(lines):
    """What each stage takes in all, against the shortest."""
    takes = {}
    for line in lines:
        if line.get('state') == 'done':
            takes[line['task']] = takes.get(line['task'], 0) + ideal_s(line)
    return ' : '.join(f'{share / min(takes.values()):.1f}' for share in sorted(takes.values(), reverse=True))


def course(modules, lessons):
    return '# A Course\n\n' + ''.join(
        f'## Module {m}\n\n' + ''.join(f'### Lesson {m}.{n}\n\nWhat {n} is.\n\n' for n in range(1, lessons + 1))
        for m in range(1, modules + 1))


def measure_course(modules, sequential):
    slots = ('--at-once', 10, '--modules-at-once', 10)
    lines = write('course', course(modules, 3), '--words', COURSE_WORDS, *slots)
    wall, bound = span_s(lines), bound_s(lines, 10)
    print(f'\n{modules} modules of 3 lessons, text : pictures : visual plan = {shares(lines)}, {" ".join(map(str, slots))}')
    print(f'  least possible {bound:8.2f} s\n  wall           {wall:8.2f} s  = {wall / bound:.3f} × least  (at most 1.08)')
    if sequential:
        one = span_s(write('course', course(modules, 3), '--words', COURSE_WORDS, '--at-once', 1))
        print(f'  one at a time  {one:8.2f} s  = {one / wall:.1f} × wall  (at least 9)')


def ends(lines, task):
    return [line['at_ms'] for line in lines if line.get('state') == 'done' and line.get('task') == task]


def measure_hybrid():
    outline = '# A Book\n\n' + ''.join(f'## Chapter about {n}\n\n' for n in range(1, 13))
    lines = write(JOINED, outline, '--words', JOINED_WORDS, '--at-once', 3)
    one = span_s(write(JOINED, outline, '--words', JOINED_WORDS, '--at-once', 1))
    drafts, joined, wall = ends(lines, 'draft'), ends(lines, 'join'), span_s(lines)
    before = sum(at < joined[0] for at in drafts)
    print(f'\n12 chapters, 3 at once, joining a third of a draft\n  chapter 1 is joined when {before} drafts are done  (at most 4)')
    print(f'  whole          {wall:8.2f} s  = {wall / one:.3f} × the same one at a time  (at most 0.5)')


def main():
    print(f'{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}')
    measure_hybrid()
    measure_course(10, True)
    measure_course(40, False)


if __name__ == '__main__':
    main()
