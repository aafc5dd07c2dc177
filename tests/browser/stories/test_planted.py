"""The keys' hand tells the truth: what they cannot reach ends the story."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.hands import WAYS, ByKeys, OutOfReach

BY_KEYS = next(way for way in WAYS if way.keys)
OUT_OF_THE_ORDER = "e => { e.tabIndex = -1; }"


@pytest.fixture
def by_keys(windows, demo) -> Iterator[ByKeys]:
    hand = ByKeys(windows.page(BY_KEYS, "rep"), demo, BY_KEYS)
    hand.speak(BY_KEYS.language)
    hand.open("/prospects/new/")
    yield hand
    hand.speak("en")


def test_a_control_out_of_the_keys_reach_is_found_out(by_keys: ByKeys) -> None:
    phone = by_keys.field("phone")
    by_keys.reach(phone)
    by_keys.reach(by_keys.field("name"))

    phone.evaluate(OUT_OF_THE_ORDER)

    with pytest.raises(OutOfReach):
        by_keys.reach(phone)
