def close(a, b):
    assert all(abs(x - y) < 1e-9 for x, y in zip(a, b, strict=True))


def test_known(running_mean):
    close(running_mean([1, 2, 3]), [1, 1.5, 2])


def test_empty(running_mean):
    assert list(running_mean([])) == []


def test_untouched(running_mean):
    values = [3, 1]
    running_mean(values)
    assert values == [3, 1]
