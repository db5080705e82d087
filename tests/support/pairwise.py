"""Configurations such that every two values of every two settings occur together somewhere."""

import itertools
import random


def pairwise(levels, seed=1):
    """A list of dicts {name: value}, for {name: [values]}. Greedily: of many random rows, always the one with the
    most pairs not seen yet."""
    chance = random.Random(seed)
    names = list(levels)
    left = {(a, i, b, j) for a, b in itertools.combinations(names, 2)
            for i in range(len(levels[a])) for j in range(len(levels[b]))}

    def pairs(row):
        return {(a, row[a], b, row[b]) for a, b in itertools.combinations(names, 2)} & left

    out = []
    while left:
        rows = [{name: chance.randrange(len(levels[name])) for name in names} for _ in range(200)]
        a, i, b, j = min(left)
        rows.append(rows[0] | {a: i, b: j})
        best = max(rows, key=lambda row: len(pairs(row)))
        left -= pairs(best)
        out.append({name: levels[name][best[name]] for name in names})
    return out
