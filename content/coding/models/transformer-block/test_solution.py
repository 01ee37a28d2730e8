"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def assert_rows(rows, wanted, tolerance=1e-9):
    assert len(rows) == len(wanted)
    for row, wanted_row in zip(rows, wanted):
        assert len(row) == len(wanted_row)
        assert all(abs(float(a) - float(b)) < tolerance for a, b in zip(row, wanted_row)), (row, wanted_row)


def assert_rejected(transformer_block, *args):
    try:
        transformer_block(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(rng, n, d):
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


def zeros(n, d):
    return [[0.0] * d for _ in range(n)]


def diagonal(*values):
    return [[value if i == j else 0.0 for j in range(len(values))] for i, value in enumerate(values)]


def plain(d, hidden, **changes):
    """Weights under which the block returns its input, apart from the changes."""
    weights = {"attention_norm": [1.0] * d, "mlp_norm": [1.0] * d, "up": zeros(hidden, d), "down": zeros(d, hidden)}
    weights |= {name: zeros(d, d) for name in ("query", "key", "value", "output")}
    return weights | changes


def random_weights(seed, d, hidden):
    rng = random.Random(seed)
    (one, two), *square = draw(rng, 2, d), *(draw(rng, d, d) for _ in range(4))
    names = ("query", "key", "value", "output")
    return dict(
        zip(names, square), attention_norm=one, mlp_norm=two, up=draw(rng, hidden, d), down=draw(rng, d, hidden)
    )


# Rows of ones and minus ones have a root mean square of 1.
SIGNS = [[1.0, 1.0, 1.0, 1.0], [1.0, -1.0, 1.0, -1.0], [-1.0, -1.0, 1.0, 1.0]]


def test_without_outputs_the_block_returns_its_input(transformer_block):
    rng = random.Random(1)
    x = draw(rng, 3, 4)
    weights = random_weights(2, 4, 6)
    assert_rows(transformer_block(x, weights | {"output": zeros(4, 4), "down": zeros(4, 6)}, 2), x)


def test_queries_of_zero_average_what_a_token_may_see(transformer_block):
    weights = plain(4, 3, value=diagonal(1, 2, 3, 4), output=diagonal(10, 10, 1, 1), attention_norm=[1, 1, 1, 2])
    averages = [[1, 1, 1, 1], [1, 0, 1, 0], [1 / 3, -1 / 3, 1, 1 / 3]]
    wanted = [[a + f * b for a, b, f in zip(x, mean, (10, 20, 3, 8))] for x, mean in zip(SIGNS, averages)]
    assert_rows(transformer_block(SIGNS, weights, 1, 0.0), wanted)
    assert_rows(transformer_block(SIGNS, weights, 4, 0.0), wanted)


def test_scores_by_hand(transformer_block):
    # one head of width 4: dot products are halved. The second token's scores: 0 for the first, log 3 for itself.
    weights = plain(
        4, 3, query=zeros(3, 4) + [[0.0, -2 * math.log(3), 0.0, 0.0]], key=zeros(3, 4) + [[0.5, -0.5, 0, 0]]
    )
    weights |= {"value": diagonal(0, 4, 0, 0), "output": diagonal(0, 1, 0, 0)}
    # keys: 0, 1 and 0; queries: -2 log 3, 2 log 3 and 2 log 3; values: 4, -4 and -4
    wanted = [[1, 1 + 4, 1, 1], [1, -1 + (4 - 3 * 4) / 4, 1, -1], [-1, -1 + (4 - 3 * 4 - 4) / 5, 1, 1]]
    assert_rows(transformer_block(SIGNS, weights, 1, 0.0), wanted)


def test_every_head_has_weights_of_its_own(transformer_block):
    # width 2 per head: dot products are divided by the root of 2. In the first head the second token prefers itself,
    # 3 to 1; in the second head the first token, 3 to 1.
    root = math.sqrt(2)
    query = [[0.0, -root * math.log(3), 0, 0], [0.0] * 4, [0.0, root * math.log(3), 0, 0], [0.0] * 4]
    key = [[0.5, -0.5, 0, 0], [0.0] * 4, [0.5, -0.5, 0, 0], [0.0] * 4]
    value = [[0.0, 8.0, 0, 0], [0, 4.0, 0, 0], [0, 8.0, 0, 0], [0, 4.0, 0, 0]]
    weights = plain(4, 3, query=query, key=key, value=value, output=diagonal(1, 1, 1, 1))
    wanted = [[1 + 8, 1 + 4, 1 + 8, 1 + 4], [1 - 4, -1 - 2, 1 + 4, -1 + 2]]
    assert_rows(transformer_block(SIGNS[:2], weights, 2, 0.0), wanted)


def test_the_mlp_by_hand(transformer_block):
    # the norm of (3, 4) with epsilon 12.5 divides by 5
    up, down = [[1.0, 0.0], [0.0, -1.0], [5.0, 5.0]], [[10.0, 7.0, 2.0], [-5.0, 7.0, 0.5]]
    weights = plain(2, 3, up=up, down=down, mlp_norm=[1.0, 2.0])
    # up gives 0.6, -1.6 and 11; relu takes the second away
    assert_rows(transformer_block([[3.0, 4.0]], weights, 1, 12.5), [[3 + 6 + 22, 4 - 3 + 5.5]])


def test_the_mlp_sees_the_sum_after_attention(transformer_block):
    weights = plain(2, 2, value=diagonal(1, 3), output=diagonal(2, 2), up=diagonal(1, 1), down=diagonal(4, 5))
    # attention adds (2, 6) to (1, 1), and (3, 7) has the mean square 29
    row = [3 + 4 * 3 / math.sqrt(29), 7 + 5 * 7 / math.sqrt(29)]
    assert_rows(transformer_block([[1.0, 1.0]], weights, 1, 0.0), [row])


def test_epsilon_has_a_default(transformer_block):
    weights = plain(2, 2, up=diagonal(1, 1), down=diagonal(1, 1))
    small = 0.003
    wanted = small + small / math.sqrt(small * small + 1e-5)
    assert_rows(transformer_block([[small, small]], weights, 1), [[wanted, wanted]])


def test_rows_and_columns_of_matrices_are_not_mixed_up(transformer_block):
    # with a single token, attention is the value, whatever the scores
    weights = random_weights(3, 4, 3)
    x = SIGNS[1]
    normed = [g * v for g, v in zip(weights["attention_norm"], x)]
    value = [sum(w * v for w, v in zip(row, normed)) for row in weights["value"]]
    wanted = [a + sum(w * v for w, v in zip(row, value)) for a, row in zip(x, weights["output"])]
    assert_rows(transformer_block([x], weights | {"down": zeros(4, 3)}, 2, 0.0), [wanted])


def test_later_tokens_do_not_change_earlier_outputs(transformer_block):
    rng = random.Random(4)
    x, weights = draw(rng, 5, 6), random_weights(5, 6, 8)
    whole = transformer_block(x, weights, 3)
    assert_rows(transformer_block(x[:3], weights, 3), list(whole)[:3])
    changed = transformer_block([*x[:4], draw(rng, 1, 6)[0]], weights, 3)
    assert_rows(list(changed)[:4], list(whole)[:4])
    other = transformer_block([draw(rng, 1, 6)[0], *x[1:]], weights, 3)
    assert all(max(abs(float(a) - float(b)) for a, b in zip(s, t)) > 1e-6 for s, t in zip(other, whole))


def test_the_order_of_hidden_units_does_not_matter(transformer_block):
    x, weights = draw(random.Random(6), 3, 4), random_weights(7, 4, 5)
    turned = weights | {"up": weights["up"][::-1], "down": [row[::-1] for row in weights["down"]]}
    assert_rows(transformer_block(x, turned, 2), transformer_block(x, weights, 2))


def test_huge_scores_do_not_overflow(transformer_block):
    weights = plain(2, 2, query=diagonal(3e4, 3e4), key=diagonal(1, 1), value=diagonal(1, 1), output=diagonal(1, 1))
    x = [[1.0, 1.0], [-1.0, -1.0]]
    assert_rows(transformer_block(x, weights, 1, 0.0), [[2, 2], [-2, -2]])


def test_no_tokens(transformer_block):
    assert len(transformer_block([], random_weights(8, 4, 3), 2)) == 0


def test_what_does_not_fit_is_an_error(transformer_block):
    x, weights = draw(random.Random(10), 2, 4), random_weights(11, 4, 3)
    for heads in (0, -2, 3, 8):
        assert_rejected(transformer_block, x, weights, heads)
    assert_rejected(transformer_block, draw(random.Random(12), 2, 3), weights, 2)
    assert_rejected(transformer_block, [x[0], x[1][:3]], weights, 2)
    assert_rejected(transformer_block, x, weights | {"mlp_norm": [1.0] * 5}, 2)
    for name in ("query", "key", "value", "output", "up", "down"):
        assert_rejected(transformer_block, x, weights | {name: [*weights[name], [1.0] * len(weights[name][0])]}, 2)
        assert_rejected(transformer_block, x, weights | {name: [row[:-1] for row in weights[name]]}, 2)


def test_the_data_of_the_caller_do_not_change(transformer_block):
    data = draw(random.Random(13), 3, 4), random_weights(14, 4, 5)
    before = copy.deepcopy(data)
    transformer_block(*data, 2)
    assert data == before
