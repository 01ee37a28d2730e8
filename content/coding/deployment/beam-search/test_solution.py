"""Each test takes the function under test, so the same tests judge every version."""

import math
import random

END = 0


def table(chances):
    """A model from a dict: prefix to {token: probability}."""
    return lambda tokens: {t: math.log(p) if p else -math.inf for t, p in chances[tuple(tokens)].items()}


def random_model(seed, v=3):
    """The next token depends on the whole prefix; token 0 ends a text."""
    cache = {}

    def next_log_probabilities(tokens):
        tokens = tuple(map(int, tokens))
        assert END not in tokens, "a finished text is not extended"
        if tokens not in cache:
            rng = random.Random(seed * 7919 + sum((t + 1) * 31**i for i, t in enumerate(tokens)))
            weights = [rng.random() ** 2 + 1e-3 for _ in range(v)]
            cache[tokens] = {t: math.log(w / sum(weights)) for t, w in enumerate(weights)}
        return dict(cache[tokens])

    return next_log_probabilities


def texts(model, max_length, tokens=(), total=0.0):
    """Every finished text with its sum of log probabilities."""
    for token, value in model(tokens).items():
        longer = (*tokens, token)
        if token == END or len(longer) == max_length:
            yield longer, total + value
        else:
            yield from texts(model, max_length, longer, total + value)


def to_the_end(model, width, max_length, power):
    """A beam search without any rule to stop early: the best score."""
    running, scores = [((), 0.0)], []
    for length in range(1, max_length + 1):
        grown = [((*t, token), total + lp) for t, total in running for token, lp in model(t).items()]
        grown = sorted(grown, key=lambda h: -h[1])[:width]
        scores += [total / length**power for t, total in grown if t[-1] == END or length == max_length]
        running = [h for h in grown if h[0][-1] != END]
    return max(scores)


def total_of(model, tokens):
    return sum(model(tokens[:i])[tokens[i]] for i in range(len(tokens)))


def plain(tokens):
    return [int(token) for token in tokens]


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


TWO_STEPS = {
    (): {1: 0.5, 2: 0.4, 3: 0.1},
    (1,): {0: 0.4, 4: 0.35, 5: 0.25},
    (2,): {0: 0.9, 4: 0.1},
    (3,): {0: 0.7, 4: 0.3},
}


def test_a_beam_of_two_finds_what_greedy_misses(beam_search):
    tokens, score = beam_search(table(TWO_STEPS), 1, END, 2, 0.0)
    assert plain(tokens) == [1, 0] and abs(score - math.log(0.5 * 0.4)) < 1e-9
    tokens, score = beam_search(table(TWO_STEPS), 2, END, 2, 0.0)
    assert plain(tokens) == [2, 0] and abs(score - math.log(0.4 * 0.9)) < 1e-9


def test_the_score_is_the_sum_over_a_power_of_the_length(beam_search):
    model = table({(): {1: 0.6, 0: 0.4}, (1,): {1: 0.8, 0: 0.2}, (1, 1): {0: 0.9, 1: 0.1}})
    long = math.log(0.6 * 0.8 * 0.9)  # -0.839 for three tokens; -0.916 for the end at once
    for power in (0.0, 0.5, 1.0, 2.0):
        tokens, score = beam_search(model, 3, END, 3, power)
        assert plain(tokens) == [1, 1, 0] and abs(score - long / 3**power) < 1e-9
    assert abs(beam_search(model, 3, END, 3)[1] - long / 3) < 1e-9  # one is the default


def test_a_higher_power_prefers_longer_texts(beam_search):
    # sums -0.8 for one token, -1.2 for two: equal at the power log2(1.5) = 0.585
    model = table({(): {0: math.exp(-0.8), 1: math.exp(-0.7)}, (1,): {0: math.exp(-0.5)}})
    for power, expected in ((0.0, [0]), (0.55, [0]), (0.62, [1, 0]), (1.0, [1, 0])):
        assert plain(beam_search(model, 2, END, 4, power)[0]) == expected


def test_width_one_is_greedy(beam_search):
    for seed in range(60):
        model, tokens = random_model(seed, 4), ()
        while len(tokens) < 8 and tokens[-1:] != (END,):
            chances = model(tokens)
            tokens = (*tokens, max(chances, key=chances.get))
        for power in (0.0, 1.0):
            found, score = beam_search(model, 1, END, 8, power)
            assert plain(found) == list(tokens)
            assert abs(score - total_of(model, tokens) / len(tokens) ** power) < 1e-9


def test_a_beam_that_holds_everything_is_exact(beam_search):
    for seed in range(40):
        model = random_model(seed)
        for power in (0.0, 0.7, 1.0, 1.6):
            best = max(total / len(tokens) ** power for tokens, total in texts(model, 4))
            found, score = beam_search(model, 81, END, 4, power)
            found = tuple(plain(found))
            assert abs(score - best) < 1e-9
            assert abs(total_of(model, found) / len(found) ** power - best) < 1e-9


def test_stopping_early_never_loses_a_text(beam_search):
    for seed in range(80):
        model = random_model(seed, 4)
        for width in (2, 3):
            for power in (0.0, 0.8, 1.0, 2.0):
                assert abs(beam_search(model, width, END, 9, power)[1] - to_the_end(model, width, 9, power)) < 1e-9


def test_a_later_text_may_overtake_the_first_finished_one(beam_search):
    # the end at once: -0.916; four ones and the end: 5 tokens, average -0.283
    chances = {(1,) * i: {1: 0.95, 0: 0.05} for i in range(1, 5)} | {(): {1: 0.6, 0: 0.4}, (1,) * 4: {0: 0.95, 1: 0.05}}
    tokens, score = beam_search(table(chances), 2, END, 5)
    assert plain(tokens) == [1, 1, 1, 1, 0]
    assert abs(score - math.log(0.6 * 0.95**4) / 5) < 1e-9


def test_it_stops_when_nothing_running_can_win(beam_search):
    asked = []

    def model(tokens):
        asked.append(tuple(tokens))
        return {0: math.log(0.6), 1: math.log(0.3), 2: math.log(0.1)}

    assert plain(beam_search(model, 3, END, 50, 0.0)[0]) == [0]
    assert len(asked) == 1
    # with averages: -0.511 leads; the best running text could still reach -1.204 m / 50 after m ones, up to m = 21
    asked.clear()
    assert plain(beam_search(model, 2, END, 50, 1.0)[0]) == [0]
    assert max(map(len, asked)) == 21


def test_at_most_width_texts_are_asked_for_at_each_length(beam_search):
    for width in (1, 2, 5):
        asked = []

        def model(tokens, asked=asked):
            asked.append(len(tokens))
            return {token: math.log(0.25) for token in (1, 2, 3, 4)}

        beam_search(model, width, END, 6)
        assert [asked.count(length) for length in range(6)] == [1] + [min(width, 4)] + [width] * 4


def test_a_text_is_cut_off_at_the_largest_length(beam_search):
    model = table({(1,) * i: {1: 0.9, 0: 0.1} for i in range(7)})
    tokens, score = beam_search(model, 2, END, 7, 1.0)
    assert plain(tokens) == [1] * 7 and abs(score - math.log(0.9)) < 1e-9
    assert plain(beam_search(model, 2, END, 1)[0]) == [1]


def test_four_hundred_tokens_do_not_underflow(beam_search):
    def model(tokens):
        return {1: math.log(0.1)} if len(tokens) < 400 else {0: math.log(0.1)}

    tokens, score = beam_search(model, 2, END, 1000, 0.0)
    assert plain(tokens) == [1] * 400 + [0] and abs(score - 401 * math.log(0.1)) < 1e-6


def test_forbidden_tokens_and_dead_ends(beam_search):
    chances = {(): {1: 0.7, 2: 0.3, 0: 0.0}, (1,): {1: 0.0, 0: 0.0}, (2,): {0: 1.0}}
    tokens, score = beam_search(table(chances), 2, END, 5, 0.0)  # 1 leads nowhere
    assert plain(tokens) == [2, 0] and abs(score - math.log(0.3)) < 1e-9
    assert_rejected(beam_search, table(chances), 1, END, 5)  # greedy walks into the dead end
    assert_rejected(beam_search, lambda tokens: {}, 3, END, 5)


def test_an_impossible_prefix_is_never_asked_for(beam_search):
    chances = {(): {1: 0.7, 2: 0.0, 0: 0.3}, (1,): {1: 0.6, 2: 0.0, 0: 0.4}, (1, 1): {0: 1.0}}
    tokens, score = beam_search(table(chances), 5, END, 4)  # (2,) is not in the table
    assert plain(tokens) == [1, 1, 0] and abs(score - math.log(0.42) / 3) < 1e-9


def test_a_certain_text_scores_zero(beam_search):
    model = table({(): {1: 1.0}, (1,): {0: 1.0}})
    tokens, score = beam_search(model, 3, END, 9)
    assert plain(tokens) == [1, 0] and score == 0


def test_another_token_may_be_the_end(beam_search):
    tokens, _ = beam_search(table({(): {0: 0.9, 7: 0.1}, (0,): {0: 0.2, 7: 0.8}}), 2, 7, 2)
    assert plain(tokens) == [0, 7]


def test_wrong_settings_are_errors(beam_search):
    model = random_model(1)
    for width, length, power in ((0, 5, 1.0), (2, 0, 1.0), (2, 5, -0.5), (2, 5, math.nan), (2, 5, math.inf)):
        assert_rejected(beam_search, model, width, END, length, power)
    for wrong in (0.2, math.nan):
        assert_rejected(beam_search, lambda tokens, wrong=wrong: {1: wrong, 0: -1.0}, 2, END, 5)


def test_what_the_model_returns_does_not_change(beam_search):
    answer = {3: -math.inf, 1: math.log(0.5), 2: math.log(0.3), 0: math.log(0.2)}
    before = dict(answer)
    beam_search(lambda tokens: answer, 3, END, 6)
    assert answer == before and list(answer) == list(before)
