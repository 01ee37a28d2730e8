from math import exp, log, tanh


def gradients(graph, values, output):
    for name in values:
        if name in graph:
            raise ValueError("a name is both an input and a computed node")
    order = []
    opened = set()
    done = set(values)
    stack = [output]
    while stack:
        name = stack[-1]
        if name in done:
            stack.pop()
        elif name in opened:
            order.append(name)
            done.add(name)
        elif name not in graph:
            raise ValueError(f"{name} is neither an input nor computed")
        else:
            opened.add(name)
            for argument in graph[name][1:]:
                if isinstance(argument, str) and argument not in done:
                    if argument in opened:
                        raise ValueError("the graph has a loop")
                    stack.append(argument)
    results = dict(values)
    slopes = {}
    for name in order:
        operation, *arguments = graph[name]
        numbers = []
        for argument in arguments:
            numbers.append(results[argument] if isinstance(argument, str) else argument)
        match operation, *numbers:
            case "add", a, b:
                results[name], slopes[name] = a + b, [1.0, 1.0]
            case "sub", a, b:
                results[name], slopes[name] = a - b, [1.0, -1.0]
            case "mul", a, b:
                results[name], slopes[name] = a * b, [b, a]
            case "div", a, b:
                results[name], slopes[name] = a / b, [1 / b, -a / b / b]
            case "exp", a:
                results[name], slopes[name] = exp(a), [exp(a)]
            case "log", a:
                results[name], slopes[name] = log(a), [1 / a]
            case "tanh", a:
                results[name], slopes[name] = tanh(a), [1 - tanh(a) ** 2]
            case "relu", a:
                results[name], slopes[name] = (0.0, [0.0]) if a <= 0 else (a, [1.0])
            case _:
                raise ValueError(f"no operation {operation} of {len(numbers)} arguments")
    totals = {output: 1.0}
    for name in reversed(order):
        for argument, slope in zip(graph[name][1:], slopes[name]):
            if isinstance(argument, str):
                if argument not in totals:
                    totals[argument] = 0.0
                totals[argument] += totals[name] * slope
    answer = {}
    for name in values:
        answer[name] = totals[name] if name in totals else 0.0
    return results[output], answer
