#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench-run.py BUILD: what writing a book costs, against the rehearsal server in a process of its own. Prints tables."""

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
FIRST_TOKEN_MS, RATE = 300, 50


class Server:
    def __init__(self, first_token_ms=FIRST_TOKEN_MS, tokens_per_second=RATE):
        self.process = subprocess.Popen([PROGRAM, 'rehearse', f'--first-token-ms={first_token_ms}',
                                         f'--tokens-per-second={tokens_per_second}'], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.process.terminate()
        self.process.communicate()

    def stats(self):
        with urllib.request.urlopen(self.url.removesuffix('/v1') + '/rehearsal/stats') as answer:
            return json.load(answer)


def write(server, chapters, *options):
    """A book of equal chapters: its JSON lines and the largest resident size of the program, in MB."""
    with tempfile.TemporaryDirectory(prefix='bookgen-bench-') as folder:
        outline = pathlib.Path(folder, 'outline.md')
        outline.write_text('# Measured\n\n' + ''.join(f'## Chapter about the number {n}\n\n' for n in range(1, chapters + 1)))
        process = subprocess.Popen(
            [PROGRAM, 'generate', outline, '--book', f'{folder}/b.bookgen', '--base-url', server.url, '--model', 'rehearsal',
             '--no-context', '--json', '-o', f'{folder}/b.md', *map(str, options)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, 'BOOKGEN_API_KEY': 'none'})
        lines = [json.loads(line) for line in process.stdout]
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, f'ended with {status}'
        return lines, used.ru_maxrss / 1024


def span_s(lines):
    """From the first request to the last commit."""
    began = min(line['at_ms'] for line in lines if line.get('state') == 'running')
    ended = max(line['at_ms'] for line in lines if line.get('state') == 'done')
    return (ended - began) / 1000


def longest_tokens(lines):
    return max(line['output_tokens'] for line in lines if line.get('state') == 'done')


def measure_parallel():
    print(f'\n12 equal chapters of 300 words, first token {FIRST_TOKEN_MS} ms, {RATE} tokens/s')
    with Server() as server:
        parallel, _ = write(server, 12, '--words', 300, '--at-once', 12)
    with Server() as server:
        sequential, _ = write(server, 12, '--words', 300, '--mode', 'sequential', '--at-once', 12)
    ideal_s = FIRST_TOKEN_MS / 1000 + longest_tokens(parallel) / RATE
    print(f'  ideal of the longest chapter   {ideal_s:8.2f} s  ({longest_tokens(parallel)} tokens)')
    print(f'  12 at once                     {span_s(parallel):8.2f} s  = {span_s(parallel) / ideal_s:.3f} × ideal  (at most 1.05)')
    print(f'  one after another              {span_s(sequential):8.2f} s  = {span_s(sequential) / span_s(parallel):.1f} × parallel  '
          '(at least 10)')


def measure_limits():
    print('\n60 chapters, --at-once N: the peak that the server saw')
    for limit in (1, 2, 3, 8, 50):
        with Server(100, 0) as server:
            write(server, 60, '--words', 50, '--at-once', limit)
            print(f'  {limit:3}  {server.stats()["peak_concurrent"]:3}')


def measure_load():
    print('\n300 chapters of 300 words, 100 at once')
    with Server() as server:
        lines, rss_mb = write(server, 300, '--words', 300, '--at-once', 100)
    print(f'  terminal program   {span_s(lines):.1f} s, {lines[-1]["max_in_flight"]} in flight, resident {rss_mb:.1f} MB  (at most 60)')
    with Server() as server:
        told = subprocess.run([BUILD / 'tests/bench/bench-run', server.url, '300', '100', '300'], capture_output=True, text=True,
                              check=True)
    loop = json.loads(told.stdout)
    print(f'  main loop          late by {loop["late_ms_median"]} ms (median), {loop["late_ms_99"]} ms (99 %), {loop["late_ms_max"]} ms '
          f'(worst; at most 50); {loop["cpu_seconds"]} s CPU in {loop["seconds"]} s')


def main():
    print(f'{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}')
    measure_parallel()
    measure_limits()
    measure_load()


if __name__ == '__main__':
    main()
