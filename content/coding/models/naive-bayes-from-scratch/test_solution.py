"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random
from fractions import Fraction

DOCUMENTS = [["win", "cash", "win"], ["lunch", "cash"], ["cash"], ["meet", "lunch"], ["lunch"]]
LABELS = ["spam", "ham", "spam", "ham", "ham"]


def assert_posteriors(predict, document, wanted):
    """The probabilities that the log posteriors stand for, as {label: number}."""
    found = {label: float(value) for label, value in dict(predict(document)).items()}
    assert found.keys() == wanted.keys()
    for label, probability in wanted.items():
        assert abs(found[label] - math.log(probability)) < 1e-9, (label, found[label], math.log(probability))


def assert_rejected(naive_bayes, *args):
    try:
        naive_bayes(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def exact(documents, labels, alpha, document):
    """The posteriors in fractions, straight from the definition."""
    vocabulary = {word for words in documents for word in words}
    joint = {}
    for label in set(labels):
        words = [word for words, own in zip(documents, labels) if own == label for word in words]
        joint[label] = Fraction(labels.count(label), len(labels))
        for word in document:
            if word in vocabulary:
                joint[label] *= (words.count(word) + alpha) / (len(words) + alpha * len(vocabulary))
    return {label: value / sum(joint.values()) for label, value in joint.items()}


def test_two_classes_by_hand(naive_bayes):
    # four words; spam has 2 win and 2 cash, ham 3 lunch, 1 cash and 1 meet
    # spam 2/5 * 3/8 * 3/8 = 9/160, ham 3/5 * 2/9 * 1/9 = 2/135
    predict = naive_bayes(DOCUMENTS, LABELS)
    assert_posteriors(predict, ["cash", "win"], {"spam": Fraction(243, 307), "ham": Fraction(64, 307)})


def test_a_smaller_alpha_by_hand(naive_bayes):
    # spam 2/5 * 2.5/6 * 2.5/6, ham 3/5 * 1.5/7 * 0.5/7: odds 1225 to 162
    predict = naive_bayes(DOCUMENTS, LABELS, 0.5)
    assert_posteriors(predict, ["cash", "win"], {"spam": Fraction(1225, 1387), "ham": Fraction(162, 1387)})


def test_a_repeated_word_counts_every_time(naive_bayes):
    predict = naive_bayes(DOCUMENTS, LABELS)
    # spam 2/5 * (3/8)^3, ham 3/5 * (1/9)^3
    odds = Fraction(2, 3) * Fraction(27, 8) ** 3
    assert_posteriors(predict, ["win"] * 3, {"spam": odds / (odds + 1), "ham": 1 / (odds + 1)})


def test_random_data_against_fractions(naive_bayes):
    for seed in range(20):
        rng = random.Random(seed)
        documents = [rng.choices("uvwxyz", k=rng.randint(0, 6)) for _ in range(rng.randint(1, 12))]
        labels = [rng.choice(["a", "b", "c"]) for _ in documents]
        alpha = rng.choice([0.125, 0.5, 1.0, 3.0])
        predict = naive_bayes(documents, labels, alpha)
        for _ in range(4):
            document = rng.choices("uvwxyz?", k=rng.randint(0, 8))
            assert_posteriors(predict, document, exact(documents, labels, Fraction(alpha), document))


def test_the_posteriors_add_up_to_one(naive_bayes):
    rng = random.Random(7)
    documents = [rng.choices(range(30), k=25) for _ in range(40)]
    predict = naive_bayes(documents, [i % 4 for i in range(40)], 0.3)
    for _ in range(10):
        posteriors = dict(predict(rng.choices(range(30), k=12)))
        assert abs(sum(math.exp(value) for value in posteriors.values()) - 1) < 1e-9


def test_the_order_of_words_and_documents_does_not_matter(naive_bayes):
    first = naive_bayes(DOCUMENTS, LABELS)
    second = naive_bayes([document[::-1] for document in DOCUMENTS[::-1]], LABELS[::-1])
    a, b = first(["cash", "lunch", "lunch"]), second(["lunch", "cash", "lunch"])
    assert all(abs(float(a[label]) - float(b[label])) < 1e-9 for label in ("spam", "ham"))


def test_an_empty_document_has_the_prior(naive_bayes):
    assert_posteriors(naive_bayes(DOCUMENTS, LABELS), [], {"spam": Fraction(2, 5), "ham": Fraction(3, 5)})


def test_words_that_training_never_saw_are_ignored(naive_bayes):
    predict = naive_bayes(DOCUMENTS, LABELS)
    assert_posteriors(
        predict, ["hello", "cash", "win", "hello"], {"spam": Fraction(243, 307), "ham": Fraction(64, 307)}
    )
    assert_posteriors(predict, ["hello"], {"spam": Fraction(2, 5), "ham": Fraction(3, 5)})


def test_a_word_missing_in_one_class_does_not_veto_it(naive_bayes):
    predict = naive_bayes([["a", "b"], ["b", "c"]], [0, 1])
    assert_posteriors(predict, ["a", "b", "c"], {0: 0.5, 1: 0.5})
    assert_posteriors(predict, ["a", "a", "c"], {0: Fraction(2, 3), 1: Fraction(1, 3)})


def test_long_documents_do_not_underflow(naive_bayes):
    predict = naive_bayes([["x", "x", "y"], ["y", "y", "x"]], ["p", "q"])  # x: 3/5 in p, 2/5 in q
    log_odds = 7000 * math.log(3 / 2)
    posteriors = predict(["x"] * 9000 + ["y"] * 2000)
    assert abs(float(posteriors["p"])) < 1e-9
    assert abs(float(posteriors["q"]) + log_odds) < 1e-6
    posteriors = predict(["y"] * 9000 + ["x"] * 2000)
    assert abs(float(posteriors["p"]) + log_odds) < 1e-6


def test_classes_without_words(naive_bayes):
    predict = naive_bayes([["a"], [], []], ["full", "none", "none"], 1.0)
    assert_posteriors(predict, ["a"], {"full": Fraction(1, 3), "none": Fraction(2, 3)})  # the only word: sure in both
    predict = naive_bayes([["a", "b"], []], ["full", "none"], 2.0)
    assert_posteriors(predict, ["a"], {"full": 0.5, "none": 0.5})
    assert_posteriors(naive_bayes([[], []], ["u", "v"]), ["a"], {"u": 0.5, "v": 0.5})


def test_one_class_is_certain(naive_bayes):
    assert_posteriors(naive_bayes([["a", "b"], ["b"]], [7, 7]), ["b", "b", "z"], {7: 1})


def test_labels_and_words_may_be_numbers_or_tuples(naive_bayes):
    predict = naive_bayes([[1, (2, 3)], [(2, 3)]], [True, (0, 1)])
    # 1/2 * 2/4 and 1/2 * 2/3
    assert_posteriors(predict, [(2, 3)], {True: Fraction(3, 7), (0, 1): Fraction(4, 7)})


def test_impossible_inputs_are_errors(naive_bayes):
    assert_rejected(naive_bayes, [], [])
    assert_rejected(naive_bayes, [["a"], ["b"]], ["x"])
    assert_rejected(naive_bayes, [["a"]], ["x", "y"])
    for alpha in (0, 0.0, -0.5, math.nan, math.inf):
        assert_rejected(naive_bayes, [["a"], ["b"]], ["x", "y"], alpha)
        assert_rejected(naive_bayes, [["a"], ["a"]], ["x", "y"], alpha)  # although no count is zero


def test_the_data_of_the_caller_do_not_change_and_are_not_needed_later(naive_bayes):
    documents, labels, document = copy.deepcopy(DOCUMENTS), list(LABELS), ["cash", "win"]
    predict = naive_bayes(documents, labels)
    predict(document)
    assert (documents, labels, document) == (DOCUMENTS, LABELS, ["cash", "win"])
    documents[0].clear()
    labels.append("new")
    assert_posteriors(predict, document, {"spam": Fraction(243, 307), "ham": Fraction(64, 307)})
