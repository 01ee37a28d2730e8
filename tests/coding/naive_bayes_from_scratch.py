"""How naive Bayes is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB


@st.composite
def calls(draw):
    documents = draw(st.lists(st.lists(st.sampled_from("uvwx"), max_size=5), max_size=6))
    n = len(documents) if draw(st.integers(0, 9)) else draw(st.integers(0, 6))
    labels = draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))
    return documents, labels, draw(st.sampled_from([1.0, 0.01, 0.7, 5.0] * 3 + [0.0, -1.0, float("inf")]))


INPUTS = calls()
PROBES = [[], ["u"], ["?"], ["v", "w", "v", "?"], ["x"] * 50, ["u", "v", "w", "x", "x"]]


def observe(predict):
    """A model is known by its posteriors."""
    try:
        return [predict(document) for document in PROBES]
    except Exception as error:  # a wrong version may fail only when it predicts
        return type(error)


def trusted(naive_bayes):
    """scikit-learn's MultinomialNB on word counts gives the same log posteriors, within 1e-9."""
    for seed in range(5):
        rng = random.Random(seed)
        words = [f"w{i}" for i in range(40)]
        weights = {label: [rng.random() ** 3 for _ in words] for label in ("a", "b", "c")}
        labels = [rng.choice("aabc") for _ in range(60)]
        documents = [rng.choices(words, weights[label], k=rng.randint(1, 30)) for label in labels]
        fresh = [rng.choices([*words, "new"], k=rng.randint(0, 30)) for _ in range(50)]
        for alpha in (1.0, 0.05, 4.0):
            predict = naive_bayes(documents, labels, alpha)
            vectorizer = CountVectorizer(analyzer=list)
            model = MultinomialNB(alpha=alpha).fit(vectorizer.fit_transform(documents), labels)
            theirs = model.predict_log_proba(vectorizer.transform(fresh))
            ours = [[predict(document)[label] for label in model.classes_] for document in fresh]
            assert np.allclose(ours, theirs, rtol=0, atol=1e-9)


SIZES = {"n": 200, "t": 4000, "k": 4, "v": 500}


def sized(n, t, k, v):
    words = [f"w{i % v}" for i in range(t)]
    random.Random(0).shuffle(words)
    return [words[i::n] for i in range(n)], [i % k for i in range(n)], 0.5
