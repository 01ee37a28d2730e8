"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random

IMAGE = [[[1, 2, 0, 3], [4, -1, 2, 1], [0, 5, -2, 6]]]  # one channel, three rows, four columns


def assert_maps(maps, wanted):
    assert len(maps) == len(wanted)
    for channel, wanted_channel in zip(maps, wanted):
        assert len(channel) == len(wanted_channel)
        for row, wanted_row in zip(channel, wanted_channel):
            assert len(row) == len(wanted_row)
            assert all(abs(float(a) - b) < 1e-9 for a, b in zip(row, wanted_row)), (row, wanted_row)


def assert_rejected(convolution_and_pooling, *args):
    try:
        convolution_and_pooling(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_a_small_convolution_by_hand(convolution_and_pooling):
    # the kernel is not flipped: upper left minus twice the lower right
    maps = convolution_and_pooling(IMAGE, [[[[1, 0], [0, -2]]]], 1, 0, 1)
    assert_maps(maps, [[[1 + 2, 2 - 4, 0 - 2], [4 - 10, -1 + 4, 2 - 12]]])


def test_a_kernel_need_not_be_square(convolution_and_pooling):
    assert_maps(convolution_and_pooling(IMAGE, [[[[1, 10, 100]]]], 1, 0, 1), [[[21, 302], [194, 119], [-150, 585]]])
    assert_maps(convolution_and_pooling(IMAGE, [[[[1], [10]]]], 1, 0, 1), [[[41, -8, 20, 13], [4, 49, -18, 61]]])


def test_a_stride_skips_places_in_both_directions(convolution_and_pooling):
    image = [[[10 * i + j for j in range(6)] for i in range(5)]]
    assert_maps(convolution_and_pooling(image, [[[[1]]]], 2, 0, 1), [[[0, 2, 4], [20, 22, 24], [40, 42, 44]]])
    # with a 2 x 2 kernel in steps of 3 there is room for two places across and two down
    assert_maps(convolution_and_pooling(image, [[[[0, 0], [0, 1]]]], 3, 0, 1), [[[11, 14], [41, 44]]])


def test_padding_surrounds_the_image_with_zeros(convolution_and_pooling):
    ones = [[[[1, 1, 1]] * 3]]
    maps = convolution_and_pooling([[[1, 2], [3, 4]]], ones, 1, 1, 1)
    assert_maps(maps, [[[10, 10], [10, 10]]])
    maps = convolution_and_pooling([[[1, 2], [3, 4]]], [[[[1, 2]]]], 1, 1, 1)
    assert_maps(maps, [[[0, 0, 0], [2, 5, 2], [6, 11, 4], [0, 0, 0]]])
    maps = convolution_and_pooling([[[5]]], [[[[7]]]], 2, 2, 1)
    assert_maps(maps, [[[0, 0, 0], [0, 35, 0], [0, 0, 0]]])


def test_channels_are_added_and_filters_are_kept_apart(convolution_and_pooling):
    image = [[[1, 2]], [[3, 5]]]
    kernels = [[[[1]], [[10]]], [[[0]], [[-1]]], [[[100]], [[0]]]]
    assert_maps(convolution_and_pooling(image, kernels, 1, 0, 1), [[[31, 52]], [[-3, -5]], [[100, 200]]])


def test_the_maximum_of_each_block_is_kept(convolution_and_pooling):
    image = [[[1, 9, 2, 3], [4, 5, 6, 7], [0, 1, 8, 2], [3, 2, 1, 0]]]
    assert_maps(convolution_and_pooling(image, [[[[1]]]], 1, 0, 2), [[[9, 7], [3, 8]]])
    assert_maps(convolution_and_pooling(image, [[[[1]]]]), [[[9, 7], [3, 8]]])
    assert_maps(convolution_and_pooling(image, [[[[1]]]], 1, 0, 4), [[[9]]])


def test_the_maximum_of_negative_numbers_is_negative(convolution_and_pooling):
    image = [[[1, 9, 2, 3], [4, 5, 6, 7]]]
    assert_maps(convolution_and_pooling(image, [[[[-1]]]], 1, 0, 2), [[[-1, -2]]])


def test_what_fills_no_window_is_left_out(convolution_and_pooling):
    image = [[[1, 2, 3, 90], [4, 5, 6, 80], [70, 60, 50, 40]]]
    assert_maps(convolution_and_pooling(image, [[[[1]]]], 1, 0, 2), [[[5, 90]]])
    assert_maps(convolution_and_pooling(image, [[[[1]]]], 1, 0, 3), [[[70]]])


def test_the_size_of_the_output(convolution_and_pooling):
    for height, width, k, stride, padding, window in ((7, 9, 3, 2, 1, 2), (8, 5, 2, 1, 0, 3), (6, 11, 5, 3, 2, 1)):
        image = [[[1.0] * width] * height] * 2
        (channel,) = convolution_and_pooling(image, [[[[1.0] * k] * k] * 2], stride, padding, window)
        assert len(channel) == ((height + 2 * padding - k) // stride + 1) // window
        assert len(channel[0]) == ((width + 2 * padding - k) // stride + 1) // window


def test_convolution_is_linear(convolution_and_pooling):
    rng = random.Random(0)

    def draw(*sizes):
        return [draw(*sizes[1:]) for _ in range(sizes[0])] if sizes else rng.gauss(0, 1)

    image, other, kernels = draw(2, 6, 5), draw(2, 6, 5), draw(3, 2, 3, 2)
    mixed = [[[3 * a - b for a, b in zip(*rows)] for rows in zip(*channels)] for channels in zip(image, other)]
    first, second = (convolution_and_pooling(x, kernels, 2, 1, 1) for x in (image, other))
    wanted = [[[3 * a - b for a, b in zip(*rows)] for rows in zip(*maps)] for maps in zip(first, second)]
    assert_maps(convolution_and_pooling(mixed, kernels, 2, 1, 1), wanted)


def test_what_does_not_fit_is_an_error(convolution_and_pooling):
    image = [[[1, 2, 3], [4, 5, 6]]]
    assert_rejected(convolution_and_pooling, image, [[[[1], [1], [1]]]], 1, 0, 1)
    assert_rejected(convolution_and_pooling, image, [[[[1, 1, 1, 1]]]], 1, 0, 1)
    assert_rejected(convolution_and_pooling, image, [[[[1]]]], 1, 0, 3)
    assert_rejected(convolution_and_pooling, image, [[[[1]], [[1]]]], 1, 0, 1)
    assert_rejected(convolution_and_pooling, image, [[[[1]]]], 0, 0, 1)
    assert_rejected(convolution_and_pooling, image, [[[[1]]]], 1, -1, 1)
    assert_rejected(convolution_and_pooling, image, [[[[1]]]], 1, 0, 0)


def test_the_data_of_the_caller_do_not_change(convolution_and_pooling):
    image, kernels = copy.deepcopy(IMAGE), [[[[1, 2], [3, 4]]]]
    before = copy.deepcopy((image, kernels))
    convolution_and_pooling(image, kernels, 1, 1, 2)
    assert (image, kernels) == before
