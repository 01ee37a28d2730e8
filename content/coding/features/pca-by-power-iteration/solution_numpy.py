import numpy as np


def pca(rows, k, seed=0, tolerance=1e-10, max_steps=10_000):
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        raise ValueError("need at least two rows, all of one length")
    x = np.array(rows, dtype=float)
    if not 1 <= k <= x.shape[1]:
        raise ValueError("need k between 1 and the number of columns")
    if not (np.abs(x) <= 1e100).all():  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or their squares overflow")
    means = x.mean(axis=0)
    size = (x**2).sum()
    x -= means
    total = (x**2).sum() / (len(x) - 1)
    if total <= 1e-30 * size:
        raise ValueError("the rows are equal up to rounding: there is no variance to explain")
    # all k directions at once: multiply, then make them orthonormal again, in place of deflation
    basis = np.linalg.qr(np.random.default_rng(seed).normal(size=(x.shape[1], k)))[0]
    for _ in range(max_steps):
        before, basis = basis, np.linalg.qr(x.T @ (x @ basis))[0]
        outside = basis - before @ (before.T @ basis)
        if np.abs(outside).max() <= tolerance:
            break
    else:
        raise ValueError("no convergence: the variances k and k + 1 are nearly equal")
    # inside the subspace that was found, a small exact SVD turns the basis to the components
    _, stretch, turn = np.linalg.svd(x @ basis, full_matrices=False)
    turn = np.vstack([turn, np.zeros((k - len(turn), k))])
    variances = np.pad(stretch**2 / (len(x) - 1), (0, k - len(stretch)))
    components = turn @ basis.T
    if len(stretch) < k:  # fewer rows than directions: fill up with what is orthogonal to the rest
        full = np.linalg.svd(components)[2]
        components = np.vstack([components[: len(stretch)], full[len(stretch) : k]])
    variances[variances <= 1e-12 * total] = 0
    return means, components, variances, variances / total
