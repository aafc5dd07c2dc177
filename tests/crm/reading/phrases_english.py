"""English lines as they are typed between two calls, and as a phone dictates them."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOTH_MARTINS = "Martin & Fils / Boulangerie Martin"

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
    # tasks and due dates
    row(
        "quote Acme by Friday",
        Said("task planned", "Acme", at="2026-03-13", subject="quote", due=True),
    ),
    row(
        "send proposal to Acme before Thursday",
        Said(
            "task planned", "Acme", at="2026-03-12", subject="send proposal", due=True
        ),
    ),
    row(
        "prepare demo Acme tomorrow",
        Said("task planned", "Acme", at="2026-03-11", subject="prepare demo"),
    ),
    row(
        "follow up with Durand in two weeks",
        Said("task planned", DURAND, at="2026-03-24", subject="follow up with"),
    ),
    row(
        "book demo Acme Thursday 10am",
        Said("demo planned", "Acme", at="2026-03-12 10:00"),
    ),
    row(
        "todo send contract Acme tomorrow",
        Said("task planned", "Acme", at="2026-03-11", subject="send contract"),
    ),
    # mails
    row("sent proposal to Acme", Said("email held", "Acme", note="proposal")),
    row(
        "email from Acme yesterday",
        Said("email held", "Acme", at="2026-03-09", direction="in"),
    ),
    row(
        "sent Durand a quote €4,500",
        Said("email held", DURAND, note="a quote", amount=4_500),
    ),
    row(
        "send an email to Acme tomorrow", Said("email planned", "Acme", at="2026-03-11")
    ),
    # meetings
    row(
        "video call Acme 30 min went well", Said("meeting held", "Acme", 30, "positive")
    ),
    row(
        "visited Garage Mercier yesterday 1 hour",
        Said("meeting held", "Garage Mercier", 60, at="2026-03-09", on_site=True),
    ),
    row(
        "lunch with Acme Thursday noon",
        Said("meeting planned", "Acme", at="2026-03-12 12:00"),
    ),
    row("demo Durand 45 min great", Said("demo held", DURAND, 45, "positive")),
    row("demo Acme canceled", Said("demo cancelled", "Acme", at="2026-03-10")),
    row(
        "meeting Acme rescheduled to Thursday 3pm",
        Said(
            "meeting cancelled",
            "Acme",
            at="2026-03-10",
            next="meeting 2026-03-12 15:00",
        ),
    ),
    row(
        "meeting Lefevre yesterday no show",
        Said("meeting no_show", "Lefèvre", at="2026-03-09"),
    ),
    row(
        "Durand didn't show up",
        Said("meeting no_show", DURAND, at="2026-03-10", doubts="kind.ask"),
    ),
    # several actions
    row(
        "call Durand no answer; call Acme 5 min",
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Acme", 5, "reached"),
    ),
    row(
        "call Durand 5 min then emailed the brochure",
        Said("call held", DURAND, 5, "reached"),
        Said("email held", DURAND, note="the brochure"),
    ),
    row(
        "call Acme 5 min and demo Thursday 10am",
        Said("call held", "Acme", 5, "reached", next="demo 2026-03-12 10:00"),
    ),
    row(
        "three calls Acme, Durand and Lefevre no answer",
        Said("call held", "Acme", outcome="no_answer"),
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Lefèvre", outcome="no_answer"),
    ),
    row(
        "calls: Acme 5 min, Durand voicemail",
        Said("call held", "Acme", 5, "reached"),
        Said("call held", DURAND, outcome="voicemail"),
    ),
    row(
        "2 calls Globex, Initech no answer",
        Said("call held", outcome="no_answer", new="Globex", doubts="who.unknown"),
        Said("call held", outcome="no_answer", new="Initech", doubts="who.unknown"),
    ),
    row(
        "called Durand no answer, email Acme tomorrow",
        Said("call held", DURAND, outcome="no_answer"),
        Said("email planned", "Acme", at="2026-03-11"),
    ),
    row(
        "demo Acme 40 min very interested, send quote by Friday",
        Said("demo held", "Acme", 40, "positive", next="task 2026-03-13: send quote"),
    ),
    row(
        "call Acme 10 min then demo thursday then send quote friday",
        Said("call held", "Acme", 10, "reached", next="demo 2026-03-12"),
        Said("task planned", "Acme", at="2026-03-13", subject="send quote"),
    ),
    # money and wins
    row("Acme signed 12k", Said("held", "Acme", amount=12_000, win=True)),
    row("won Durand 8,500 euros", Said("held", DURAND, amount=8_500, win=True)),
    row(
        "call Acme 5 min signed €8500",
        Said("call held", "Acme", 5, "reached", amount=8_500, win=True),
    ),
    row(
        "call Acme 5 min budget $9000",
        Said("call held", "Acme", 5, "reached", note="budget $9000"),
    ),
    row(
        "won Durand twelve thousand euros",
        Said("held", DURAND, amount=12_000, win=True),
    ),
    # complaints
    row(
        "complaint Durand wrong invoice",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            direction="in",
            complaint="wrong invoice",
            reason="billing",
            doubts="kind.ask",
        ),
    ),
    row(
        "call Acme unhappy with broken parts",
        Said(
            "call held",
            "Acme",
            outcome="reached",
            complaint="broken parts",
            reason="quality",
        ),
    ),
    # names
    row("call Mr Durand 5 min", Said("call held", "Paul Durand", 5, "reached")),
    row("call Martin & Fils 5 min", Said("call held", "Martin & Fils", 5, "reached")),
    row(
        "call center ouest 5 min", Said("call held", "Call Center Ouest", 5, "reached")
    ),
    row("call Julie 5 min", Said("call held", "Julie Martin", 5, "reached")),
    row(
        "call Acmee 4 min",
        Said(
            "call held",
            "Acme",
            4,
            "reached",
            ask="Acme",
            new="Acmee",
            doubts="who.near",
        ),
    ),
    row(
        "call globex industries 4 min",
        Said(
            "call held", "", 4, "reached", new="globex industries", doubts="who.unknown"
        ),
    ),
    row(
        "Initech no answer",
        Said("call held", outcome="no_answer", new="Initech", doubts="who.unknown"),
    ),
    row(
        "call John Smith at Globex 4 min",
        Said(
            "call held",
            "",
            4,
            "reached",
            new="John Smith",
            note="at Globex",
            doubts="who.unknown",
        ),
    ),
    row("call 12 min", Said("call held", "", 12, "reached", doubts="who.missing")),
    # notes and what is only text
    row(
        "note Durand: wants the demo on Monday",
        Said("note held", DURAND, note="wants the demo on Monday"),
    ),
    row(
        "call Durand 5 min, wants to see module 3",
        Said("call held", DURAND, 5, "reached", note="wants to see module 3"),
    ),
    row(
        "call Durand 5 min, frozen until Friday",
        Said("call held", DURAND, 5, "reached", note="frozen until Friday"),
    ),
    row(
        "call Durand 5 min about the demo",
        Said("call held", DURAND, 5, "reached", note="about the demo"),
    ),
    row(
        "Acme budget frozen",
        Said("note held", "Acme", note="budget frozen", doubts="kind.ask"),
    ),
    row(
        "hello there",
        Said("note held", note="hello there", doubts="kind.ask who.missing"),
    ),
    row("call Durand 5 min 👍👍", Said("call held", DURAND, 5, "reached", note="👍👍")),
    row("!!! ... ???"),
]
