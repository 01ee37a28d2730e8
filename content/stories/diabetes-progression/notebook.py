# %% [markdown]
# # Diabetes progression: is anything better than ridge?
#
# Ten measurements of a patient at baseline, and a score of how far the disease went in the year after. A fifth of the
# patients is set aside at the start; they are scored at the end, after ridge has been chosen, and choose nothing.

# %%
import numpy as np
from scipy.stats import skew
from scipy.stats import t as student
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LassoCV, LinearRegression, RidgeCV
from sklearn.model_selection import KFold, RepeatedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

data = load_diabetes(scaled=False)  # as measured: the packaged version is standardized over all rows
names = data.feature_names
x, x_test, y, y_test = train_test_split(data.data, data.target, test_size=0.2, random_state=0)
print(f"{len(data.target)} patients: {len(y)} to work with, {len(y_test)} for the end")

# %% [markdown]
# ## Exploration
#
# Only the patients to work with are explored.

# %%
print("missing:", np.isnan(x).sum(), " repeated rows:", len(x) - len(np.unique(x, axis=0)))
print(f"target: {y.min():.0f} to {y.max():.0f}, mean {y.mean():.1f}, standard deviation {y.std(ddof=1):.1f}, "
      f"skewness {skew(y):.2f}")  # fmt: skip
correlation = np.corrcoef(x.T)
for name, column in zip(names, x.T, strict=True):
    print(f"{name:4} {column.min():7.1f} to {column.max():7.1f}   with the target {np.corrcoef(column, y)[0, 1]:6.2f}")
s1, s2, s3, s4 = (names.index(name) for name in ("s1", "s2", "s3", "s4"))
print(f"s1 with s2: {correlation[s1, s2]:.2f}   s3 with s4: {correlation[s3, s4]:.2f}")
ratio = np.corrcoef(x[:, s1] / x[:, s3], x[:, s4])[0, 1]
print(f"s1 / s3 with s4: {ratio:.2f}")

# %% [markdown]
# ## Candidates
#
# The first attempt is boosting with its defaults. Every step that learns from data, scaling and choice of a penalty
# included, happens inside the training part of a fold.


# %%
def mean_only(train_x, train_y, other_x):
    return np.full(len(other_x), train_y.mean())


def linear(train_x, train_y, other_x):
    return LinearRegression().fit(train_x, train_y).predict(other_x)


PENALTIES = np.logspace(-1, 4, 26)


def ridge_model():
    return make_pipeline(StandardScaler(), RidgeCV(PENALTIES))  # leave-one-out inside the training part


def ridge(train_x, train_y, other_x):
    return ridge_model().fit(train_x, train_y).predict(other_x)


def squares(train_x, train_y, other_x):
    wide = make_pipeline(StandardScaler(), PolynomialFeatures(2, include_bias=False), StandardScaler())
    inner = KFold(5, shuffle=True, random_state=0)
    model = LassoCV(alphas=12, eps=0.01, cv=inner, max_iter=5000, precompute=True)
    return model.fit(wide.fit_transform(train_x), train_y).predict(wide.transform(other_x))


def boosting(train_x, train_y, other_x):
    return GradientBoostingRegressor(random_state=0).fit(train_x, train_y).predict(other_x)


def small_trees(depth, trees):
    return GradientBoostingRegressor(max_depth=depth, n_estimators=trees, subsample=0.7, random_state=0)


def tuned_boosting(train_x, train_y, other_x):
    """Depth and number of trees chosen by three inner folds."""
    errors = {}
    for depth in (1, 2):
        paths = []
        for inner, held in KFold(3, shuffle=True, random_state=0).split(train_x):
            model = small_trees(depth, 100).fit(train_x[inner], train_y[inner])
            paths.append([np.mean((train_y[held] - made) ** 2) for made in model.staged_predict(train_x[held])])
        errors |= {(depth, trees): error for trees, error in enumerate(np.mean(paths, axis=0), 1)}
    return small_trees(*min(errors, key=errors.get)).fit(train_x, train_y).predict(other_x)


# %% [markdown]
# ## Comparison
#
# Five folds, drawn four times, the same for every candidate. The blend is the plain average of ridge and tuned
# boosting. The folds share patients, so the spread of a difference is corrected as Nadeau and Bengio propose.

# %%
candidates = {
    "mean": mean_only,
    "first attempt": boosting,
    "tuned boosting": tuned_boosting,
    "linear": linear,
    "ridge": ridge,
    "squares": squares,
}
FOLDS, REPEATS, LEVEL = 5, 4, 95
splits = list(RepeatedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=0).split(x))
errors = {name: [] for name in [*candidates, "blend"]}
squared = {name: np.zeros(len(y)) for name in errors}
for train, held in splits:
    made = {name: candidate(x[train], y[train], x[held]) for name, candidate in candidates.items()}
    made["blend"] = (made["ridge"] + made["tuned boosting"]) / 2
    for name, prediction in made.items():
        off = (y[held] - prediction) ** 2
        squared[name][held] += off / REPEATS
        errors[name].append(np.sqrt(off.mean()))
errors = {name: np.array(values) for name, values in errors.items()}


def gain(better, worse):
    """How much smaller the error of `better` is, over the folds, with an interval corrected for shared patients."""
    difference = errors[worse] - errors[better]
    spread = np.sqrt(difference.var(ddof=1) * (1 / len(splits) + 1 / (FOLDS - 1)))
    half = student.ppf(0.5 + LEVEL / 200, len(splits) - 1) * spread
    return difference.mean(), difference.mean() - half, difference.mean() + half


for name, values in errors.items():
    low, high = gain(name, "ridge")[1:]
    print(f"{name:15} error {values.mean():5.2f}, folds differ by {values.std(ddof=1):4.2f};"
          f" gain over ridge {gain(name, 'ridge')[0]:6.2f} ({low:.2f} to {high:.2f})")  # fmt: skip

# %% [markdown]
# ## How many patients would it take?
#
# Per patient, the squared error of ridge less that of the blend. The number of patients at which the mean difference
# is two standard errors away from zero, if it stays what it is here: even then it would be seen about every other time.
# The gain itself is the weak point: a gain half as large takes four times the patients.

# %%
difference = squared["ridge"] - squared["blend"]
needed = (2 * difference.std(ddof=1) / difference.mean()) ** 2
print(
    f"mean difference {difference.mean():.1f}, standard deviation {difference.std(ddof=1):.0f}: {needed:.0f} patients"
)

# %% [markdown]
# ## Coefficients and selection
#
# Two blood values that nearly repeat each other: what a coefficient is worth, and which features a lasso keeps.

# %%
slopes = {"linear": [], "ridge": []}
kept = np.zeros(len(names), dtype=int)
for train, _ in splits:
    scaled = StandardScaler().fit_transform(x[train])
    slopes["linear"].append(LinearRegression().fit(scaled, y[train]).coef_)
    slopes["ridge"].append(RidgeCV(PENALTIES).fit(scaled, y[train]).coef_)
    lasso = LassoCV(alphas=20, cv=KFold(5, shuffle=True, random_state=0), precompute=True).fit(scaled, y[train])
    kept += lasso.coef_ != 0
s1_slope = {name: np.array(values)[:, s1] for name, values in slopes.items()}
for name, values in s1_slope.items():
    print(f"{name}: coefficient of s1 from {values.min():.1f} to {values.max():.1f}")
print({name: int(count) for name, count in zip(names, kept, strict=True)}, "of", len(splits))
three = [names.index(name) for name in ("bmi", "bp", "s5")]
short_list = [
    np.sqrt(np.mean((y[held] - linear(x[train][:, three], y[train], x[held][:, three])) ** 2)) for train, held in splits
]
print(f"three features alone: {np.mean(short_list):.2f}")

# %% [markdown]
# ## The end: the patients set aside
#
# All candidates are scored, after ridge has been chosen.
# The interval of a difference comes from drawing the patients again, with replacement.

# %%


def predicted(train_x, train_y, other_x):
    made = {name: candidate(train_x, train_y, other_x) for name, candidate in candidates.items()}
    return made | {"blend": (made["ridge"] + made["tuned boosting"]) / 2}


final = predicted(x, y, x_test)
test_error = {name: np.sqrt(np.mean((y_test - made) ** 2)) for name, made in final.items()}
draws = np.random.default_rng(0).integers(len(y_test), size=(2000, len(y_test)))


def test_gain(better, worse):
    drawn = [np.sqrt(((y_test - final[name]) ** 2)[draws].mean(axis=1)) for name in (worse, better)]
    return np.quantile(drawn[0] - drawn[1], [0.5 - LEVEL / 200, 0.5 + LEVEL / 200])


print({name: f"{value:.1f}" for name, value in test_error.items()})
first_low, first_high = test_gain("ridge", "first attempt")
blend_low, blend_high = test_gain("blend", "ridge")
print(f"ridge over the first attempt: {first_low:.1f} to {first_high:.1f}")
print(f"blend over ridge: {blend_low:.1f} to {blend_high:.1f}")

# %% [markdown]
# ## Afterward: does the story depend on the split?
#
# Five other fifths set aside. They overlap, and their patients have been seen above, so they choose nothing either.

# %%
others = []
for seed in range(1, 6):
    parts = train_test_split(data.data, data.target, test_size=0.2, random_state=seed)
    made = predicted(parts[0], parts[2], parts[1])
    others.append({name: np.sqrt(np.mean((parts[3] - values) ** 2)) for name, values in made.items()})
    print({name: f"{value:.1f}" for name, value in others[-1].items()})
ahead = {name: sum(other[name] < other["ridge"] for other in others) for name in others[0]}
print("of five, ahead of ridge:", ahead)
smallest = min(other["first attempt"] - other["ridge"] for other in others)
largest = max(other["first attempt"] - other["ridge"] for other in others)

# %%
over = {name: [f"{abs(value):.2f}" for value in gain(*pair)] for name, pair in {
    "first": ("ridge", "first attempt"),
    "tuned": ("tuned boosting", "ridge"),
    "squares": ("squares", "ridge"),
    "blend": ("blend", "ridge"),
}.items()}  # fmt: skip
mean_error = {name: f"{values.mean():.1f}" for name, values in errors.items()}
final_error = {name: f"{value:.1f}" for name, value in test_error.items()}
kept_of = dict(zip(names, kept, strict=True))
numbers = {
    "patients": len(data.target),
    "patients to work with": len(y),
    "patients set aside": len(y_test),
    "interval": LEVEL,
    "target, lowest": f"{y.min():.0f}",
    "target, highest": f"{y.max():.0f}",
    "target, mean": f"{y.mean():.0f}",
    "correlation of bmi": f"{np.corrcoef(x[:, names.index('bmi')], y)[0, 1]:.2f}",
    "correlation of s5": f"{np.corrcoef(x[:, names.index('s5')], y)[0, 1]:.2f}",
    "correlation of s1 and s2": f"{correlation[s1, s2]:.2f}",
    "correlation of the ratio and s4": f"{ratio:.2f}",
    "error of the mean": mean_error["mean"],
    "error of the first attempt": mean_error["first attempt"],
    "error of tuned boosting": mean_error["tuned boosting"],
    "error of plain regression": mean_error["linear"],
    "error of ridge": mean_error["ridge"],
    "error of squares": mean_error["squares"],
    "error of the blend": mean_error["blend"],
    "error of three features": f"{np.mean(short_list):.1f}",
    "folds of ridge differ by": f"{errors['ridge'].std(ddof=1):.1f}",
    "ridge over the first attempt": over["first"][0],
    "its lower end": over["first"][1],
    "its upper end": over["first"][2],
    "tuned boosting behind ridge": over["tuned"][0],
    "its ends, tuned": over["tuned"][1],
    "its ends, tuned, behind": over["tuned"][2],
    "squares behind ridge": over["squares"][0],
    "its ends, squares": over["squares"][1],
    "its ends, squares, behind": over["squares"][2],
    "test error of squares": final_error["squares"],
    "blend over ridge": over["blend"][0],
    "its lower end, below zero": over["blend"][1],
    "its upper end, above zero": over["blend"][2],
    "patients that would show it": f"{round(needed, -2):.0f}",
    "lowest coefficient of s1": f"{-s1_slope['linear'].min():.1f}",
    "highest coefficient of s1": f"{s1_slope['linear'].max():.1f}",
    "fits": len(splits),
    "kept s2": int(kept_of["s2"]),
    "kept s4": int(kept_of["s4"]),
    "test error of the mean": final_error["mean"],
    "test error of the first attempt": final_error["first attempt"],
    "test error of ridge": final_error["ridge"],
    "test error of the blend": final_error["blend"],
    "test, ridge over the first attempt, low": f"{first_low:.1f}",
    "test, ridge over the first attempt, high": f"{first_high:.1f}",
    "test, blend over ridge, low": f"{-blend_low:.1f}",
    "test, blend over ridge, high": f"{blend_high:.1f}",
    "lowest coefficient of s1, ridge": f"{-s1_slope['ridge'].min():.1f}",
    "highest coefficient of s1, ridge": f"{-s1_slope['ridge'].max():.1f}",
    "other splits, ridge over the first attempt, least": f"{smallest:.1f}",
    "other splits, ridge over the first attempt, most": f"{largest:.1f}",
    "other splits, ridge, least": f"{min(other['ridge'] for other in others):.1f}",
    "other splits, ridge, most": f"{max(other['ridge'] for other in others):.1f}",
}
