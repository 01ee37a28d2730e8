# %% [markdown]
# # Tumor triage: how many cancers does it miss?
#
# Thirty measurements of cell nuclei, and whether the tumor was malignant. A missed cancer is taken to cost as much as
# twenty false alarms: an assumption of this exercise, not a medical fact. Three patients in ten are set aside at the
# start; at the end four rules are scored on them, and none is chosen by that.

# %%
import numpy as np
from scipy.special import logit
from scipy.stats import beta
from scipy.stats import t as student
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold, StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COST = 20
LEVEL = 95
data = load_breast_cancer()
malignant = 1 - data.target  # as packaged, 1 is benign
names = list(data.feature_names)
x, x_test, y, y_test = train_test_split(data.data, malignant, test_size=0.3, stratify=malignant, random_state=0)
print(f"{len(malignant)} tumors, {malignant.sum()} malignant; to work with {len(y)} with {y.sum()}, "
      f"set aside {len(y_test)} with {y_test.sum()}")  # fmt: skip

# %% [markdown]
# ## Exploration

# %%
print("missing:", np.isnan(x).sum(), " repeated rows:", len(x) - len(np.unique(x, axis=0)))
print("rows with a zero:", (x == 0).any(axis=1).sum(), "all benign:", not y[(x == 0).any(axis=1)].any())
correlation = np.corrcoef(x.T)
size = [names.index(name) for name in ("worst radius", "worst perimeter", "worst area")]
print("radius, perimeter, area:", np.round(correlation[np.ix_(size, size)], 3).tolist())
pairs = np.abs(correlation[np.triu_indices(len(names), 1)])
print(f"pairs of features that correlate above 0.9: {(pairs > 0.9).sum()} of {len(pairs)}")
areas = {name: roc_auc_score(y, column) for name, column in zip(names, x.T, strict=True)}
print("alone:", {name: f"{areas[name]:.3f}" for name in sorted(areas, key=areas.get)[-3:]})

# %% [markdown]
# ## Model, cost, threshold
#
# Scaling is a part of the model, so it is fitted on the training part of a fold alone.


# %%
def model(penalty=1.0):
    return make_pipeline(StandardScaler(), LogisticRegression(C=penalty, max_iter=1000))


def out_of_fold(rows, labels, runs=3, penalty=1.0):
    """The probability of each patient from models that have not seen the patient, one row for each run."""
    return np.array([
        cross_val_predict(model(penalty), rows, labels, method="predict_proba",
                          cv=StratifiedKFold(5, shuffle=True, random_state=run))[:, 1]
        for run in range(runs)
    ])  # fmt: skip


def misses(labels, probabilities, threshold):
    """Missed cancers and false alarms."""
    flagged = probabilities >= threshold
    return np.array([np.sum(~flagged & (labels == 1)), np.sum(flagged & (labels == 0))])


def cost(labels, probabilities, threshold):
    missed, alarms = misses(labels, probabilities, threshold)
    return COST * missed + alarms


THRESHOLDS = np.round(np.concatenate([np.arange(0.005, 0.1, 0.005), np.arange(0.1, 0.51, 0.01)]), 3)


def cheapest(labels, runs):
    """The threshold of least cost, over the runs together."""
    return THRESHOLDS[np.argmin([sum(cost(labels, run, t) for run in runs) for t in THRESHOLDS])]


TEXTBOOK = 1 / (1 + COST)

# %% [markdown]
# ## Are the probabilities right?
#
# Out of fold: a logistic regression of the truth on the log-odds should have a slope of one.

# %%


def slope_of(labels, runs):
    """Above one: the probabilities are too timid. Below one: too sure."""
    odds = logit(np.clip(runs, 1e-9, 1 - 1e-9))
    return np.mean([LogisticRegression(C=1e6).fit(run[:, None], labels).coef_[0, 0] for run in odds])


runs = out_of_fold(x, y, 5)
slope = slope_of(y, runs)
inside_loss = np.mean([log_loss(y, run) for run in runs])
print(f"log loss {inside_loss:.3f}, AUC {np.mean([roc_auc_score(y, run) for run in runs]):.4f}, slope {slope:.2f}")
weaker = out_of_fold(x, y, 5, penalty=10.0)
weaker_slope, weaker_loss = slope_of(y, weaker), np.mean([log_loss(y, run) for run in weaker])
print(f"with a tenth of the penalty: log loss {weaker_loss:.3f}, slope {weaker_slope:.2f}")
edges = [0, 0.05, 0.2, 0.5, 0.8, 0.95, 1]
for low, high in zip(edges, edges[1:], strict=False):
    inside = (runs >= low) & (runs < high)
    observed = np.broadcast_to(y, runs.shape)[inside].mean()
    print(f"{low:.2f} to {high:.2f}: {inside.sum() / len(runs):5.1f} patients,"
          f" said {runs[inside].mean():.3f}, were {observed:.3f}")  # fmt: skip

# %% [markdown]
# ## Four thresholds, compared fairly
#
# Each rule sees the training part of a fold alone. "Seen" picks the threshold on patients that the model was fitted
# on, "unseen" on out-of-fold probabilities.

# %%
subsets = {
    "all": list(range(30)),
    "means": list(range(10)),
    "three": [names.index(name) for name in ("mean texture", "worst area", "worst smoothness")],
    "size": [names.index("worst area")],
}
FOLDS, REPEATS = 5, 4
splits = list(RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=1).split(x, y))
counts, picked = {}, {}


def rules_on_folds(features, labels, folds):
    """Misses and alarms of every rule on every fold, and its thresholds."""
    count, chosen = {}, {}
    for train, held in folds:
        rows, known = features[train], labels[train]
        fitted = model().fit(rows, known)
        made = fitted.predict_proba(features[held])[:, 1]
        rules = {
            "half": 0.5,
            "textbook": TEXTBOOK,
            "seen": cheapest(known, [fitted.predict_proba(rows)[:, 1]]),
            "unseen": cheapest(known, out_of_fold(rows, known)),
        }
        for rule, threshold in rules.items():
            count.setdefault(rule, []).append(misses(labels[held], made, threshold))
            chosen.setdefault(rule, []).append(threshold)
    return count, chosen


def try_rules(subset):
    """Every rule, for one set of features."""
    count, chosen = rules_on_folds(x[:, subsets[subset]], y, splits)
    counts.update({(subset, rule): value for rule, value in count.items()})
    picked.update({(subset, rule): value for rule, value in chosen.items()})


try_rules("all")

# %%
try_rules("means")

# %%
try_rules("three")

# %%
try_rules("size")

# %%
counts = {key: np.array(value) for key, value in counts.items()}
costs = {key: value @ [COST, 1] for key, value in counts.items()}
for key, value in counts.items():
    missed, alarms = value.sum(axis=0) / REPEATS
    run_costs = costs[key].reshape(REPEATS, FOLDS).sum(axis=1)
    print(f"{key[0]:6} {key[1]:9} missed {missed:5.2f}  alarms {alarms:5.1f}  cost {run_costs.mean():6.1f}"
          f" (runs {run_costs.min()} to {run_costs.max()})"
          f"  thresholds {min(picked[key]):.3f} to {max(picked[key]):.3f}")  # fmt: skip


def saving(better, worse):
    """Cost saved on all patients, with an interval corrected for shared patients."""
    difference = (costs[worse] - costs[better]) * FOLDS
    half = student.ppf(0.5 + LEVEL / 200, len(splits) - 1) * np.sqrt(
        difference.var(ddof=1) * (1 / len(splits) + 1 / (FOLDS - 1))
    )
    return difference.mean(), difference.mean() - half, difference.mean() + half


compared = {
    "half": saving(("all", "unseen"), ("all", "half")),
    "seen": saving(("all", "unseen"), ("all", "seen")),
    "textbook": saving(("all", "unseen"), ("all", "textbook")),
    "three": saving(("all", "unseen"), ("three", "unseen")),
}
for name, values in compared.items():
    print("unseen threshold on all features, saving over {}: {:.0f} ({:.0f} to {:.0f})".format(name, *values))

# %% [markdown]
# ## Does scaling before the split matter?

# %%
leaked = []
for run in range(5):
    folds = StratifiedKFold(5, shuffle=True, random_state=run)
    leaked.append(
        cross_val_predict(
            LogisticRegression(max_iter=1000), StandardScaler().fit_transform(x), y, cv=folds, method="predict_proba"
        )[:, 1]
    )
before_loss = np.mean([log_loss(y, run) for run in leaked])
print(f"log loss scaled inside {inside_loss:.4f}, before {before_loss:.4f}")

# %% [markdown]
# ## The end: the patients set aside
#
# The rule was fixed before. The others are scored beside it, to be told and not to be chosen.


# %%
def exact(count, total):
    """The interval of Clopper and Pearson, in percent."""
    tail = (1 - LEVEL / 100) / 2
    low = beta.ppf(tail, count, total - count + 1) if count else 0.0
    high = beta.ppf(1 - tail, count + 1, total - count) if count < total else 1.0
    return 100 * low, 100 * high


def at_the_end(rows, labels, rows_aside, labels_aside, runs):
    """Misses and alarms of four rules on the patients set aside, and the two thresholds chosen without them."""
    made = model().fit(rows, labels).predict_proba(rows_aside)[:, 1]
    threshold = cheapest(labels, runs)
    three = subsets["three"]
    few = cheapest(labels, out_of_fold(rows[:, three], labels, len(runs)))
    made_few = model().fit(rows[:, three], labels).predict_proba(rows_aside[:, three])[:, 1]
    return {
        "chosen": misses(labels_aside, made, threshold),
        "half": misses(labels_aside, made, 0.5),
        "textbook": misses(labels_aside, made, TEXTBOOK),
        "three": misses(labels_aside, made_few, few),
    }, (threshold, few)


end, (threshold, three_threshold) = at_the_end(x, y, x_test, y_test, runs)
final, first, small = end["chosen"], end["half"], end["three"]
print("thresholds", threshold, three_threshold)
print("missed, alarms:", {rule: value.tolist() for rule, value in end.items()})
for rule, value in end.items():
    print("{:9} share missed {:.1f} to {:.1f}".format(rule, *exact(value[0], y_test.sum())))
for n in range(50, 1000):
    if exact(0, n)[1] < 1:
        break
print("without a miss, below 1% from", n)

# %% [markdown]
# ## Afterward: does the story depend on the split?
#
# The same with five other sets of patients put aside. They overlap with those above, so they choose nothing.

# %%
others = []
for seed in range(1, 6):
    rows, aside, labels, labels_aside = train_test_split(
        data.data, malignant, test_size=0.3, stratify=malignant, random_state=seed
    )
    folds = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=2, random_state=seed).split(rows, labels)
    count = rules_on_folds(rows, labels, folds)[0]
    other_runs = out_of_fold(rows, labels, 5)
    per_pass = {rule: np.sum(value, axis=0) @ [COST, 1] / 2 for rule, value in count.items()}
    ended = at_the_end(rows, labels, aside, labels_aside, other_runs)
    others.append({"slope": slope_of(labels, other_runs), "threshold": ended[1][0], **per_pass})
    others[-1] |= {f"end, {rule}": value @ [COST, 1] for rule, value in ended[0].items()}
    print({name: f"{value:.2f}" for name, value in others[-1].items()})
    print("   ", {rule: value.tolist() for rule, value in ended[0].items()})


def span(made):
    """The least and the most over the five."""
    return min(map(made, others)), max(map(made, others))


# %%
def run_cost(subset, rule):
    return f"{costs[subset, rule].sum() / REPEATS:.0f}"


def per_run(subset, rule):
    return [f"{value:.1f}" for value in counts[subset, rule].sum(axis=0) / REPEATS]


low, high = exact(final[0], y_test.sum())
text_missed, text_alarms = end["textbook"]
saved = span(lambda other: other["half"] - other["unseen"])
formula = span(lambda other: other["unseen"] - other["textbook"])
seen = span(lambda other: other["seen"] - other["unseen"])
slopes, finals = span(lambda other: other["slope"]), span(lambda other: other["threshold"])
print("saved", saved, "formula cheaper by", formula, "seen dearer by", seen)
numbers = {
    "tumors": len(malignant),
    "malignant": int(malignant.sum()),
    "to work with": len(y),
    "malignant to work with": int(y.sum()),
    "set aside": len(y_test),
    "malignant set aside": int(y_test.sum()),
    "level": LEVEL,
    "missed at one half": per_run("all", "half")[0],
    "alarms at one half": per_run("all", "half")[1],
    "missed, unseen": per_run("all", "unseen")[0],
    "alarms, unseen": per_run("all", "unseen")[1],
    "missed, textbook": per_run("all", "textbook")[0],
    "alarms, textbook": per_run("all", "textbook")[1],
    "cost at one half": run_cost("all", "half"),
    "cost, unseen": run_cost("all", "unseen"),
    "cost, textbook": run_cost("all", "textbook"),
    "cost, seen": run_cost("all", "seen"),
    "cost, three features": run_cost("three", "unseen"),
    "cost, ten means": run_cost("means", "unseen"),
    "cost, size alone": run_cost("size", "unseen"),
    "saving over one half": f"{compared['half'][0]:.0f}",
    "its lower end, below zero": f"{-compared['half'][1]:.0f}",
    "its upper end": f"{compared['half'][2]:.0f}",
    "all against three, low, below zero": f"{-compared['three'][1]:.0f}",
    "all against three, high": f"{compared['three'][2]:.0f}",
    "lowest threshold": f"{min(picked['all', 'unseen']):.2f}",
    "highest threshold": f"{max(picked['all', 'unseen']):.2f}",
    "textbook threshold": f"{TEXTBOOK:.3f}",
    "final threshold": f"{threshold:.2f}",
    "test, missed": int(final[0]),
    "test, alarms": int(final[1]),
    "test, first attempt, missed and alarms": int(first[0]),
    "test, textbook, missed": int(text_missed),
    "test, textbook, alarms": int(text_alarms),
    "test, three features, alarms": int(small[1]),
    "interval of the missed, low": f"{low:.0f}",
    "interval of the missed, high": f"{high:.0f}",
    "share missed": f"{100 * final[0] / y_test.sum():.1f}",
    "needed without a miss": n,
    "slope": f"{slope:.1f}",
    "slope with a tenth of the penalty": f"{weaker_slope:.1f}",
    "log loss with a tenth of the penalty": f"{weaker_loss:.3f}",
    "other splits, lowest slope": f"{slopes[0]:.1f}",
    "other splits, highest slope": f"{slopes[1]:.1f}",
    "other splits, least saving over one half": f"{saved[0]:.0f}",
    "other splits, most saving over one half": f"{saved[1]:.0f}",
    "other splits, formula cheaper by at most": f"{formula[1]:.0f}",
    "other splits, seen cheaper by at most": f"{-seen[0]:.0f}",
    "other splits, seen dearer by at most": f"{seen[1]:.0f}",
    "other splits, lowest final threshold": f"{finals[0]:.2f}",
    "other splits, highest final threshold": f"{finals[1]:.2f}",
    "saving over seen, low, below zero": f"{-compared['seen'][1]:.0f}",
    "saving over seen, high": f"{compared['seen'][2]:.0f}",
    "saving over the formula, low, below zero": f"{-compared['textbook'][1]:.0f}",
    "saving over the formula, high": f"{compared['textbook'][2]:.0f}",
    "scaled inside": f"{inside_loss:.3f}",
    "scaled before": f"{before_loss:.3f}",
    "pairs of features": int((pairs > 0.9).sum()),
}
