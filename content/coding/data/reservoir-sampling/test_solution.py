"""Each test takes the function under test, so the same tests judge every version."""

from collections import Counter
from itertools import combinations


def inclusion(reservoir_sample, n, k, runs=4000):
    counts = Counter()
    for seed in range(runs):
        counts.update(reservoir_sample(range(n), k, seed))
    return [counts[i] / runs for i in range(n)]


def test_every_item_is_equally_likely(reservoir_sample):
    for n, k in ((7, 3), (6, 1), (9, 5)):
        assert all(abs(share - k / n) < 0.04 for share in inclusion(reservoir_sample, n, k))


def test_every_subset_is_equally_likely(reservoir_sample):
    runs = 6000
    counts = Counter(tuple(sorted(reservoir_sample("abcde", 2, seed))) for seed in range(runs))
    assert set(counts) == set(combinations("abcde", 2))
    assert all(abs(count / runs - 0.1) < 0.02 for count in counts.values())


def test_the_sample_has_k_different_places_of_the_stream(reservoir_sample):
    for n, k in ((30, 1), (30, 10), (30, 29), (500, 20)):
        sample = list(reservoir_sample(range(n), k, seed=n + k))
        assert len(sample) == len(set(sample)) == k
        assert set(sample) <= set(range(n))


def test_a_short_stream_is_returned_whole(reservoir_sample):
    assert sorted(reservoir_sample([5, 7, 6], 3)) == [5, 6, 7]
    assert sorted(reservoir_sample([5, 7], 4)) == [5, 7]
    assert list(reservoir_sample([], 4)) == []


def test_equal_items_count_as_often_as_they_occur(reservoir_sample):
    runs = 3000
    a = sum(list(reservoir_sample(["a", "a", "a", "b"], 1, seed)) == ["a"] for seed in range(runs))
    assert abs(a / runs - 0.75) < 0.04
    assert list(reservoir_sample(["x"] * 9, 4)) == ["x"] * 4


def test_an_iterator_is_read_once_to_its_end(reservoir_sample):
    stream = iter(range(40))
    sample = list(reservoir_sample(stream, 6))
    assert len(set(sample)) == 6 and set(sample) <= set(range(40))
    assert next(stream, "end") == "end"


def test_items_may_be_anything(reservoir_sample):
    for items in ([None, 0, "", False, []], [{"id": i} for i in range(5)], [[1, 2], [3], [], [4], [5]]):
        assert len(list(reservoir_sample(items, 5))) == len(list(reservoir_sample(items, 9))) == 5
        assert all(item in items for item in reservoir_sample(items, 3, seed=2))


def test_the_stream_is_not_kept_in_memory(reservoir_sample):
    class Item:
        alive = most = 0

        def __init__(self):
            Item.alive += 1
            Item.most = max(Item.most, Item.alive)

        def __del__(self):
            Item.alive -= 1

    class Stream:
        def __iter__(self):
            return (Item() for _ in range(8000))

    assert len(list(reservoir_sample(Stream(), 5))) == 5
    assert Item.most < 4000  # reading in blocks is allowed


def test_none_wanted(reservoir_sample):
    assert list(reservoir_sample(range(10), 0)) == []


def test_a_negative_size_is_an_error(reservoir_sample):
    try:
        reservoir_sample([1, 2, 3], -1)
    except ValueError:
        return
    raise AssertionError("k = -1 must raise ValueError")


def test_the_same_seed_gives_the_same_sample(reservoir_sample):
    first, again, other = (sorted(reservoir_sample(range(1000), 8, seed)) for seed in (3, 3, 4))
    assert first == again != other


def test_the_list_of_the_caller_does_not_change(reservoir_sample):
    data = [3, 1, 2, 5, 4]
    reservoir_sample(data, 2)
    assert data == [3, 1, 2, 5, 4]
