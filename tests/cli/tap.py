# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of a module and tells the results as TAP."""

import sys
import unittest


class TapResult(unittest.TestResult):
    """One line a test, whatever its sub-tests; what went wrong follows as a comment."""

    def startTest(self, test):
        super().startTest(test)
        self.troubles, self.note = [], ''

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note = f' # SKIP {reason}'

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.troubles.append(self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.troubles.append(self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.troubles.append(f'{subtest}\n{self._exc_info_to_string(err, test)}')

    def stopTest(self, test):
        super().stopTest(test)
        print(f'{"not ok" if self.troubles else "ok"} {self.testsRun} - {test.id().split(".", 1)[1]}{self.note}')
        for line in '\n'.join(self.troubles).splitlines():
            print('#', line)
        sys.stdout.flush()


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    print(f'TAP version 13\n1..{suite.countTestCases()}', flush=True)
    result = TapResult()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
