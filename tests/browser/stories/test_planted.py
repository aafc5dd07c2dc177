"""The keys' hand tells the truth: what they cannot reach ends the story."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.hands import WAYS, ByKeys, OutOfReach
from tests.browser.visiting import settled

BY_KEYS = next(way for way in WAYS if way.keys)
OUT_OF_THE_ORDER = "e => { e.tabIndex = -1; }"


@pytest.fixture
def by_keys(windows, demo) -> Iterator[ByKeys]:
    hand = ByKeys(windows.page(BY_KEYS, "rep"), demo, BY_KEYS)
    hand.open("/prospects/new/")
    yield hand
    settled(hand.page)
    hand.speak("en")


def test_a_control_out_of_the_keys_reach_is_found_out(by_keys: ByKeys) -> None:
    add = by_keys.page.locator("main .sheet-foot button[type=submit]")
    by_keys.reach(add)
    by_keys.reach(by_keys.field("name"))

    add.evaluate(OUT_OF_THE_ORDER)

    with pytest.raises(OutOfReach):
        by_keys.reach(add)
