"""The ensemble gives what walking its trees gives."""

import numpy as np
import pytest

from geomap.resolve.trees import Trees


def walk(tree, row):
    """Walk one tree the plain way."""
    node = 0 if tree["test"] else -1
    while node >= 0:
        column, at_most = tree["test"][node]
        node = tree["left" if row[column] <= np.float32(at_most) else "right"][node]
    return tree["leaf"][-1 - node]


def grow(random, leaves):
    """Grow a tree by splitting leaves at random."""
    tree = {"test": [], "left": [], "right": [], "leaf": [0.0]}
    hooks = {0: None}
    for n in range(leaves - 1):
        leaf = random.choice(list(hooks))
        hook = hooks.pop(leaf)
        tree["test"].append([int(random.integers(3)), float(random.normal())])
        tree["leaf"].append(0.0)
        tree["left"].append(-1 - leaf)
        tree["right"].append(-len(tree["leaf"]))
        if hook:
            tree[hook[0]][hook[1]] = n
        hooks[leaf], hooks[len(tree["leaf"]) - 1] = ("left", n), ("right", n)
    tree["leaf"] = random.normal(size=len(tree["leaf"])).tolist()
    return tree


@pytest.mark.parametrize("leaves", [1, 2, 15, 16])
def test_the_score_is_the_sum_of_the_leaves_that_a_walk_reaches(leaves):
    random = np.random.default_rng(leaves)
    forest = [grow(random, leaves) for _ in range(7)]
    rows = random.normal(size=(200, 3)).astype(np.float32)
    expected = [sum(walk(tree, row) for tree in forest) for row in rows]
    assert Trees.read({"features": ["a", "b", "c"], "trees": forest}).score(rows) == pytest.approx(expected)


def test_a_row_at_the_threshold_goes_left():
    tree = {"test": [[0, 1.5]], "left": [-1], "right": [-2], "leaf": [10.0, 20.0]}
    trees = Trees.read({"features": ["a"], "trees": [tree]})
    assert trees.score(np.array([[1.5], [1.6]])).tolist() == [10.0, 20.0]


def test_a_tree_with_too_many_leaves_is_refused():
    with pytest.raises(ValueError, match="17 leaves"):
        Trees.read({"features": ["a"], "trees": [grow(np.random.default_rng(0), 17)]})
