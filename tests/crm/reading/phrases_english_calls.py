"""English lines: what a call came to, and how long it was."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

ENGLISH = [
    # what a call came to
    row("Acme no answer", Said("call held", "Acme", outcome="no_answer")),
    row("CALLED DURAND NO ANSWER", Said("call held", DURAND, outcome="no_answer")),
    row("rang Acme, didn't pick up", Said("call held", "Acme", outcome="no_answer")),
    row("left a message for Durand", Said("call held", DURAND, outcome="voicemail")),
    row("call Acme voicemail", Said("call held", "Acme", outcome="voicemail")),
    row("vm Lefevre", Said("call held", "Lefèvre", outcome="voicemail")),
    row(
        "called Acme 3 min not interested",
        Said("call held", "Acme", 3, "not_interested"),
    ),
    row(
        "call Durand 5 min asked me to call back Thursday",
        Said("call held", DURAND, 5, "call_back", next="call 2026-03-12"),
    ),
    row(
        "called Acme, meeting booked Thursday 10am",
        Said(
            "call held",
            "Acme",
            outcome="meeting_booked",
            next="meeting 2026-03-12 10:00",
        ),
    ),
    row(
        "call Mercier 6 min, demo booked Tue 2:30pm",
        Said(
            "call held",
            "Garage Mercier",
            6,
            "meeting_booked",
            next="demo 2026-03-17 14:30",
        ),
    ),
    row(
        "called Durand no answer, call back",
        Said(
            "call held",
            DURAND,
            outcome="no_answer",
            next="call 2026-03-11",
            doubts="next_step.assumed",
        ),
    ),
    row(
        "spoke with Julie Martin for twenty minutes",
        Said("call held", "Julie Martin", 20, "reached"),
    ),
    row(
        "inbound call Acme 4 min",
        Said("call held", "Acme", 4, "reached", direction="in"),
    ),
    row(
        "Durand called back 4 min",
        Said("call held", DURAND, 4, "reached", direction="in"),
    ),
    row(
        "I called Durand yesterday",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            at="2026-03-09",
            doubts="outcome.assumed",
        ),
    ),
    row(
        "call Durand discussed pricing",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            note="discussed pricing",
            doubts="outcome.assumed",
        ),
    ),
    # lengths
    row("call Acme 1h30", Said("call held", "Acme", 90, "reached")),
    row("call Acme 1 hr 15 min", Said("call held", "Acme", 75, "reached")),
    row("call Acme half an hour", Said("call held", "Acme", 30, "reached")),
    row("call Acme an hour and a half", Said("call held", "Acme", 90, "reached")),
    row("call Acme two hours", Said("call held", "Acme", 120, "reached")),
    row("call Acme 1.5 hours", Said("call held", "Acme", 90, "reached")),
    row("call Acme twenty-five minutes", Said("call held", "Acme", 25, "reached")),
    row("call Acme 90 minutes", Said("call held", "Acme", 90, "reached")),
]
