# SPDX-License-Identifier: EUPL-1.2
"""``make mutants``: make each rule wrong, one at a time, and see that a test fails.

Two kinds of wrong. **Lines**: in the modules that hold the rules of the method, each comparison, condition, number,
refusal and row of a table is changed as somebody's slip would change it. **Rules**: for each kind of rule that this
version says it runs, the models are read as if they had none of it. The checkout itself is never touched: a copy of the
package is changed. What survives is printed with its line; EQUAL names those that cannot be told apart, and why.
"""

from __future__ import annotations

import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "src/familievej"
JOBS = int(os.environ.get("JOBS", "2"))
QUICK = "QUICK" in os.environ  # without the tests that need a database
# The rules, the tests that need no database, and those asked about what the first let live.
COURSE = ("tests/course",)
EDGES = ("tests/course/test_known_answers.py", "tests/course/test_edges.py")
MODULES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "course/intervals.py": (("tests/course/test_intervals.py",), COURSE),
    "course/phases.py": (EDGES, COURSE),
    "course/clips.py": (EDGES, COURSE),
    "course/contacts.py": (EDGES, COURSE),
    "course/capacity.py": (EDGES, COURSE),
    "course/states.py": (("tests/course/test_states.py", "tests/course/test_edges.py"), COURSE),
    "course/gates.py": ((), ("tests/course/test_gates.py", *COURSE)),
    "practice/schema/cross.py": (("tests/practice/test_files.py", "tests/practice/test_library.py"), ()),
    "practice/schema/statute.py": (("tests/practice/test_files.py", "tests/practice/test_library.py"), ()),
    "forms/slots.py": ((), ("tests/forms",)),
}
# Cannot be told apart from the right ones by anybody: (module, line as it stands, what was changed), and why.
EQUAL: dict[tuple[str, str, str], str] = {
    (
        "course/phases.py",
        "reached = next((number for number, phase in enumerate(road) if phase.id == latest), -1)",
        "one more",
    ): "any number below nought says that no phase was reached",
    (
        "course/phases.py",
        "elif number > reached and not (phase.optional and not phase.deadlines and reached < 0):",
        "Gt became GtE",
    ): "the phase that was reached last has been entered, so the branch before takes it",
}
SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
WITHOUT = """
def pytest_sessionstart():
    from familievej.practice.models import AdoptedModel
    from tools.mutants import without
    right, made = AdoptedModel.model, {{}}
    def model(self):
        if self.checksum not in made:
            made[self.checksum] = without(right.__get__(self, type(self)), {key!r})
        return made[self.checksum]
    AdoptedModel.model = property(model)
"""


@dataclass(frozen=True)
class Mutant:
    """``code`` stands in for ``module``; ``line`` is what was changed, as it stands in the checkout."""

    module: str
    number: int
    line: str
    what: str
    code: str


class Change(ast.NodeTransformer):
    """Makes the ``wanted``-th slip of a module; ``what`` and ``at`` tell which it was, empty when there is none."""

    def __init__(self, wanted: int) -> None:
        self.left, self.what, self.at = wanted, "", 0

    def _mine(self, node: ast.AST, what: str) -> bool:
        self.left -= 1
        if self.left == -1:
            self.what, self.at = what, getattr(node, "lineno", 0)
        return self.left == -1

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """What is written about a type is no rule."""
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """What stands above a class is how it is made, no rule."""
        node.body = [self._one(each) for each in node.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """The body without its docstring."""
        node.body = (
            [*node.body[:1], *(self._one(each) for each in node.body[1:])]
            if _says(node)
            else [self._one(each) for each in node.body]
        )
        return node

    def _one(self, node: ast.stmt) -> ast.stmt:
        found = self.visit(node)
        return found if isinstance(found, ast.stmt) else node

    def visit_If(self, node: ast.If) -> ast.AST:
        """``if TYPE_CHECKING`` is no rule; a plain condition is turned round."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node
        self.generic_visit(node)
        if not isinstance(node.test, ast.Compare) and self._mine(node, "condition turned round"):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """Turned round."""
        self.generic_visit(node)
        if not isinstance(node.test, ast.Compare) and self._mine(node, "condition turned round"):
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Each comparison becomes its neighbour: < becomes <=, == becomes !=."""
        self.generic_visit(node)
        for place, op in enumerate(node.ops):
            if self._mine(node, f"{type(op).__name__} became {SWAPS[type(op)].__name__}"):
                node.ops[place] = SWAPS[type(op)]()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """And becomes or."""
        self.generic_visit(node)
        if self._mine(node, "and/or swapped"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Plus becomes minus."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Sub) and self._mine(node, "plus/minus swapped"):
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A number one larger, a yes for a no."""
        if isinstance(node.value, bool):
            return ast.Constant(not node.value) if self._mine(node, "yes/no swapped") else node
        if isinstance(node.value, int) and self._mine(node, "one more"):
            return ast.Constant(node.value + 1)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The least for the most."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in {"min", "max", "any", "all"}:
            other = {"min": "max", "max": "min", "any": "all", "all": "any"}[node.func.id]
            if self._mine(node, f"{node.func.id} became {other}"):
                node.func = ast.Name(other, ast.Load())
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """A fault that is not told."""
        self.generic_visit(node)
        told = isinstance(node.value, ast.Yield | ast.YieldFrom)
        return ast.Expr(ast.Tuple([], ast.Load())) if told and self._mine(node, "not told") else node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """A refusal that is not made."""
        return ast.Pass() if self._mine(node, "not refused") else node

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        """A row that is missing from a table."""
        self.generic_visit(node)
        for place, each in enumerate(node.elts):
            words = isinstance(each, ast.Call) and getattr(each.func, "id", "") == "_"
            if isinstance(each, ast.Call) and not words and self._mine(each, "row left out"):
                node.elts = [*node.elts[:place], *node.elts[place + 1 :]]
                break
        return node


def _says(node: ast.FunctionDef) -> bool:
    return ast.get_docstring(node) is not None


def mutants_of(module: str) -> Iterator[Mutant]:
    """Every slip of one module."""
    source = (ROOT / PACKAGE / module).read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    number = 0
    while True:
        change = Change(number)
        wrong = ast.fix_missing_locations(change.visit(copy.deepcopy(tree)))
        if not change.what:
            return
        yield Mutant(module, number, lines[change.at - 1].strip(), change.what, ast.unparse(wrong))
        number += 1


def without(model: object, key: str) -> object:
    """A practice model as if it had no rules of ``key``."""
    from familievej.practice.schema.rules import rule_at

    def pruned(part: object, path: tuple[str | int, ...]) -> object:
        changed = {}
        for field in type(part).model_fields:  # type: ignore[attr-defined]  # a part of a model
            value = getattr(part, field)
            if isinstance(value, tuple):
                kept = [
                    pruned(each, (*path, field, place)) if hasattr(type(each), "model_fields") else each
                    for place, each in enumerate(value)
                    if rule_at((*path, field, place), each) != key
                ]
                changed[field] = tuple(kept)
            elif hasattr(type(value), "model_fields"):
                gone = rule_at((*path, field), value) == key
                changed[field] = None if gone else pruned(value, (*path, field))
        return part.model_copy(update=changed)  # type: ignore[attr-defined]  # a part of a model

    return pruned(model, ())


class Place:
    """A copy of the checkout in which one mutant lives at a time."""

    def __init__(self, folder: Path, number: int) -> None:
        self.root = folder / f"copy-{number}"
        shutil.copytree(ROOT / PACKAGE, self.root / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("tests", "tools", "pyproject.toml", "node_modules", ".venv", "benchmarks", "docs"):
            (self.root / name).symlink_to(ROOT / name)
        self.env = {
            **os.environ,
            "PYTHONPATH": f"{self.root / 'src'}:{self.root}",
            "FAMILIEVEJ_DATA_DIR": str(folder / f"data-{number}"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def dies(self, tests: tuple[str, ...], *options: str) -> bool:
        """Whether one of ``tests`` fails, or nothing can be read at all."""
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            *options,
            *tests,
        ]
        run = subprocess.run(command, cwd=self.root, env=self.env, capture_output=True, check=False)
        return run.returncode not in {0, 5}

    def kills(self, mutant: Mutant) -> bool:
        """Whether the tests notice this one."""
        file = self.root / PACKAGE / mutant.module
        right = file.read_text(encoding="utf-8")
        quick, slow = MODULES[mutant.module]
        file.write_text(mutant.code, encoding="utf-8")
        try:
            if quick and self.dies(quick, "-m", "not django_db"):
                return True
            return bool(slow) and not QUICK and self.dies(slow, "--reuse-db", "-m", "django_db")
        finally:
            file.write_text(right, encoding="utf-8")

    def misses(self, key: str) -> bool:
        """Whether the tests notice that no model has a rule of this key."""
        (self.root / "without.py").write_text(WITHOUT.format(key=key), encoding="utf-8")
        return self.dies(
            ("tests/course", "tests/forms", "tests/practice"),
            "--reuse-db",
            "-p",
            "without",
            "-p",
            "no:randomly",
        )


def main(wanted: list[str]) -> int:
    """All modules and rules, or those that ``wanted`` names."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        places: Queue[Place] = Queue()
        for number in range(JOBS):
            places.put(Place(Path(folder), number))

        def tried(thing: Mutant | str) -> bool:
            place = places.get()
            try:
                noticed = place.kills(thing) if isinstance(thing, Mutant) else place.misses(thing)
            finally:
                places.put(place)
            if not noticed:
                sys.stdout.write(_told(thing))
                sys.stdout.flush()
            return noticed

        lines = [each for module in MODULES if not wanted or module in wanted for each in mutants_of(module)]
        keys = [key for key in _running() if not wanted or key in wanted or "rules" in wanted]
        if keys and places.queue[0].misses("no rule of this name"):
            sys.exit("The tests fail with every rule there: nothing can be learned of the rules.")
        with ThreadPoolExecutor(JOBS) as pool:
            died = list(pool.map(tried, [*lines, *keys]))
    lived = [each for each, dead in zip([*lines, *keys], died, strict=True) if not dead]
    same = [
        each for each in lived if isinstance(each, Mutant) and (each.module, each.line, each.what) in EQUAL
    ]
    seconds = time.monotonic() - begun
    sys.stdout.write(
        f"{len(lines)} lines and {len(keys)} kinds of rules made wrong in {seconds:.0f} s: "
        f"{len(died) - len(lived)} noticed, {len(same)} equal, {len(lived) - len(same)} live\n"
    )
    return int(len(lived) > len(same))


def _told(thing: Mutant | str) -> str:
    if isinstance(thing, str):
        return f"LIVES no test misses the rules {thing}\n"
    why = EQUAL.get((thing.module, thing.line, thing.what))
    return f"equal {why}\n" if why else f"LIVES {thing.module}: {thing.what}: {thing.line}\n"


def _running() -> list[str]:
    """The kinds of rules that this version says it runs in a course or a form."""
    code = (
        "import django; django.setup(); from familievej.practice.running import all_running as a; print(*a())"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "familievej.settings", "FAMILIEVEJ_DATABASE_ROLE": "owner"}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    return found.stdout.split()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
