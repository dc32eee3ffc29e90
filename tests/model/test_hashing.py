from __future__ import annotations

from generator.model.hashing import sha256_of


def test_a_text_has_the_hash_that_sha256sum_gives_its_file() -> None:
    # printf abc | sha256sum
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of("abc") == sha256_of(b"abc") == abc
