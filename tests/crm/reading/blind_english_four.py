"""English lines of the fourth blind set: written after the third one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

ENGLISH = [
    row(
        "call durand no answer trying again tomorrow",
        Said("call held", DURAND, outcome="no_answer", next="call 2026-03-11"),
    ),
    row(
        "acme 15 min very interested demo wednesday 11am",
        Said(
            "call held",
            ACME,
            15,
            "positive",
            next="demo 2026-03-11 11:00",
            doubts="kind.ask",
        ),
    ),
    row(
        "meeting anna weber cancelled she'll call me next week",
        Said(
            "meeting cancelled", "Anna Weber", at="2026-03-10", next="call 2026-03-16"
        ),
    ),
    row(
        "left message for paul durand",
        Said("call held", "Paul Durand", outcome="voicemail"),
    ),
    row(
        "visited garage mercier 1h15 yesterday",
        Said("meeting held", GARAGE, 75, at="2026-03-09", on_site=True),
    ),
    row(
        "call back patel brothers tomorrow 10:30",
        Said("call planned", PATEL, at="2026-03-11 10:30"),
    ),
    row(
        "sent quote weber logistik 9800",
        Said("email held", WEBER, note="quote", amount=9_800),
    ),
    row(
        "demo hotel du lac last friday 1h went well",
        Said("demo held", HOTEL, 60, "positive", at="2026-03-06"),
    ),
    row(
        "no answer yves colin second call",
        Said("call held", "Yves Colin", outcome="no_answer", note="second"),
    ),
    row(
        "email to sophie roche about the quote",
        Said("email held", "Sophie Roche", note="about the quote"),
    ),
    row(
        "meeting durand wednesday 2pm at their office",
        Said("meeting planned", DURAND, at="2026-03-11 14:00", note="at their office"),
    ),
    row(
        "call julie martin 22 min wants 10% off",
        Said("call held", "Julie Martin", 22, "reached", note="wants 10% off"),
    ),
    row(
        "acme moved the demo to tuesday 3pm",
        Said("demo cancelled", ACME, at="2026-03-10", next="demo 2026-03-17 15:00"),
    ),
    row(
        "nadia benali meeting booked wednesday 9:30",
        Said("meeting planned", "Nadia Benali", at="2026-03-11 09:30"),
    ),
    row("signed weber logistik 24k", Said("held", WEBER, amount=24_000, win=True)),
    row("called menuiserie colin busy", Said("call held", COLIN, outcome="no_answer")),
    row(
        "hotel du lac lost no budget", Said("held", HOTEL, lose=True, note="no budget")
    ),
    row(
        "prepare thursday's demo for acme",
        Said("task planned", ACME, at="2026-03-12", subject="prepare demo"),
    ),
    row(
        "meeting lefevre 45 min this morning she wants to compare",
        Said(
            "meeting held",
            "Lefèvre",
            45,
            at="2026-03-10 09:00",
            note="she wants to compare",
        ),
    ),
    row(
        "chase hotel du lac thursday about the proposal",
        Said(
            "task planned", HOTEL, at="2026-03-12", subject="chase about the proposal"
        ),
    ),
    row(
        "call demain conseil fifteen minutes send brochure",
        Said(
            "call held",
            "Demain Conseil",
            15,
            "reached",
            next="task 2026-03-11: send brochure",
            doubts="next_step.assumed",
        ),
    ),
    row(
        "sms to julie martin",
        Said("email held", "Julie Martin", note="sms", doubts="kind.assumed"),
    ),
    row(
        "call studio 12 voicemail full",
        Said("call held", "Studio 12", outcome="voicemail", note="full"),
    ),
    row(
        "zoom acme monday 16th at 10",
        Said("meeting planned", ACME, at="2026-03-16 10:00"),
    ),
    row(
        "onboarding patel brothers next tuesday 2pm",
        Said("onboarding planned", PATEL, at="2026-03-17 14:00"),
    ),
    row(
        "call acme at 8:45 20 min",
        Said("call held", ACME, 20, "reached", at="2026-03-10 08:45"),
    ),
    row(
        "note anna weber prefers mornings",
        Said("note held", "Anna Weber", note="prefers mornings"),
    ),
    row(
        "durand 6 min not interested for now",
        Said("call held", DURAND, 6, "not_interested", doubts="kind.ask"),
    ),
    row(
        "spoke to sophie roche needs a quote for 20 rooms",
        Said(
            "call held",
            "Sophie Roche",
            outcome="reached",
            note="needs a quote for 20 rooms",
        ),
    ),
    row(
        "phoned mercier half an hour ok meeting on the 17th at 9",
        Said("call held", GARAGE, 30, "positive", next="meeting 2026-03-17 09:00"),
    ),
    row(
        "meeting weber logistik tomorrow afternoon",
        Said("meeting planned", WEBER, at="2026-03-11 14:00"),
    ),
    row(
        "called acme then sent email",
        Said("call held", ACME, outcome="reached", doubts="outcome.assumed"),
        Said("email held", ACME),
    ),
    row("ring durand at 3:15pm", Said("call planned", DURAND, at="2026-03-10 15:15")),
    row("demo patel brothers no show", Said("demo no_show", PATEL, at="2026-03-10")),
    row(
        "call zorglub 5 min",
        Said("call held", "", 5, "reached", new="zorglub", doubts="who.unknown"),
    ),
    row(
        "send back hotel du lac contract by friday",
        Said(
            "task planned",
            HOTEL,
            at="2026-03-13",
            due=True,
            subject="send back contract",
        ),
    ),
    row(
        "call anna weber 3 minutes call back in two weeks",
        Said("call held", "Anna Weber", 3, "reached", next="call 2026-03-24"),
    ),
    row(
        "lunch yesterday with nadia benali",
        Said("meeting held", "Nadia Benali", at="2026-03-09"),
    ),
    row(
        "mercier 8 min wants to see the demo thursday 9am",
        Said(
            "call held",
            GARAGE,
            8,
            "reached",
            next="demo 2026-03-12 09:00",
            note="wants to see",
            doubts="kind.ask",
        ),
    ),
    row(
        "calls acme durand weber voicemail",
        Said("call held", ACME, outcome="voicemail"),
        Said("call held", DURAND, outcome="voicemail"),
        Said("call held", WEBER, outcome="voicemail"),
    ),
]
