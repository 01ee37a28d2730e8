from math import exp, log, tanh


def gradients(graph, values, output):
    """Return the value of `output`, and its derivative by each input: reverse-mode automatic differentiation.

    `values` holds the inputs, {"x": 1.5}, and `graph` the computed nodes, {"y": ("mul", "x", "x")}, in any order; the
    arguments of an operation are names or numbers. Operations: add, sub, mul, div, exp, log, tanh, relu.
    """
    order = ordered(graph, values, output)
    results, slopes = forward(graph, values, order)
    totals = backward(graph, slopes, order, output)
    return results[output], {name: totals.get(name, 0.0) for name in values}


def ordered(graph, values, output):
    """The computed nodes that the output needs, each behind its arguments."""
    if values.keys() & graph.keys():
        raise ValueError("a name is both an input and a computed node")
    order, opened, done, stack = [], set(), set(values), [output]
    while stack:
        name = stack[-1]
        if name in done:
            stack.pop()
        elif name in opened:  # seen for the second time: its arguments are done
            order.append(name)
            done.add(name)
        else:
            opened.add(name)
            missing = [argument for argument in names(graph, name) if argument not in done]
            if opened.intersection(missing):
                raise ValueError("the graph has a loop")
            stack.extend(missing)
    return order


def names(graph, name):
    if name not in graph:
        raise ValueError(f"{name} is neither an input nor computed")
    return [argument for argument in graph[name][1:] if isinstance(argument, str)]


def forward(graph, values, order):
    """The value of every node, and the derivative of each computed node by each of its own arguments."""
    results, slopes = dict(values), {}
    for name in order:
        operation, *arguments = graph[name]
        numbers = [results[a] if isinstance(a, str) else a for a in arguments]
        results[name], slopes[name] = apply(operation, numbers)
    return results, slopes


def backward(graph, slopes, order, output):
    """The derivative of the output by every node that it needs; users come before what they use."""
    totals = {output: 1.0}
    for name in reversed(order):
        for argument, slope in zip(graph[name][1:], slopes[name]):
            if isinstance(argument, str):
                totals[argument] = totals.get(argument, 0.0) + totals[name] * slope
    return totals


def apply(operation, numbers):
    """The value of one operation, and its derivative by each argument."""
    match operation, *numbers:
        case "add", a, b:
            return a + b, (1.0, 1.0)
        case "sub", a, b:
            return a - b, (1.0, -1.0)
        case "mul", a, b:
            return a * b, (b, a)
        case "div", a, b:
            return a / b, (1 / b, -a / b / b)
        case "exp", a:
            return exp(a), (exp(a),)
        case "log", a:
            return log(a), (1 / a,)
        case "tanh", a:
            return tanh(a), (1 - tanh(a) ** 2,)
        case "relu", a:
            return (0.0, (0.0,)) if a <= 0 else (a, (1.0,))
    raise ValueError(f"no operation {operation} of {len(numbers)} arguments")
