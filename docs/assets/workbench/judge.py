"""Judges a reader's code by a question's tests and tells everything as it happens: `judge(code, tests, name, tell)`.

It runs in the reader's browser, in an interpreter that serves one run alone, and needs the standard library only. It
cannot stop code that never ends; whoever started the interpreter ends it.
"""

import ast
import builtins
import contextlib
import functools
import io
import json
import reprlib
import sys
import time
import types

FILE = "your_code.py"
OUTPUT_CHARACTERS = 20_000
MESSAGE_CHARACTERS = 1_000
CLAIM = "__claim__"
SEEN = "__seen__"
FORGET = "__forget__"

# The judge keeps the builtins that it was born with, whatever the reader's code makes of them.
globals().update({name: value for name, value in vars(builtins).items() if not name.startswith("_")})


def judge(code, tests, name, tell):
    """Run every test of `tests` on the function `name` of `code`; `tell` gets each event as JSON, in order.

    The events: output (text), error (type, message, line, column: the code itself does not run), tampered (names),
    test (name, passed, seconds, and of a failure type, message, claim, values, call, line), end (passed, total, functions as
    name and length in lines; main tells whether the one under test comes first).
    """
    send = functools.partial(_send, tell, json.dumps)
    seen = {}
    cases, used = _read_tests(tests, seen)
    before = _fingerprint([builtins, *used])
    output = _Output(send)
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        module = _load(code, send)
        if module is None:
            output.finish()
            return
        function = getattr(module, name, None)
        if not callable(function):
            output.finish()
            send("error", type="NameError", message=f"the tests call a function named {name}: define it", line=None)
            return
        passed = 0
        for label, case in cases:
            changed = _changed(before)
            if not changed:
                result = _run(case, function, seen)
                changed = _changed(before)
            if changed:
                output.finish()
                send("tampered", names=changed)
                return
            passed += result["passed"]
            send("test", name=label.removeprefix("test_").replace("_", " "), **result)
        output.finish()
    functions = _functions(code)
    main = bool(functions) and functions[0]["name"] == name
    send("end", passed=passed, total=len(cases), functions=functions, main=main)


def _send(tell, dumps, kind, **details):
    tell(dumps({"kind": kind, **details}))


# The tests -----------------------------------------------------------------------------------------------------------


def _read_tests(text, seen):
    """The test functions in their order, with asserts that note what they compare, and the modules they use."""

    def note(source, value):
        seen[source] = value
        return value

    def begin(claim):
        seen.clear()
        seen[CLAIM] = claim

    tree = ast.fix_missing_locations(_Asserts().visit(ast.parse(text)))
    names = {"__name__": "test_solution", SEEN: note, FORGET: begin}
    exec(compile(tree, "test_solution.py", "exec"), names)  # noqa: S102
    cases = [(key, value) for key, value in names.items() if key.startswith("test_") and callable(value)]
    used = [value for value in names.values() if isinstance(value, types.ModuleType)]
    return cases, used


class _Asserts(ast.NodeTransformer):
    """Lets every comparison inside an assert note its operands under their source, so that a failure can show them."""

    def visit_Assert(self, node):
        claim = ast.Constant(ast.unparse(node.test))
        test = _Operands().visit(node.test)
        forget = ast.Expr(ast.Call(ast.Name(FORGET, ast.Load()), [claim], []))
        return [ast.copy_location(forget, node), ast.copy_location(ast.Assert(test, node.msg), node)]


class _Operands(ast.NodeTransformer):
    def visit_Compare(self, node):
        self.generic_visit(node)
        node.left, *node.comparators = [self._noted(part) for part in (node.left, *node.comparators)]
        return node

    @staticmethod
    def _noted(part):
        if isinstance(part, ast.Constant):
            return part
        source = ast.unparse(_Plain().visit(part))
        return ast.Call(ast.Name(SEEN, ast.Load()), [ast.Constant(source), part], [])


class _Plain(ast.NodeTransformer):
    """Takes the notes out again, for showing the source of what holds them."""

    def visit_Call(self, node):
        self.generic_visit(node)
        return node.args[1] if isinstance(node.func, ast.Name) and node.func.id == SEEN else node


def _run(case, function, seen):
    """What became of one test."""
    calls = []
    seen.clear()
    started = time.perf_counter()
    try:
        case(_spied(function, calls))
    except BaseException as error:  # SystemExit as well: whatever the code does, the page goes on
        return {
            "passed": False,
            "seconds": time.perf_counter() - started,
            "type": type(error).__name__,
            "message": _message(error),
            "claim": seen.pop(CLAIM, "") if _is_assert(error) else "",
            "values": [[source, _shown(value)] for source, value in seen.items()] if _is_assert(error) else [],
            "call": _told(function.__name__, calls),
            "line": _line(error),
        }
    return {"passed": True, "seconds": time.perf_counter() - started}


def _spied(function, calls):
    """The function, noting its latest call and what became of it."""

    @functools.wraps(function)
    def spy(*args, **kwargs):
        calls[:] = [args, kwargs]
        result = function(*args, **kwargs)
        calls.append(result)
        return result

    return spy


def _told(name, calls):
    if not calls:
        return ""
    args = [_shown(value, _CALL) for value in calls[0]]
    args += [f"{key}={_shown(value, _CALL)}" for key, value in calls[1].items()]
    told = f"{name}({', '.join(args)})"
    return f"{told} returned {_shown(calls[2], _CALL)}" if len(calls) == 3 else told


# The reader's code -----------------------------------------------------------------------------------------------------


def _load(code, send):
    """The reader's code as a module; None, and an error told, if it does not run."""
    module = types.ModuleType(FILE.removesuffix(".py"))
    sys.modules[module.__name__] = module
    try:
        exec(compile(code, FILE, "exec"), vars(module))  # noqa: S102
    except SyntaxError as error:
        send("error", type="SyntaxError", message=str(error.msg), line=error.lineno, column=error.offset)
    except BaseException as error:
        send("error", type=type(error).__name__, message=_message(error), line=_line(error))
    else:
        return module
    return None


def _functions(code):
    """Name and length in lines of every function at the top level."""
    top = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    return [{"name": node.name, "lines": node.end_lineno - node.lineno + 1} for node in top]


def _is_assert(error):
    """Whether a test failed by its own assert, not by an exception in the reader's code."""
    return isinstance(error, AssertionError) and _line(error) is None


def _line(error):
    """The last line of the reader's code that an exception went through; None if it went through none."""
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _message(error):
    try:
        text = str(error)
    except BaseException as broken:
        text = f"(its message cannot be read: {type(broken).__name__})"
    return text if len(text) <= MESSAGE_CHARACTERS else text[:MESSAGE_CHARACTERS] + " …"


class _Call(reprlib.Repr):
    """Arguments and results at a glance: numbers with four digits, the first few of many."""

    def repr_float(self, value, level):
        return f"{value:.4g}"


_EXACT, _CALL = reprlib.Repr(), _Call()
_EXACT.maxlist = _EXACT.maxtuple = _EXACT.maxset = 12
_CALL.maxlist = _CALL.maxtuple = _CALL.maxset = 6
for _form in (_EXACT, _CALL):
    _form.maxlevel, _form.maxdict, _form.maxstring, _form.maxother = 4, 8, 120, 120


def _shown(value, form=_EXACT):
    try:
        return form.repr(value)
    except BaseException:
        return f"<{type(value).__name__}>"


# Honesty ---------------------------------------------------------------------------------------------------------------


def _fingerprint(modules):
    """What the tests rely on, as it is before the reader's code runs: (module, name, object)."""
    return [(module, name, value) for module in modules for name, value in vars(module).items() if name != "_"]


def _changed(before):
    """The names of what the reader's code replaced, put back as they were."""
    changed = []
    for module, name, value in before:
        if vars(module).get(name, _changed) is not value:
            setattr(module, name, value)
            changed.append(f"{module.__name__}.{name}")
    return changed


class _Output(io.TextIOBase):
    """What the code prints, told in pieces and cut off where it is too much to read."""

    def __init__(self, send):
        self.send, self.waiting, self.left, self.cut = send, [], OUTPUT_CHARACTERS, False

    def writable(self):
        return True

    def write(self, text):
        if self.left > 0 and text:
            self.waiting.append(text[: self.left])
            self.left -= len(text)
            if "\n" in text or self.left <= 0:
                self.flush()
        elif text:
            self._cut()
        return len(text)

    def flush(self):
        if self.waiting:
            self.send("output", text="".join(self.waiting))
            self.waiting = []
        if self.left < 0:
            self._cut()

    def _cut(self):
        if not self.cut:
            self.cut = True
            self.send("output", text=f"\n… cut off after {OUTPUT_CHARACTERS:,} characters\n")

    finish = flush
