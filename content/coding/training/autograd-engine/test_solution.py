"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def assert_gradients(gradients, graph, values, output, value, slopes):
    found, derivatives = gradients(graph, values, output)
    assert abs(float(found) - value) <= 1e-9 * max(1, abs(value)), (found, value)
    assert dict(derivatives).keys() == values.keys()
    for name in values:
        wanted = slopes.get(name, 0)
        assert abs(float(derivatives[name]) - wanted) <= 1e-9 * max(1, abs(wanted)), (name, derivatives[name], wanted)


def assert_rejected(gradients, graph, values, output):
    try:
        gradients(graph, values, output)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_a_product_and_a_sum_by_hand(gradients):
    # z = x y + 3 x at x = 2, y = 5
    graph = {"p": ("mul", "x", "y"), "t": ("mul", 3, "x"), "z": ("add", "p", "t")}
    assert_gradients(gradients, graph, {"x": 2.0, "y": 5.0}, "z", 16, {"x": 8, "y": 2})


def test_every_operation_alone(gradients):
    x, y = 0.8, -2.5
    cases = [
        ("add", x + y, 1, 1),
        ("sub", x - y, 1, -1),
        ("mul", x * y, y, x),
        ("div", x / y, 1 / y, -x / y**2),
    ]
    for operation, value, by_x, by_y in cases:
        assert_gradients(gradients, {"z": (operation, "x", "y")}, {"x": x, "y": y}, "z", value, {"x": by_x, "y": by_y})
    cases = [
        ("exp", math.exp(x), math.exp(x)),
        ("log", math.log(x), 1 / x),
        ("tanh", math.tanh(x), 1 / math.cosh(x) ** 2),
        ("relu", x, 1),
    ]
    for operation, value, slope in cases:
        assert_gradients(gradients, {"z": (operation, "x")}, {"x": x}, "z", value, {"x": slope})


def test_numbers_may_stand_on_either_side(gradients):
    assert_gradients(gradients, {"z": ("sub", 7, "x")}, {"x": 2.0}, "z", 5, {"x": -1})
    assert_gradients(gradients, {"z": ("div", 6.0, "x")}, {"x": 4.0}, "z", 1.5, {"x": -0.375})
    assert_gradients(gradients, {"z": ("div", "x", 4)}, {"x": 6.0}, "z", 1.5, {"x": 0.25})
    assert_gradients(gradients, {"z": ("mul", 3, 4)}, {"x": 6.0}, "z", 12, {})


def test_a_node_used_twice_adds_up(gradients):
    assert_gradients(gradients, {"z": ("mul", "x", "x")}, {"x": 3.0}, "z", 9, {"x": 6})
    assert_gradients(gradients, {"z": ("sub", "x", "x")}, {"x": 3.0}, "z", 0, {"x": 0})
    # a = x^2 is used by b = a y and by c = exp(a / 4) and by z = (a + b) c, at x = 2, y = 3: a 4, b 12, c e
    graph = {
        "z": ("mul", "s", "c"),
        "s": ("add", "a", "b"),
        "c": ("exp", "q"),
        "q": ("div", "a", 4),
        "b": ("mul", "a", "y"),
        "a": ("mul", "x", "x"),
    }
    # dz/da = c (1 + y) + (a + b) c / 4 = 8 c, and da/dx = 4
    assert_gradients(gradients, graph, {"x": 2.0, "y": 3.0}, "z", 16 * math.e, {"x": 32 * math.e, "y": 4 * math.e})


def test_sixty_doublings_have_too_many_paths_to_walk_one_by_one(gradients):
    graph = {f"n{i}": ("add", f"n{i - 1}" if i else "x", f"n{i - 1}" if i else "x") for i in range(60)}
    assert_gradients(gradients, graph, {"x": 3.0}, "n59", 3 * 2.0**60, {"x": 2.0**60})


def test_a_node_waits_for_all_its_users(gradients):
    # a is used by the output directly and at the end of a long chain
    for position in ("first", "last"):
        graph = {"a": ("mul", "x", 2)}
        for i in range(6):
            graph[f"c{i}"] = ("mul", f"c{i - 1}" if i else "a", 3)
        graph["z"] = ("add", "a", "c5") if position == "first" else ("add", "c5", "a")
        assert_gradients(gradients, graph, {"x": 1.5}, "z", 3 * (1 + 3**6), {"x": 2 * (1 + 3**6)})


def test_a_chain_deeper_than_the_call_stack(gradients):
    graph = {f"n{i}": ("add", f"n{i - 1}" if i else "x", 1) for i in range(5000)}
    graph["z"] = ("mul", "n4999", "x")
    assert_gradients(gradients, graph, {"x": 2.0}, "z", 2 * 5002, {"x": 5004})


def test_relu_on_both_sides_and_at_the_kink(gradients):
    for x, value, slope in ((-0.5, 0, 0), (0.5, 0.5, 1), (0.0, 0, 0)):
        graph = {"r": ("relu", "x"), "z": ("mul", "r", 4)}
        assert_gradients(gradients, graph, {"x": x}, "z", 4 * value, {"x": 4 * slope})


def test_a_relu_does_not_hide_a_nan(gradients):
    value, _ = gradients({"r": ("relu", "x"), "z": ("mul", "r", 4)}, {"x": math.nan}, "z")
    assert math.isnan(float(value))


def test_a_logistic_unit(gradients):
    # log(1 + exp(-(w x + b))): the derivative by the score is -1 / (1 + exp(score))
    graph = {
        "wx": ("mul", "w", "x"),
        "score": ("add", "wx", "b"),
        "minus": ("mul", -1, "score"),
        "e": ("exp", "minus"),
        "one": ("add", 1, "e"),
        "loss": ("log", "one"),
    }
    w, x, b = 0.7, -1.2, 0.3
    slope = -1 / (1 + math.exp(w * x + b))
    values = {"w": w, "x": x, "b": b}
    loss = math.log(1 + math.exp(-w * x - b))
    assert_gradients(gradients, graph, values, "loss", loss, {"w": slope * x, "x": slope * w, "b": slope})


def test_random_graphs_against_differences(gradients):
    for seed in range(30):
        rng = random.Random(seed)
        values, graph, known = {name: rng.uniform(0.4, 1.6) for name in "xyz"}, {}, ["x", "y", "z"]
        for i in range(12):
            operation = rng.choice(["add", "sub", "mul", "tanh", "relu", "div"])
            first, second = rng.choice(known), rng.choice([*known, rng.uniform(-1, 1)])
            if operation == "div":
                graph[f"d{i}"] = ("exp", first)
                graph[f"n{i}"] = ("div", second, f"d{i}")
            else:
                graph[f"n{i}"] = (operation, first) if operation in ("tanh", "relu") else (operation, first, second)
            known.append(f"n{i}")
        _, derivatives = gradients(graph, values, "n11")
        for name in "xyz":
            low, high = (float(gradients(graph, {**values, name: values[name] + h}, "n11")[0]) for h in (-1e-5, 1e-5))
            slope = (high - low) / 2e-5
            assert abs(slope - float(derivatives[name])) < 1e-5 * max(1, abs(slope)), (seed, name)


def test_the_order_of_the_nodes_does_not_matter(gradients):
    items = [("a", ("mul", "x", "y")), ("b", ("tanh", "a")), ("c", ("add", "b", "a")), ("d", ("div", "c", "x"))]
    first = gradients(dict(items), {"x": 0.5, "y": 0.8}, "d")
    for seed in range(6):
        random.Random(seed).shuffle(items)
        again = gradients(dict(items), {"y": 0.8, "x": 0.5}, "d")
        assert abs(float(again[0]) - float(first[0])) < 1e-12
        assert all(abs(float(again[1][name]) - float(first[1][name])) < 1e-12 for name in "xy")


def test_what_the_output_does_not_need_is_left_alone(gradients):
    graph = {"z": ("mul", "x", 2), "bad": ("log", "minus"), "minus": ("sub", "x", 9), "loop": ("exp", "loop")}
    assert_gradients(gradients, graph, {"x": 4.0, "unused": 1.0}, "z", 8, {"x": 2, "unused": 0})
    assert_gradients(gradients, graph, {"x": 4.0, "y": 7.0}, "y", 7, {"y": 1})
    assert_gradients(gradients, {}, {"x": 4.0}, "x", 4, {"x": 1})


def test_whole_numbers_are_inputs_too(gradients):
    graph = {"q": ("div", "x", "y"), "z": ("mul", "q", "q")}
    assert_gradients(gradients, graph, {"x": 3, "y": 2}, "z", 2.25, {"x": 1.5, "y": -2.25})


def test_large_numbers_stay_finite(gradients):
    assert_gradients(gradients, {"z": ("tanh", "x")}, {"x": 800.0}, "z", 1, {"x": 0})
    assert_gradients(gradients, {"z": ("div", "x", "y")}, {"x": 1e200, "y": 1e200}, "z", 1, {"x": 1e-200, "y": -1e-200})
    value, slopes = gradients({"z": ("div", 1.0, "y")}, {"y": 1e-150}, "z")
    assert abs(float(slopes["y"]) / -1e300 - 1) < 1e-9


def test_impossible_graphs_are_errors(gradients):
    assert_rejected(gradients, {"a": ("add", "b", 1), "b": ("mul", "a", 2)}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"a": ("add", "x", "a")}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"a": ("add", "x", "y")}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"a": ("add", "x", 1)}, {"x": 1.0}, "z")
    assert_rejected(gradients, {"a": ("pow", "x", 2)}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"a": ("mul", "x")}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"a": ("exp", "x", 2)}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"a": ()}, {"x": 1.0}, "a")
    assert_rejected(gradients, {"x": ("add", "y", 1)}, {"x": 1.0, "y": 2.0}, "x")


def test_the_data_of_the_caller_do_not_change(gradients):
    graph, values = {"a": ["mul", "x", "x"], "z": ["exp", "a"]}, {"x": 0.5}
    before = copy.deepcopy((graph, values))
    gradients(graph, values, "z")
    gradients(graph, values, "a")
    assert (graph, values) == before
