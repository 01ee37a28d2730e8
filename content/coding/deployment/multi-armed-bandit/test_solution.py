"""Each test takes the function under test, so the same tests judge every version."""

import math
import random


class Arms:
    """Arms with a success rate each, which remember what was played and what came out."""

    def __init__(self, rates, seed):
        self.rates, self.rng, self.played, self.paid = rates, random.Random(seed), [], []

    def __call__(self, arm):
        reward = float(self.rng.random() < self.rates[arm])
        self.played.append(int(arm))
        self.paid.append(reward)
        return reward


class Fixed(Arms):
    """Arms that always pay the same."""

    def __call__(self, arm):
        self.played.append(int(arm))
        self.paid.append(self.rates[arm])
        return self.rates[arm]


def assert_follows_the_index(choices, rewards, arms, exploration):
    """Each choice has the highest index of its round; the logarithm may count the round itself or not."""
    for itself in (0, 1):
        counts, totals, right = [0] * arms, [0.0] * arms, True
        for played, (arm, reward) in enumerate(zip(choices, rewards)):
            if 0 in counts:
                right = right and counts[arm] == 0
            else:
                t = played + itself
                index = [s / n + math.sqrt(exploration * math.log(t) / n) for s, n in zip(totals, counts)]
                right = right and index[arm] > max(index) - 1e-9
            counts[arm] += 1
            totals[arm] += float(reward)
        if right:
            return
    raise AssertionError("some choice has not the highest index")


def assert_rejected(ucb1, *args):
    try:
        ucb1(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_two_arms_by_hand(ucb1):
    # means 0.9 and 0.5. After two rounds the bonuses are equal, and arm 0 leads. Then 0.9 + 1.05 against 0.5 + 1.48
    # calls arm 1, and with two plays each arm 0 leads again.
    choices, rewards = ucb1(Fixed([0.9, 0.5], 0), 2, 5)
    assert sorted(map(int, choices[:2])) == [0, 1]
    assert list(map(int, choices[2:])) == [0, 1, 0]
    assert all(abs(float(reward) - [0.9, 0.5][arm]) < 1e-12 for arm, reward in zip(choices, rewards))


def test_what_is_returned_is_what_was_played(ucb1):
    arms = Arms([0.3, 0.6, 0.5], 1)
    choices, rewards = ucb1(arms, 3, 200)
    assert list(map(int, choices)) == arms.played and len(choices) == 200
    assert list(map(float, rewards)) == arms.paid


def test_every_choice_has_the_highest_index(ucb1):
    for seed, rates in enumerate(([0.3, 0.6, 0.5], [0.9, 0.85], [0.02, 0.1, 0.05, 0.07, 0.01])):
        assert_follows_the_index(*ucb1(Arms(rates, seed), len(rates), 300), len(rates), 2.0)
        assert_follows_the_index(*ucb1(Arms(rates, seed), len(rates), 300, 0.3), len(rates), 0.3)


def test_fractional_rewards(ucb1):
    rates = [0.25, 0.375, 0.3]
    assert_follows_the_index(*ucb1(Fixed(rates, 0), 3, 300), 3, 2.0)


def test_every_arm_comes_once_before_any_comes_twice(ucb1):
    choices, _ = ucb1(Arms([0.9, 0.1, 0.1, 0.1, 0.1, 0.1], 2), 6, 6)
    assert sorted(map(int, choices)) == [0, 1, 2, 3, 4, 5]


def test_an_arm_never_played_comes_before_any_bonus(ucb1):
    # the bonus of an arm played once is above 20 from the third round on
    choices, _ = ucb1(Fixed([1.0, 0.9, 0.0, 0.0, 0.0], 0), 5, 5, 900.0)
    assert sorted(map(int, choices)) == [0, 1, 2, 3, 4]


def test_fewer_rounds_than_arms(ucb1):
    choices, _ = ucb1(Arms([0.5] * 9, 3), 9, 4)
    assert len(set(map(int, choices))) == 4 and all(0 <= arm < 9 for arm in choices)


def test_the_best_arm_takes_over(ucb1):
    for best in range(3):
        rates = [0.2, 0.2, 0.2]
        rates[best] = 0.8
        choices, _ = ucb1(Arms(rates, best), 3, 2000)
        assert sum(int(arm) == best for arm in choices) > 1500
        assert all(sum(int(arm) == other for arm in choices) > 10 for other in range(3))


def test_arms_that_pay_the_same_share_the_rounds(ucb1):
    choices, _ = ucb1(Fixed([0.5, 0.5, 0.5], 0), 3, 30)
    assert sorted(list(map(int, choices)).count(arm) for arm in range(3)) == [10, 10, 10]


def test_without_exploration_the_best_mean_wins(ucb1):
    choices, _ = ucb1(Fixed([0.3, 0.6, 0.4], 0), 3, 50, 0.0)
    assert list(map(int, choices[3:])) == [1] * 47


def test_more_exploration_plays_the_worse_arm_more(ucb1):
    counts = [list(map(int, ucb1(Fixed([0.8, 0.5], 0), 2, 1000, c)[0])).count(1) for c in (0.2, 1.0, 4.0)]
    assert counts[0] < counts[1] < counts[2]


def test_one_arm(ucb1):
    choices, rewards = ucb1(Fixed([0.7], 0), 1, 5)
    assert list(map(int, choices)) == [0] * 5
    assert all(abs(float(reward) - 0.7) < 1e-12 for reward in rewards)


def test_no_rounds(ucb1):
    arms = Arms([0.5, 0.5], 0)
    choices, rewards = ucb1(arms, 2, 0)
    assert len(choices) == 0 and len(rewards) == 0 and arms.played == []


def test_no_arms_are_an_error(ucb1):
    for rounds in (0, 3):
        assert_rejected(ucb1, Arms([], 0), 0, rounds)
    assert_rejected(ucb1, Arms([0.5], 0), -1, 3)
