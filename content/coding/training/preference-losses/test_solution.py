"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def close(a, b, tolerance=1e-9):
    return math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance)


def all_close(values, wanted):
    return len(values) == len(wanted) and all(close(a, b) for a, b in zip(values, wanted))


def assert_rejected(dpo_loss, *args):
    try:
        dpo_loss(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(seed, n):
    rng = random.Random(seed)
    return [[-rng.uniform(5, 60) for _ in range(n)] for _ in range(4)]


LOG3 = math.log(3)


def test_one_pair_by_hand(dpo_loss):
    # log-ratios 5 log 3 and 3 log 3, so with beta 0.5 the rewards are 2.5 log 3 and 1.5 log 3: a margin of log 3
    pair = [-20 + 5 * LOG3], [-30 + 3 * LOG3], [-20.0], [-30.0]
    loss, chosen, rejected, accuracy = dpo_loss(*pair, 0.5)
    assert close(loss, math.log(4 / 3)) and close(accuracy, 1)
    assert all_close(chosen, [2.5 * LOG3]) and all_close(rejected, [1.5 * LOG3])


def test_a_pair_that_is_ranked_wrong(dpo_loss):
    # log-ratios -2 log 3 and 8 log 3, so the default beta of 0.1 gives a margin of -log 3
    loss, chosen, rejected, accuracy = dpo_loss([-40 - 2 * LOG3], [-70 + 8 * LOG3], [-40.0], [-70.0])
    assert close(loss, math.log(4)) and close(accuracy, 0)
    assert all_close(chosen, [-0.2 * LOG3]) and all_close(rejected, [0.8 * LOG3])


def test_loss_and_accuracy_are_means_over_pairs(dpo_loss):
    # margins log 3, -log 3, log 15 and log 1.5 with beta 0.2
    gains = [LOG3, -LOG3, math.log(15), math.log(1.5)]
    base = [-11.0, -25.0, -38.0, -50.0]
    policy = [old + 5 * gain for old, gain in zip(base, gains)]
    loss, chosen, rejected, accuracy = dpo_loss(policy, base, base, base, 0.2)
    assert close(loss, (math.log(4 / 3) + math.log(4) + math.log(16 / 15) + math.log(5 / 3)) / 4)
    assert close(accuracy, 0.75)
    assert all_close(chosen, gains) and all_close(rejected, [0, 0, 0, 0])


def test_a_narrow_lead_is_a_lead(dpo_loss):
    loss, _, _, accuracy = dpo_loss([-3.0, -3.0], [-3.0 - 1e-4, -3.0 + 1e-4], [-3.0, -3.0], [-3.0, -3.0])
    assert close(accuracy, 0.5) and close(loss, math.log(2))


def test_at_the_start_the_loss_is_the_logarithm_of_two(dpo_loss):
    chosen, rejected, *_ = draw(1, 6)
    for beta in (0.1, 3.0):
        loss, up, down, accuracy = dpo_loss(chosen, rejected, chosen, rejected, beta)
        assert close(loss, math.log(2))
        assert float(accuracy) < 0.6  # a tie is not ranked right; whoever counts it half is welcome
        assert all_close(up, [0] * 6) and all_close(down, [0] * 6)


def test_exchanging_the_answers_turns_the_margin(dpo_loss):
    pc, pr, rc, rr = draw(2, 5)
    loss, chosen, rejected, accuracy = dpo_loss(pc, pr, rc, rr, 0.4)
    other, chosen_too, rejected_too, wrong = dpo_loss(pr, pc, rr, rc, 0.4)
    margin = sum(float(a) - float(b) for a, b in zip(chosen, rejected)) / 5
    assert close(other - loss, margin)  # -log sigmoid(-m) + log sigmoid(m) = m
    assert close(accuracy + wrong, 1)
    assert all_close(chosen_too, list(map(float, rejected))) and all_close(rejected_too, list(map(float, chosen)))


def test_what_both_answers_share_cancels_in_the_loss(dpo_loss):
    pc, pr, rc, rr = draw(3, 5)
    loss, chosen, _, _ = dpo_loss(pc, pr, rc, rr, 0.3)
    shared = [-7.0, -1.0, -30.0, -2.0, -4.0]  # a prompt that was summed by mistake, under the policy alone
    with_prompt = [[a + s for a, s in zip(column, shared)] for column in (pc, pr)]
    other, moved, _, _ = dpo_loss(*with_prompt, rc, rr, 0.3)
    assert close(other, loss)
    assert all_close(moved, [float(reward) + 0.3 * s for reward, s in zip(chosen, shared)])


def test_the_loss_falls_as_the_margin_grows(dpo_loss):
    losses = [dpo_loss([-50.0 + gain], [-50.0], [-50.0], [-50.0], 0.2)[0] for gain in range(-40, 41)]
    assert all(later < earlier for earlier, later in zip(losses, losses[1:]))


def test_huge_margins_do_not_overflow(dpo_loss):
    loss, _, _, accuracy = dpo_loss([-50000.0, -3.0], [-3.0, -50000.0], [-3.0, -3.0], [-3.0, -3.0], 0.5)
    assert close(loss, 0.5 * (50000 - 3) / 2)
    assert close(accuracy, 0.5)


def test_the_order_of_pairs_does_not_matter(dpo_loss):
    columns = draw(4, 7)
    loss, chosen, _, accuracy = dpo_loss(*columns)
    turned, chosen_turned, _, accuracy_turned = dpo_loss(*(column[::-1] for column in columns))
    assert close(turned, float(loss)) and close(accuracy_turned, float(accuracy))
    assert all_close(chosen_turned, [float(reward) for reward in chosen][::-1])


def test_what_does_not_fit_is_an_error(dpo_loss):
    assert_rejected(dpo_loss, [], [], [], [])
    for short in range(4):
        columns = draw(5, 3)
        columns[short] = columns[short][:2]
        assert_rejected(dpo_loss, *columns)


def test_the_data_of_the_caller_do_not_change(dpo_loss):
    columns = draw(6, 4)
    before = copy.deepcopy(columns)
    dpo_loss(*columns, 0.2)
    assert columns == before
