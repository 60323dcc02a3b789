#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-traps-named.py TRAPS.md PROGRAM...: every number of the list has a case, and every case a number of the list."""

import re
import subprocess
import sys


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        listed = set(re.findall(r'^\| (\d+\.\d+) \|', file.read(), re.MULTILINE))
    cases = set()
    for program in sys.argv[2:]:
        names = subprocess.run([program, '-l'], capture_output=True, text=True, check=True).stdout
        cases |= set(re.findall(r'^/http/traps/(\d+\.\d+)-', names, re.MULTILINE))
    print('1..2')
    for number, (what, missing) in enumerate((('a case', listed - cases), ('a line', cases - listed)), 1):
        print(f'{"not ok" if missing else "ok"} {number} - every trap has {what}{": " + " ".join(sorted(missing)) if missing else ""}')
    sys.exit(1 if listed ^ cases else 0)


if __name__ == '__main__':
    main()
