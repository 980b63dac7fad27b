"""The verdict of a long run finds what grows."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.soak import Sample, compare, verdict

_STEADY = Sample(0, 4000, 300, 200, 100_000, 900, 40, 30)


def _run(count: int = 20, **grows: float) -> list[Sample]:
    """Samples that are alike but for what grows by so much a sample."""
    samples = []
    for number in range(count):
        changed = {name: getattr(_STEADY, name) + by * number for name, by in grows.items()}
        samples.append(replace(_STEADY, lives=51_000 + number * 1000, **changed))
    return samples


def test_a_run_that_stays_as_it_is_is_steady() -> None:
    figures = compare(_run())
    assert verdict(figures) == "steady: the second half is as the first"
    assert {each.value for each in figures} == {1.0}


def test_what_grows_is_named() -> None:
    assert verdict(compare(_run(memory=5))) == "not steady: memory"
    assert verdict(compare(_run(timers=1))) == "not steady: timers"
    assert verdict(compare(_run(objects=2000, descriptors=1))) == "not steady: objects, descriptors"


def test_what_becomes_slower_is_named_and_what_becomes_quicker_is_not() -> None:
    assert verdict(compare(_run(rate=-100, cost=8))) == "not steady: rate, cost"
    assert verdict(compare(_run(rate=100, cost=-8))) == "steady: the second half is as the first"


def test_the_warm_up_does_not_count() -> None:
    cold = [replace(each, memory=50, rate=9000) for each in _run(4)]
    assert verdict(compare([*cold, *_run(16)])) == "steady: the second half is as the first"


def test_lives_before_everything_is_full_do_not_count() -> None:
    early = [replace(each, lives=each.lives - 50_000) for each in _run(20, memory=5)]
    assert verdict(compare(early)) == "too few samples to compare"


def test_few_samples_are_no_verdict() -> None:
    assert verdict(compare(_run(1))) == "too few samples to compare"
    assert verdict(compare([])) == "too few samples to compare"
