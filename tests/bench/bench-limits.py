#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-limits.py BUILD [CHAPTERS]: a book against servers that limit requests and tokens a minute, the minute made short, and
what a prompt cache and its warm-up come to. The rehearsal server is a process of its own. Prints tables."""

import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import urllib.request

BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else 'build').resolve()
PROGRAM = BUILD / 'src/cli/bookgen-cli'
CHAPTERS = int(sys.argv[2]) if len(sys.argv) > 2 else 300
MINUTE_MS = 6000
REQUESTS, TOKENS = 60, 30000
FIRST_TOKEN_MS, RATE = 500, 200


class Server:
    def __init__(self, *options):
        self.process = subprocess.Popen([PROGRAM, 'rehearse', *map(str, options)], stdout=subprocess.PIPE, text=True)
        self.root = self.process.stdout.readline().strip().removesuffix('/v1')

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.process.terminate()
        self.process.communicate()

    def stats(self):
        with urllib.request.urlopen(self.root + '/rehearsal/stats') as answer:
            return json.load(answer)


def write(server, chapters, *options, brief='', words=100):
    """A book of equal chapters: its JSON lines."""
    with tempfile.TemporaryDirectory(prefix='bookgen-bench-') as folder:
        outline = pathlib.Path(folder, 'outline.md')
        outline.write_text('# Measured\n\n' + ''.join(f'## Chapter about the number {n}\n\n{brief}\n\n' for n in range(1, chapters + 1)))
        done = subprocess.run(
            [PROGRAM, 'generate', outline, '--book', f'{folder}/b.bookgen', '--base-url', server.root, '--model', 'rehearsal',
             '--no-context', '--json', '--words', str(words), '-o', f'{folder}/b.md', *map(str, options)], capture_output=True,
            text=True, env={**os.environ, 'BOOKGEN_API_KEY': 'none', 'XDG_CACHE_HOME': folder})
        return [json.loads(line) for line in done.stdout.splitlines()]


def span_s(lines):
    """From the first request to the last commit."""
    began = min(line['at_ms'] for line in lines if line.get('state') == 'running')
    ended = max(line['at_ms'] for line in lines if line.get('state') == 'done')
    return (ended - began) / 1000


def measure_limit(dialect, name, option, limit):
    with Server('--first-token-ms', 100, '--tokens-per-second', 0, '--minute-ms', MINUTE_MS, option, limit) as server:
        lines = write(server, CHAPTERS, '--dialect', dialect, '--at-once', 50)
        stats = server.stats()
    used = CHAPTERS if name == 'requests' else stats['prompt_tokens'] + stats['output_tokens']
    least_s = (used - limit) / limit * MINUTE_MS / 1000
    took_s = span_s(lines)
    print(f'| {dialect} | {limit:,} {name} | {used:,} | {lines[-1]["failed"]} | {stats["answered_429"]} | {took_s:.2f} | '
          f'{least_s:.2f} | {took_s / least_s:.3f} |')


def measure_limits():
    print(f'\n{CHAPTERS} chapters of 100 words, 50 at once, nothing known of the server, a minute of {MINUTE_MS / 1000:g} s\n')
    print('| dialect | limit a minute | used | lost | answered 429 | s | at least s | ratio (at most 1.1) |')
    print('|---|---|---|---|---|---|---|---|')
    for dialect in ('openai', 'anthropic'):
        measure_limit(dialect, 'requests', '--requests-per-minute', REQUESTS)
        measure_limit(dialect, 'tokens', '--tokens-per-minute', TOKENS)


def measure_cache():
    print(f'\n20 chapters of 200 words at once; first token F = {FIRST_TOKEN_MS} ms, then T at {RATE} tokens/s. The Anthropic dialect marks '
          'the shared part, so what is read there is that part and nothing else.\n')
    print('| dialect | warm-up | F s | T s | took s | F + T | 2F + T | shared tokens | read by each of 2…N | share (at least 95 %) |')
    print('|---|---|---|---|---|---|---|---|---|---|')
    shared = 0
    for dialect in ('anthropic', 'openai'):
        for warm_up in (('--warm-up',), ()):
            with Server('--first-token-ms', FIRST_TOKEN_MS, '--tokens-per-second', RATE) as server:
                lines = write(server, 20, '--dialect', dialect, '--at-once', 20, *warm_up, brief='What it is about. ' * 40, words=200)
            done = [line for line in lines if line.get('state') == 'done']
            cached = sorted(line['cached_tokens'] or 0 for line in done)
            shared = shared or cached[-1]
            first, rest = FIRST_TOKEN_MS / 1000, max(line['output_tokens'] for line in done) / RATE
            print(f'| {dialect} | {"yes" if warm_up else "no"} | {first:.2f} | {rest:.2f} | {span_s(lines):.2f} | {first + rest:.2f} | '
                  f'{2 * first + rest:.2f} | {shared:,} | {cached[1]:,}–{cached[-1]:,} | '
                  f'{sum(min(one, shared) for one in cached) / (shared * 19):.1%} |')


def main():
    print(f'{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}')
    measure_limits()
    measure_cache()


if __name__ == '__main__':
    main()
