#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py [BUILD [STREAMS [ROUNDS]]]: the client beside node's `openai` with p-limit: the same answers from the same server,
in turns (ours, node, ours, node …), each in a process of its own. Installs the two packages with npm in a folder of its own
below BUILD. Prints a table."""

import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys

BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else 'build').resolve()
STREAMS = sys.argv[2] if len(sys.argv) > 2 else '100'
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 7
HERE = pathlib.Path(__file__).resolve().parent
PEERS = BUILD / 'tests/bench/peers'


def install():
    PEERS.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / 'openai-node.mjs', PEERS)
    if not (PEERS / 'node_modules/openai').is_dir():
        subprocess.run(['npm', 'install', '--no-fund', '--no-audit', 'openai', 'p-limit'], cwd=PEERS, check=True, stdout=sys.stderr)


def measure(*command):
    """Makespan ÷ ideal and CPU seconds."""
    line = subprocess.run([*command, STREAMS], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(line[2]), float(line[3])


def row(name, values, form):
    print(f'| {name} | ' + ' | '.join(form.format(pick(values)) for pick in (min, statistics.median, max)) + ' |')


def main():
    install()
    ours, nodes = [], []
    with subprocess.Popen([BUILD / 'src/cli/bookgen-cli', 'rehearse', '--first-token-ms=200', '--tokens-per-second=50'],
                          stdout=subprocess.PIPE, text=True) as server:
        url = server.stdout.readline().strip()
        try:
            for _ in range(ROUNDS):
                ours.append(measure(BUILD / 'tests/bench/bench-client', '--at', url))
                nodes.append(measure('node', PEERS / 'openai-node.mjs', url))
        finally:
            server.terminate()
    version = subprocess.run(['node', '--version'], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    print(f'{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, node {version}; '
          f'{STREAMS} streams, {ROUNDS} rounds in turns\n\n| | min | median | max |\n|---|---|---|---|')
    row('ours, makespan ÷ ideal', [makespan for makespan, _ in ours], '{:.3f}')
    row('node, makespan ÷ ideal', [makespan for makespan, _ in nodes], '{:.3f}')
    row('ours, CPU s', [cpu for _, cpu in ours], '{:.3f}')
    row('node, CPU s', [cpu for _, cpu in nodes], '{:.3f}')
    row('node ÷ ours, CPU', [theirs / own for (_, own), (_, theirs) in zip(ours, nodes)], '{:.2f}')


main()
