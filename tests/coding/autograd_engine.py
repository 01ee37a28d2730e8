"""How the autograd engine is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from numpy.polynomial import Polynomial

NUMBERS = st.integers(-4, 4).map(lambda x: x / 2)
OPERATIONS = {"add": 2, "sub": 2, "mul": 2, "div": 2, "exp": 1, "log": 1, "tanh": 1, "relu": 1}


@st.composite
def calls(draw):
    values = {"x": draw(NUMBERS), "y": draw(NUMBERS)}
    nodes = [f"n{i}" for i in range(draw(st.integers(0, 6)))]
    graph, known = {}, ["x", "y"]
    for name in nodes:
        operation = draw(st.sampled_from([*OPERATIONS, "add", "mul", "mul", "sub"]))
        arguments = [draw(st.one_of(st.sampled_from(known), NUMBERS)) for _ in range(OPERATIONS[operation])]
        graph[name] = (operation, *arguments)
        known.append(name)
    if draw(st.integers(0, 9)) == 0:  # a loop, an unknown name or operation, a missing argument, a name given twice
        wrong = [("add", "n5", "x"), ("mul", "q", "x"), ("pow", "x", 2), ("mul", "x"), ("exp", "x", "y")]
        graph[draw(st.sampled_from([*nodes, "x"]))] = draw(st.sampled_from(wrong))
    items = draw(st.permutations(list(graph.items())))
    return dict(items), values, draw(st.sampled_from([known[-1], known[-1], *known]))


INPUTS = calls()


def evaluated(graph, values, output):
    """The graph in numpy, with whatever numbers it is given."""
    if output in values:
        return values[output]
    operation, *arguments = graph[output]
    numbers = [evaluated(graph, values, a) if isinstance(a, str) else a for a in arguments]
    functions = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide}
    return functions.get(operation, getattr(np, operation, None))(*numbers)


def trusted(gradients):
    """numpy's complex arithmetic: the imaginary part of f(x + ih) / h has no cancellation; within a relative 1e-10.

    And numpy's derivative of a polynomial, evaluated by Horner's rule in the graph, within the same.
    """
    for seed in range(40):
        rng = random.Random(seed)
        values, graph, known = {name: rng.uniform(0.5, 1.5) for name in "xyz"}, {}, ["x", "y", "z"]
        for i in range(8):
            operation = rng.choice(["add", "sub", "mul", "mul", "div", "exp", "log", "tanh"])
            names = [rng.choice(known) for _ in range(OPERATIONS[operation])]
            if operation in ("exp", "log", "div"):  # keep the argument near 1
                graph[f"t{i}"] = ("tanh", names[-1])
                graph[f"s{i}"] = ("add", f"t{i}", 2.0)
                names[-1] = f"s{i}"
            graph[f"n{i}"] = (operation, *names)
            known.append(f"n{i}")
        value, slopes = gradients(graph, values, "n7")
        assert np.isclose(float(value), evaluated(graph, values, "n7"), rtol=1e-12)
        for name in "xyz":
            slope = evaluated(graph, {**values, name: values[name] + 1e-30j}, "n7").imag / 1e-30
            assert np.isclose(float(slopes[name]), slope, rtol=1e-10, atol=1e-10)

        coefficients = [rng.uniform(-2, 2) for _ in range(7)]
        graph, last = {}, coefficients[-1]
        for i, coefficient in enumerate(coefficients[-2::-1]):
            graph[f"m{i}"] = ("mul", last, "x")
            graph[f"a{i}"] = ("add", f"m{i}", coefficient)
            last = f"a{i}"
        value, slopes = gradients(graph, {"x": values["x"]}, last)
        polynomial = Polynomial(coefficients)
        assert np.isclose(float(value), polynomial(values["x"]), rtol=1e-10, atol=1e-10)
        assert np.isclose(float(slopes["x"]), polynomial.deriv()(values["x"]), rtol=1e-10, atol=1e-10)


SIZES = {"n": 400, "p": 400}


def sized(n, p):
    values = {f"x{i}": 0.5 + i / p for i in range(p)}
    graph = {f"n{i}": ("mul" if i % 2 else "add", f"n{i - 1}" if i else 1.0, f"x{i % p}") for i in range(n)}
    return graph, values, f"n{n - 1}"
