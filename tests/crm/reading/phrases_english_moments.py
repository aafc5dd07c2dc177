"""English lines: when."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

ENGLISH = [
    # moments
    row(
        "meeting Acme tomorrow 2pm",
        Said("meeting planned", "Acme", at="2026-03-11 14:00"),
    ),
    row(
        "meeting Acme tomorrow at noon",
        Said("meeting planned", "Acme", at="2026-03-11 12:00"),
    ),
    row(
        "meeting Acme tomorrow morning",
        Said("meeting planned", "Acme", at="2026-03-11 09:00"),
    ),
    row("demo Durand thu 14:30", Said("demo planned", DURAND, at="2026-03-12 14:30")),
    row(
        "demo Durand this afternoon",
        Said("demo planned", DURAND, at="2026-03-10 14:00"),
    ),
    row(
        "demo Durand tomorrow half past two",
        Said("demo planned", DURAND, at="2026-03-11 14:30"),
    ),
    row(
        "demo Durand tomorrow quarter to ten",
        Said("demo planned", DURAND, at="2026-03-11 09:45"),
    ),
    row(
        "demo Durand tomorrow 9 o'clock",
        Said("demo planned", DURAND, at="2026-03-11 09:00"),
    ),
    row(
        "demo Durand tomorrow 3 p.m.",
        Said("demo planned", DURAND, at="2026-03-11 15:00"),
    ),
    row(
        "demo Durand at three in the afternoon",
        Said("demo planned", DURAND, at="2026-03-10 15:00"),
    ),
    row("call back Acme in 3 days", Said("call planned", "Acme", at="2026-03-13")),
    row("call back Acme in a week", Said("call planned", "Acme", at="2026-03-17")),
    row(
        "call back Acme in 2 months",
        Said("call planned", "Acme", at="2026-05-10", doubts="at.not_a_working_day"),
    ),
    row(
        "call back Acme in an hour", Said("call planned", "Acme", at="2026-03-10 11:30")
    ),
    row("call back Acme eow", Said("call planned", "Acme", at="2026-03-13")),
    row("call back Acme end of month", Said("call planned", "Acme", at="2026-03-31")),
    row("call back Acme next week", Said("call planned", "Acme", at="2026-03-16")),
    row(
        "call back Acme thursday next week",
        Said("call planned", "Acme", at="2026-03-19"),
    ),
    row("call back Acme early April", Said("call planned", "Acme", at="2026-04-01")),
    row(
        "call back Acme today eod", Said("call planned", "Acme", at="2026-03-10 17:00")
    ),
    row(
        "demo Acme on the 18th at 10",
        Said("demo planned", "Acme", at="2026-03-18 10:00"),
    ),
    row(
        "demo Acme March 18th 10am", Said("demo planned", "Acme", at="2026-03-18 10:00")
    ),
    row(
        "demo Acme Thursday 12 March at 9:15",
        Said("demo planned", "Acme", at="2026-03-12 09:15"),
    ),
    row(
        "demo Acme 2026-03-18 10:00",
        Said("demo planned", "Acme", at="2026-03-18 10:00"),
    ),
    row("demo Acme mon 9am", Said("demo planned", "Acme", at="2026-03-16 09:00")),
    row("demo Acme mar 18 at 10", Said("demo planned", "Acme", at="2026-03-18 10:00")),
    row("met Acme Monday", Said("meeting held", "Acme", at="2026-03-09")),
    row("saw Acme last Friday", Said("meeting held", "Acme", at="2026-03-06")),
    row(
        "call Acme 3 days ago no answer",
        Said(
            "call held",
            "Acme",
            outcome="no_answer",
            at="2026-03-07",
            doubts="at.not_a_working_day",
        ),
    ),
    row(
        "called Acme tomorrow 9am",
        Said(
            "call planned", "Acme", at="2026-03-11 09:00", doubts="status.contradiction"
        ),
    ),
    row(
        "call back Durand",
        Said("call planned", DURAND, at="2026-03-10", doubts="at.assumed"),
    ),
    row(
        "demo Acme 10 am to 11 am tomorrow",
        Said(
            "demo planned",
            "Acme",
            60,
            at="2026-03-11 10:00",
            doubts="status.contradiction",
        ),
    ),
]
