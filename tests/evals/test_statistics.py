import numpy as np
import pytest

from evals.statistics import Observation, estimate, percentile


def test_the_interval_holds_the_mean_and_is_the_same_each_time():
    seen = [Observation(float(i % 3 > 0), f"c{i}") for i in range(90)]
    first = estimate(seen)
    assert first is not None
    assert first.value == pytest.approx(2 / 3)
    assert first.low < first.value < first.high
    assert first == estimate(seen)


def test_the_width_is_that_of_the_normal_approximation():
    found = estimate(Observation(float(i < 200), f"c{i}") for i in range(400))
    assert found is not None
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.sqrt(0.25 / 400), rel=0.1)


def test_cases_of_one_matter_are_drawn_together_so_the_interval_is_wider():
    alone = estimate(Observation(float(i % 2), f"c{i}") for i in range(100))
    paired = estimate(Observation(float(i // 2 % 2), f"c{i // 2}") for i in range(100))
    assert alone is not None
    assert paired is not None
    assert paired.high - paired.low > 1.2 * (alone.high - alone.low)


def test_what_could_not_be_scored_is_counted_apart():
    found = estimate([Observation(1.0, "a"), Observation(None, "b")])
    assert found is not None
    assert (found.value, found.low, found.high, found.n, found.unscored) == (1.0, 1.0, 1.0, 1, 1)
    assert estimate([Observation(None, "a")]) is None


def test_percentiles():
    assert percentile([1, 2, 3, 4, 5], 50) == 3
    assert percentile([], 50) == 0
