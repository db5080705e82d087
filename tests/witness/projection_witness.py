"""Compares principal components with scikit-learn's PCA."""

import subprocess
import sys

import numpy
from sklearn.decomposition import PCA

rng = numpy.random.default_rng(1)
worst = 0.0
cases = 0
for q in (2, 3, 5, 16, 64):
    for n in (q + 1, 40, 1000):
        if n <= q:
            continue
        mix = rng.normal(size=(q, q)) * numpy.logspace(0, -2, q)
        x = (rng.normal(size=(n, q)) @ mix + rng.normal(size=q) * 3).astype(numpy.float32)
        text = subprocess.run([sys.argv[1], str(q)], check=True, capture_output=True,
                              input=" ".join(f"{v:.9g}" for v in x.ravel()).encode()).stdout
        mean, axes, variance, explained = (numpy.array(line.split(), float)
                                           for line in text.decode().splitlines())
        leading = min(3, q)
        axes = axes.reshape(leading, q)
        pca = PCA(svd_solver="full").fit(x.astype(float))
        sign = numpy.sign((axes * pca.components_[:leading]).sum(1))
        errors = {
            "mean": abs(mean - pca.mean_).max(),
            "axes": abs(axes * sign[:, None] - pca.components_[:leading]).max(),
            "variance": abs(variance - pca.explained_variance_ * (n - 1) / n).max() / variance[0],
            "explained": abs(explained[0] - pca.explained_variance_ratio_[:2].sum()),
            "explained by three": abs(explained[1] - pca.explained_variance_ratio_[:3].sum()),
            "orthonormal": abs(axes @ axes.T - numpy.eye(leading)).max(),
            "sign": float((numpy.take_along_axis(
                axes, abs(axes).argmax(1)[:, None], 1) < 0).any()),
        }
        for name, error in errors.items():
            assert error < 1e-6, (name, error, q, n)
        worst = max(worst, *errors.values())
        cases += 1
print(f"{cases} clouds, largest difference {worst:.3g}")
