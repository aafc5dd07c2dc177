"""English lines of a second reading of what the reader had not met."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

ENGLISH = [
    row(
        "had a call with Mr Durand for 15 minutes, he is very interested",
        Said("call held", "Paul Durand", 15, "positive"),
    ),
    row(
        "Julie Martin busy, call back around 4pm",
        Said(
            "call held",
            "Julie Martin",
            outcome="no_answer",
            next="call 2026-03-10 16:00",
        ),
    ),
    row(
        "tomorrow 9am call Durand", Said("call planned", DURAND, at="2026-03-11 09:00")
    ),
    row(
        "yesterday visit Garage Mercier 2h",
        Said("meeting held", "Garage Mercier", 120, at="2026-03-09", on_site=True),
    ),
    row(
        "meeting acme thursday two thirty pm",
        Said("meeting planned", "Acme", at="2026-03-12 14:30"),
    ),
    row("call lefevre in a week", Said("call planned", "Lefèvre", at="2026-03-17")),
    row(
        "chase proposal durand wednesday 18",
        Said("task planned", DURAND, at="2026-03-18", subject="chase proposal"),
    ),
    row(
        "email Julie Martin with the quote",
        Said("email held", "Julie Martin", note="with the quote"),
    ),
    row(
        "Durand: call 12 min, ok, send quote Friday",
        Said("call held", DURAND, 12, "positive", next="task 2026-03-13: send quote"),
    ),
    row(
        "Acme turned us down",
        Said("call held", "Acme", outcome="not_interested", doubts="kind.ask"),
    ),
    row("demo done at Durand 1h15 super", Said("demo held", DURAND, 75, "positive")),
    row(
        "meeting Acme cancelled by the client",
        Said("meeting cancelled", "Acme", at="2026-03-10", note="by the client"),
    ),
    row(
        "onboarding done yesterday Acme 2 hours",
        Said("onboarding held", "Acme", 120, at="2026-03-09"),
    ),
    row(
        "prepare the meeting with Acme tomorrow",
        Said("task planned", "Acme", at="2026-03-11", subject="prepare the meeting"),
    ),
    row(
        "call Durand by Thursday",
        Said("call planned", DURAND, at="2026-03-12", due=True),
    ),
    row(
        "call Durand no later than Thursday",
        Said("call planned", DURAND, at="2026-03-12", due=True),
    ),
    row(
        "catch up with Acme yesterday 20 min",
        Said("meeting held", "Acme", 20, at="2026-03-09"),
    ),
    row(
        "4 calls Acme Durand Lefevre Mercier no answer",
        *[
            Said("call held", w, outcome="no_answer")
            for w in ("Acme", DURAND, "Lefèvre", "Garage Mercier")
        ],
    ),
    row(
        "call acme 8 min budget 20k decision in May",
        Said(
            "call held",
            "Acme",
            8,
            "reached",
            amount=20000,
            note="budget, decision in May",
        ),
    ),
    row(
        "video call Durand yesterday 4pm 30 min",
        Said("meeting held", DURAND, 30, at="2026-03-09 16:00"),
    ),
    row(
        "call Durand last Friday 12 min",
        Said("call held", DURAND, 12, "reached", at="2026-03-06"),
    ),
    row(
        "rang Acme, left a message, will try again tomorrow",
        Said("call held", "Acme", outcome="voicemail", next="call 2026-03-11"),
    ),
    row(
        "meeting with Acme moved from Thursday to Friday 10am",
        Said(
            "meeting cancelled",
            "Acme",
            at="2026-03-12",
            next="meeting 2026-03-13 10:00",
        ),
    ),
    row(
        "Acme signed the quote, 7,200 euros",
        Said("held", "Acme", amount=7200, win=True, note="the quote"),
    ),
    row(
        "call durand for 12 minutes at 9:30",
        Said("call held", DURAND, 12, "reached", at="2026-03-10 09:30"),
    ),
    row(
        "call durand 9:30 12 min no answer",
        Said("call held", DURAND, 12, "no_answer", at="2026-03-10 09:30"),
    ),
    row("received an email from Acme", Said("email held", "Acme", direction="in")),
    row(
        "Demo Acme on Thursday at 2",
        Said("demo planned", "Acme", at="2026-03-12 14:00"),
    ),
    row(
        "call Durand tomorrow between 2pm and 3pm",
        Said(
            "call planned",
            DURAND,
            60,
            at="2026-03-11 14:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "task: order brochures by end of month",
        Said(
            "task planned",
            at="2026-03-31",
            subject="order brochures",
            due=True,
            doubts="who.missing",
        ),
    ),
    row(
        "call Durand, 12 minutes, demo booked Thursday at 2 pm",
        Said("call held", DURAND, 12, "meeting_booked", next="demo 2026-03-12 14:00"),
    ),
    row(
        "Lefevre meeting this morning, she wants a quote for 3 desks",
        Said(
            "meeting held",
            "Lefèvre",
            at="2026-03-10 09:00",
            note="she wants a quote for 3 desks",
        ),
    ),
    row(
        "call Durand 10 min, call back end of next week",
        Said("call held", DURAND, 10, "reached", next="call 2026-03-20"),
    ),
    row(
        "send catalogue to Acme",
        Said(
            "task planned",
            "Acme",
            at="2026-03-10",
            subject="send catalogue",
            doubts="at.assumed",
        ),
    ),
    row(
        "Durand will call back tomorrow morning",
        Said("call planned", DURAND, at="2026-03-11 09:00"),
    ),
    row(
        "meeting Acme 2pm tomorrow with Julie",
        Said("meeting planned", "Acme", at="2026-03-11 14:00", note="with Julie"),
    ),
    row(
        "demo Acme Tuesday 17/03 at 11am",
        Said("demo planned", "Acme", at="2026-03-17 11:00"),
    ),
    row(
        "call Lefevre last night 10 min",
        Said("call held", "Lefèvre", 10, "reached", note="last night"),
    ),
    row(
        "visit Acme next week",
        Said("meeting planned", "Acme", at="2026-03-16", on_site=True),
    ),
    row(
        "emailed Acme and called Durand 5 min",
        Said("email held", "Acme"),
        Said("call held", DURAND, 5, "reached"),
    ),
    row(
        "lost Acme too expensive",
        Said("held", "Acme", note="too expensive", lose=True),
    ),
    row(
        "call Durand voicemail, try again tomorrow 11am",
        Said("call held", DURAND, outcome="voicemail", next="call 2026-03-11 11:00"),
    ),
    row(
        "call Acme 5 min meeting on the 19th at 10",
        Said("call held", "Acme", 5, "reached", next="meeting 2026-03-19 10:00"),
    ),
    row(
        "15 min with Acme ok",
        Said("call held", "Acme", 15, "positive", doubts="kind.ask"),
    ),
    row(
        "called Durand at 9:15 6 min",
        Said("call held", DURAND, 6, "reached", at="2026-03-10 09:15"),
    ),
    row(
        "No answer from Acme, will retry Friday",
        Said("call held", "Acme", outcome="no_answer", next="call 2026-03-13"),
    ),
    row(
        "talked to Durand for 20 mins re: pricing",
        Said("call held", DURAND, 20, "reached", note="re: pricing"),
    ),
    row(
        "Quick call with Acme, all good", Said("call held", "Acme", outcome="positive")
    ),
    row(
        "reminder call Durand tomorrow 3pm",
        Said("call planned", DURAND, at="2026-03-11 15:00", note="reminder"),
    ),
    row(
        "demo Acme 45min, need to send pricing by Wed",
        Said("demo held", "Acme", 45, next="task 2026-03-11: need to send pricing"),
    ),
    row(
        "call Durand tomorrow at half nine",
        Said("call planned", DURAND, at="2026-03-11 09:30"),
    ),
    row(
        "called Acme half ten this morning, no answer",
        Said("call held", "Acme", outcome="no_answer", at="2026-03-10 10:30"),
    ),
    row("demo Acme Monday week", Said("demo planned", "Acme", at="2026-03-23")),
    row("half 12 call with Acme", Said("call planned", "Acme", at="2026-03-10 12:30")),
    row(
        "meeting Acme thursday half 3",
        Said("meeting planned", "Acme", at="2026-03-12 15:30"),
    ),
]
