import numpy as np


def gradients(graph, values, output):
    """The same for arrays: inputs may have any shapes that numpy broadcasts, and the output is summed to a number."""
    if values.keys() & graph.keys():
        raise ValueError("a name is both an input and a computed node")
    results, backs, order = {name: np.asarray(value, dtype=float) for name, value in values.items()}, {}, []
    visit(graph, output, results, backs, order)
    totals = {output: np.ones_like(results[output])}
    for name in reversed(order):
        for argument, back in zip(graph[name][1:], backs[name]):
            if isinstance(argument, str):
                part = summed_to(back(totals[name]), results[argument].shape)
                totals[argument] = totals.get(argument, 0.0) + part
    zeros = {name: np.zeros_like(results[name]) for name in values}
    return results[output].sum(), {name: totals.get(name, zeros[name]) for name in values}


def visit(graph, output, results, backs, order):
    """Evaluate what the output needs, depth first, with a stack of its own."""
    opened, stack = set(), [output]
    while stack:
        name = stack[-1]
        if name in results:
            stack.pop()
            continue
        if name not in graph:
            raise ValueError(f"{name} is neither an input nor computed")
        operation, *arguments = graph[name]
        missing = [a for a in arguments if isinstance(a, str) and a not in results]
        if name in opened or not missing:
            numbers = [results[a] if isinstance(a, str) else np.float64(a) for a in arguments]
            results[name], backs[name] = apply(operation, numbers)
            order.append(name)
        else:
            opened.add(name)
            if opened.intersection(missing):
                raise ValueError("the graph has a loop")
            stack.extend(missing)


def summed_to(array, shape):
    """The gradient of what was broadcast: every copy of an entry adds its part."""
    array = array.sum(axis=tuple(range(array.ndim - len(shape))))
    stretched = tuple(i for i, size in enumerate(shape) if size == 1 and array.shape[i] != 1)
    return array.sum(axis=stretched, keepdims=True)


def apply(operation, numbers):
    """The value, and for each argument a function that takes the gradient of the result to that of the argument."""
    match operation, *numbers:
        case "add", a, b:
            return a + b, (lambda g: g, lambda g: g)
        case "sub", a, b:
            return a - b, (lambda g: g, lambda g: -g)
        case "mul", a, b:
            return a * b, (lambda g: g * b, lambda g: g * a)
        case "div", a, b:
            return a / b, (lambda g: g / b, lambda g: -g * a / b / b)
        case "exp", a:
            return (e := np.exp(a)), (lambda g: g * e,)
        case "log", a:
            return np.log(a), (lambda g: g / a,)
        case "tanh", a:
            return (t := np.tanh(a)), (lambda g: g * (1 - t**2),)
        case "relu", a:
            return np.maximum(a, 0.0), (lambda g: g * ~(a <= 0),)
    raise ValueError(f"no operation {operation} of {len(numbers)} arguments")
