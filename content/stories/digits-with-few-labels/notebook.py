# %% [markdown]
# # Digits with few labels: which ones to ask for?
#
# Images of digits are there in plenty, labels cost money. Two ways to spend the same budget: images drawn at random,
# or those about which the model is least sure. Every run draws its own pool and its own test images, with the same
# share of each digit in both: the one place before evaluation where the hidden labels are used.

# %%
import numpy as np
from scipy.stats import t as student
from sklearn.datasets import load_digits
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

LEVEL, TARGET, RUNS, TEST = 95, 95, 20, 500
digits = load_digits()
x, y = digits.data / 16, digits.target
print(len(y), "images,", np.unique(x, axis=0).shape[0], "of them different;", x.shape[1], "pixels")
sizes = np.bincount(y)
print("images of a class:", sizes.tolist())
constant = (x.std(axis=0) == 0).sum()
print("pixels that never change:", constant)

# %% [markdown]
# ## The model
#
# Least squares on a radial kernel, one score for each digit. Its settings are fixed before any label is bought: the
# width from the pixels alone, the penalty at a round value. A budget of fifty labels leaves none for tuning.

# %%
GAMMA = 1 / (x.shape[1] * x.var())
kernel = rbf_kernel(x, gamma=GAMMA)
indicator = np.eye(10)[y]
PENALTY = 0.1


def scores(labeled, others, targets=None):
    """One score for each digit, from a model fitted to the labeled images."""
    targets = indicator[labeled] if targets is None else targets
    inner = kernel[np.ix_(labeled, labeled)] + PENALTY * np.eye(len(labeled))
    weights = np.linalg.solve(inner, targets)
    # einsum stays on one core, which for products as small as these is the faster way
    return np.einsum("ij,jk->ik", kernel[np.ix_(others, labeled)], weights)


def accuracy(labeled, test, targets=None):
    return 100 * np.mean(scores(labeled, test, targets).argmax(axis=1) == y[test])


def split(run):
    pool, test = train_test_split(np.arange(len(y)), test_size=TEST, stratify=y, random_state=run)
    return np.random.default_rng(run).permutation(pool), test


machine = np.mean([100 * SVC(C=10).fit(x[p[:200]], y[p[:200]]).score(x[t], y[t]) for p, t in map(split, range(RUNS))])
ours = np.mean([accuracy(p[:200], t) for p, t in map(split, range(RUNS))])
print(f"200 random labels: a support vector machine {machine:.1f}, this model {ours:.1f}")


# %% [markdown]
# ## Two strategies
#
# Both start from the same random images. The unsure one asks for the images whose two best scores lie closest.


# %%
def curve(run, unsure, start, batch, end):
    """Accuracy on the test images after each batch, and what was labeled."""
    pool, test = split(run)
    labeled, path = pool[:start], []
    while True:
        path.append(accuracy(labeled, test))
        if len(labeled) + batch > end:
            return path, labeled
        if unsure:
            rest = pool[~np.isin(pool, labeled)]
            best = np.sort(scores(labeled, rest), axis=1)
            new = rest[np.argsort(best[:, -1] - best[:, -2], kind="stable")[:batch]]
        else:
            new = pool[len(labeled) : len(labeled) + batch]
        labeled = np.concatenate([labeled, new])


def compare(start, batch, end):
    """Both curves, one row for each run."""
    return {
        name: np.array([curve(run, unsure, start, batch, end)[0] for run in range(RUNS)])
        for name, unsure in (("random", False), ("unsure", True))
    }


def interval(values):
    half = student.ppf(0.5 + LEVEL / 200, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half


def table(curves, counts):
    for column, count in enumerate(counts):
        random, unsure = curves["random"][:, column], curves["unsure"][:, column]
        print(f"{count:4} labels: random {random.mean():5.1f} ({random.std(ddof=1):3.1f})"
              f"  unsure {unsure.mean():5.1f} ({unsure.std(ddof=1):3.1f})"
              "  gain {:5.1f} ({:.1f} to {:.1f})".format(*interval(unsure - random)))  # fmt: skip


BATCH, END = 10, 200
tens = compare(10, BATCH, END)
counts = np.arange(10, END + 1, BATCH)
table(tens, counts)
reached = {name: int(counts[np.argmax(values.mean(axis=0) >= TARGET)]) for name, values in tens.items()}
print("the mean curve reaches the target at", reached)

# %% [markdown]
# ## Large batches
#
# The random strategy is the same whatever its batches; only the unsure one is run again.

# %%
large = {}
for batch in (30, 60):
    steps = np.arange(10, 131, batch)
    unsure = np.array([curve(run, True, 10, batch, 130)[0] for run in range(RUNS)])
    large[batch] = {"random": tens["random"][:, np.searchsorted(counts, steps)], "unsure": unsure}
    print("batches of", batch)
    table(large[batch], steps)


# %% [markdown]
# ## Is the loss real, and what is it due to?
#
# In the twenty runs the loss of one batch of sixty just touches zero, so it is tried on eighty fresh runs. Two causes
# are possible: the batch itself is narrow, or the model that chooses it has not met every digit. A batch of the same
# size after more random labels separates them.


# %%
def one_batch(start, batch, some_runs):
    """One batch after `start` random labels. Each row: gain over random, digits met in the start, in the batch."""
    rows = []
    for run in some_runs:
        path, labeled = curve(run, True, start, batch, start + batch)
        pool, test = split(run)
        digits_met = [len(set(y[part])) for part in (labeled[:start], labeled[start:])]
        rows.append([path[-1] - accuracy(pool[: start + batch], test), *digits_met])
    return np.array(rows)


fresh = range(RUNS, 100)
after = {start: one_batch(start, 60, fresh) for start in (10, 20, 40)}
for start, rows in after.items():
    gain, low, high = interval(rows[:, 0])
    print(f"{start} random labels, then a batch of 60: gain {gain:5.2f} ({low:.2f} to {high:.2f}), "
          f"digits met before {rows[:, 1].mean():.1f}, in the batch {rows[:, 2].mean():.1f}")  # fmt: skip
random_found = np.mean([len(set(y[split(run)[0][10:70]])) for run in fresh])
print(f"digits in a random batch of 60: {random_found:.1f}")

# %% [markdown]
# ## With every label

# %%
everything = np.mean([accuracy(*split(run)) for run in range(RUNS)])
print(f"all {len(y) - TEST} labels: {everything:.1f}")

# %% [markdown]
# ## Pseudo-labels
#
# The surer half of the unlabeled images is taken at its word, and the model is fitted again.

# %%
pseudo = {}
for count in (20, 50, 100, 200):
    rows = []
    for run in range(RUNS):
        pool, test = split(run)
        labeled, rest = pool[:count], pool[count:]
        made = scores(labeled, rest)
        best = np.sort(made, axis=1)
        sure = np.argsort(best[:, -2] - best[:, -1], kind="stable")[: len(rest) // 2]
        guess = made.argmax(axis=1)[sure]
        both = np.concatenate([labeled, rest[sure]])
        targets = np.concatenate([indicator[labeled], np.eye(10)[guess]])
        rows.append([accuracy(labeled, test), accuracy(both, test, targets), 100 * np.mean(guess == y[rest[sure]])])
    rows = np.array(rows)
    pseudo[count] = (*interval(rows[:, 1] - rows[:, 0]), rows[:, 2].mean())
    print("{:3} labels: gain {:.1f} ({:.1f} to {:.1f}), pseudo-labels right {:.1f}".format(count, *pseudo[count]))

# %%
at = {count: column for column, count in enumerate(counts)}


def told(curves, column):
    gain = interval(curves["unsure"][:, column] - curves["random"][:, column])
    return [f"{abs(value):.1f}" for value in gain]


def mean(curves, name, column):
    return f"{curves[name][:, column].mean():.1f}"


half_way = at[reached["unsure"]]
again, later = interval(after[10][:, 0]), interval(after[40][:, 0])
numbers = {
    "images": len(y),
    "pool": len(y) - TEST,
    "test images": TEST,
    "target and level": TARGET,
    "unsure reaches it": reached["unsure"],
    "random reaches it": reached["random"],
    "unsure there": mean(tens, "unsure", half_way),
    "random there": mean(tens, "random", half_way),
    "spread of unsure there": f"{tens['unsure'][:, half_way].std(ddof=1):.1f}",
    "spread of random there": f"{tens['random'][:, half_way].std(ddof=1):.1f}",
    "gain there": told(tens, half_way)[0],
    "gain there, low": told(tens, half_way)[1],
    "gain there, high": told(tens, half_way)[2],
    "first small batch, labels": int(counts[1]),
    "first small batch, gain": told(tens, 1)[0],
    "first small batch, low, below zero": told(tens, 1)[1],
    "first small batch, high": told(tens, 1)[2],
    "most labels": END,
    "unsure with most labels": mean(tens, "unsure", -1),
    "random with most labels": mean(tens, "random", -1),
    "every label": f"{everything:.1f}",
    "large batch, labels": 70,
    "large batch, unsure": mean(large[60], "unsure", 1),
    "large batch, random": mean(large[60], "random", 1),
    "large batch, loss": told(large[60], 1)[0],
    "large batch, largest loss": told(large[60], 1)[1],
    "large batch, least loss": told(large[60], 1)[2],
    "fresh runs, loss": f"{-again[0]:.1f}",
    "fresh runs, largest loss": f"{-again[1]:.1f}",
    "fresh runs, least loss": f"{-again[2]:.1f}",
    "after forty, gain": f"{later[0]:.1f}",
    "after forty, low": f"{later[1]:.1f}",
    "after forty, high": f"{later[2]:.1f}",
    "digits met by ten labels": f"{after[10][:, 1].mean():.1f}",
    "digits met by forty labels": f"{after[40][:, 1].mean():.1f}",
    "digits in the batch after ten": f"{after[10][:, 2].mean():.1f}",
    "digits in the batch after forty": f"{after[40][:, 2].mean():.1f}",
    "digits in a random batch": f"{random_found:.1f}",
    "large batch, labels at the end": 130,
    "large batch, unsure at the end": mean(large[60], "unsure", 2),
    "large batch, random at the end": mean(large[60], "random", 2),
    "medium batch reaches it": 10 + 30 * int(np.argmax(large[30]["unsure"].mean(axis=0) >= TARGET)),
    "random with 100 labels": mean(tens, "random", at[100]),
    "unsure with 100 labels": mean(tens, "unsure", at[100]),
    "pseudo-labels at 20, gain": f"{pseudo[20][0]:.1f}",
    "pseudo-labels at 20, right": f"{pseudo[20][3]:.1f}",
    "pseudo-labels at 100, gain": f"{pseudo[100][0]:.1f}",
    "pseudo-labels at 100, low": f"{pseudo[100][1]:.1f}",
    "pseudo-labels at 100, high": f"{pseudo[100][2]:.1f}",
    "support vector machine": f"{machine:.1f}",
    "unchanging pixels": int(constant),
    "smallest class": int(sizes.min()),
    "largest class": int(sizes.max()),
    "penalty": PENALTY,
}
