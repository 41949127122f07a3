#!/usr/bin/env python3
"""Breaks the money code on purpose, one small fault at a time, and tells which faults no test sees. README.md says how."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).resolve().parent
ROOT = LISTS.parent.parent
COPIED_FOLDERS = ("src", "tests", "infra")
DEFAULT_PROJECT = "tests/GenOps.Core.Tests"
BUILD_SECONDS = 600
# A fault may make a test run for ever, which is seen as well as a failure is.
TEST_SECONDS = 300
ENVIRONMENT = os.environ | {"DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1"}


@dataclass(frozen=True)
class Mutant:
    path: str
    name: str
    before: str
    after: str
    project: str
    tests: tuple[str, ...]
    equivalent: str | None

    def __str__(self):
        return f"{Path(self.path).stem}: {self.name}"

    def fault(self):
        """Why the list is stale; None when it is not."""
        file = ROOT / self.path
        count = file.read_text(encoding="utf-8").count(self.before) if file.is_file() else 0
        if count != 1:
            return f"{self.path} holds its text {count} times, not once"
        return "changes nothing" if self.before == self.after else None


class StaleList(Exception):
    pass


def read_lists():
    for path in sorted(LISTS.glob("*.toml")):
        for file in tomllib.loads(path.read_text(encoding="utf-8"))["file"]:
            for mutant in file["mutant"]:
                yield Mutant(
                    file["path"], mutant["name"], mutant["before"], mutant["after"], file.get("project", DEFAULT_PROJECT),
                    tuple(mutant.get("tests", file["tests"])), mutant.get("equivalent"))


def check(mutants):
    faults = [f"{mutant}: {fault}" for mutant in mutants if (fault := mutant.fault())]
    names = [str(mutant) for mutant in mutants]
    faults += [f"{name}: two have this name" for name in sorted(set(names)) if names.count(name) > 1]
    if faults:
        raise StaleList("\n".join(faults))


class Copy:
    """A copy of the code, in which one file at a time is changed; the checkout is only read."""

    def __init__(self, folder):
        self.folder = folder
        for file in ROOT.iterdir():
            if file.is_file() and file.name != ".git":
                shutil.copy2(file, folder)
        for name in COPIED_FOLDERS:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("bin", "obj", "node_modules"))

    def restore(self, project):
        self._run(BUILD_SECONDS, "dotnet", "restore", project).check_returncode()

    def build(self, project):
        """Analyzers and warnings are for code that stays. Returns what the compiler says when it refuses."""
        run = self._run(
            BUILD_SECONDS, "dotnet", "build", project, "--no-restore", "-nodeReuse:false", "-v:q", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false")
        return run.stdout if run.returncode else None

    def classes(self, project):
        listed = self._tests(project, "-list", "classes")
        listed.check_returncode()
        return {line.strip().rsplit(".", 1)[-1] for line in listed.stdout.splitlines()}

    def test(self, project, tests):
        """Returns what failed; None when all passed. One class after the other, since the first often shows in a second what the next takes many for."""
        for name in tests:
            try:
                run = self._tests(project, "-stopOnFail", "-class", f"*.{name}")
            except subprocess.TimeoutExpired:
                return f"{name} did not end within {TEST_SECONDS} s"
            if run.returncode:
                return run.stdout
        return None

    def _tests(self, project, *arguments):
        name = Path(project).name
        program = self.folder / project / f"bin/embedded/Debug/net10.0/{name}.dll"
        return self._run(TEST_SECONDS, "dotnet", str(program), *arguments, "-noLogo", "-noColor")

    def _run(self, seconds, *command):
        return subprocess.run(
            command, cwd=self.folder, env=ENVIRONMENT, timeout=seconds, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)


def prepare(copy, mutants):
    """The code as it stands must be green under every test that is to kill a mutant."""
    for project in sorted({mutant.project for mutant in mutants}):
        tests = {name for mutant in mutants if mutant.project == project for name in mutant.tests}
        copy.restore(project)
        if output := copy.build(project):
            sys.exit(f"{project} does not build without a mutant:\n{output}")
        if unknown := tests - copy.classes(project):
            raise StaleList(f"{project} has no test class {', '.join(sorted(unknown))}")
        if output := copy.test(project, sorted(tests)):
            sys.exit(f"{project} is not green without a mutant:\n{output}")


def outcome(copy, mutant):
    file = copy.folder / mutant.path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(mutant.before, mutant.after), encoding="utf-8")
    try:
        if output := copy.build(mutant.project):
            return "stale", f"does not compile:\n{output}"
        is_killed = copy.test(mutant.project, mutant.tests) is not None
    finally:
        file.write_text(text, encoding="utf-8")
    if mutant.equivalent and is_killed:
        return "stale", "is killed, though the list explains that it can't be"
    return ("killed", "") if is_killed else ("explained", mutant.equivalent) if mutant.equivalent else ("survived", "")


def run(mutants):
    started = time.monotonic()
    counts = dict.fromkeys(("killed", "explained", "survived", "stale"), 0)
    with tempfile.TemporaryDirectory(prefix="genops-mutants-") as folder:
        copy = Copy(Path(folder))
        prepare(copy, mutants)
        for mutant in mutants:
            begun = time.monotonic()
            result, reason = outcome(copy, mutant)
            counts[result] += 1
            print(f"{result:9} {time.monotonic() - begun:5.1f} s  {mutant}" + (f": {reason}" if reason else ""), flush=True)
    summary = ", ".join(f"{count} {result}" for result, count in counts.items())
    print(f"{len(mutants)} mutants: {summary}; {time.monotonic() - started:.0f} s")
    return 1 if counts["survived"] or counts["stale"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("filter", nargs="?", default="", help="only mutants whose file and name contain this text")
    parser.add_argument("--list", action="store_true", help="show the mutants and run nothing")
    parser.add_argument("--check", action="store_true", help="only say whether the list fits the code")
    options = parser.parse_args()
    mutants = [mutant for mutant in read_lists() if options.filter.lower() in str(mutant).lower()]
    if not mutants:
        sys.exit(f"No mutant's file and name contain '{options.filter}'; --list shows them.")
    try:
        check(mutants)
        if options.list or options.check:
            print("\n".join(map(str, mutants)) if options.list else f"{len(mutants)} mutants fit the code")
            return 0
        return run(mutants)
    except StaleList as stale:
        sys.exit(f"The list is stale.\n{stale}")


if __name__ == "__main__":
    # The copy is removed, and what runs in it ended, on a polite end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
