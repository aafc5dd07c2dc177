"""English lines written after the reader, to see how it does with what it has not met."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

ENGLISH = [
    row(
        "Called Durand this morning, 8 minutes, interested in module 3. Call back Friday 10am.",
        Said(
            "call held",
            DURAND,
            8,
            "positive",
            at="2026-03-10 09:00",
            note="in module 3",
            next="call 2026-03-13 10:00",
        ),
    ),
    row("acme vm", Said("call held", "Acme", outcome="voicemail")),
    row(
        "phone call with Julie Martin 15 mins",
        Said("call held", "Julie Martin", 15, "reached"),
    ),
    row(
        "meeting with durand wed 3pm at their office",
        Said("meeting planned", DURAND, at="2026-03-11 15:00", note="at their office"),
    ),
    row(
        "chase Lefevre Thursday",
        Said("task planned", "Lefèvre", at="2026-03-12", subject="chase"),
    ),
    row(
        "sent quote 2300 eur to Garage Mercier",
        Said("email held", "Garage Mercier", note="quote", amount=2300),
    ),
    row(
        "demo at Acme next Monday 9am",
        Said("demo planned", "Acme", at="2026-03-16 09:00"),
    ),
    row(
        "call martin & fils, appointment booked Friday 11am",
        Said(
            "call held",
            "Martin & Fils",
            outcome="meeting_booked",
            next="meeting 2026-03-13 11:00",
        ),
    ),
    row(
        "called acme again no answer",
        Said("call held", "Acme", outcome="no_answer", note="again"),
    ),
    row(
        "site visit boulangerie martin this morning 1h ok",
        Said(
            "meeting held",
            BOULANGERIE,
            60,
            "positive",
            at="2026-03-10 09:00",
            on_site=True,
        ),
    ),
    row(
        "meeting durand pushed to friday 4pm",
        Said(
            "meeting cancelled",
            DURAND,
            at="2026-03-10",
            next="meeting 2026-03-13 16:00",
        ),
    ),
    row(
        "call studio 12 no answer", Said("call held", "Studio 12", outcome="no_answer")
    ),
    row(
        "call durand ten minutes not interested",
        Said("call held", DURAND, 10, "not_interested"),
    ),
    row(
        "call julie martin tomorrow morning",
        Said("call planned", "Julie Martin", at="2026-03-11 09:00"),
    ),
    row(
        "prepare contract for acme by monday",
        Said(
            "task planned",
            "Acme",
            at="2026-03-16",
            subject="prepare contract",
            due=True,
        ),
    ),
    row(
        "note: lefevre has budget 15k in september",
        Said("note held", "Lefèvre", note="has budget 15k in september"),
    ),
    row(
        "acme thursday 2pm",
        Said("meeting planned", "Acme", at="2026-03-12 14:00", doubts="kind.ask"),
    ),
    row(
        "call acme 15 min, very interested, send proposal before friday",
        Said(
            "call held", "Acme", 15, "positive", next="task 2026-03-13: send proposal"
        ),
    ),
    row("won durand 18,000 eur", Said("held", DURAND, amount=18000, win=True)),
    row(
        "left voicemail durand, call back tomorrow 2:30pm",
        Said("call held", DURAND, outcome="voicemail", next="call 2026-03-11 14:30"),
    ),
    row(
        "demo durand yesterday 1h, wants a quote",
        Said("demo held", DURAND, 60, at="2026-03-09", note="wants a quote"),
    ),
    row(
        "meeting Acme 20 March 2pm",
        Said("meeting planned", "Acme", at="2026-03-20 14:00"),
    ),
    row(
        "met Paul Durand at the trade show last thursday",
        Said("meeting held", "Paul Durand", at="2026-03-05", note="at the trade show"),
    ),
    row(
        "follow up Durand end of week",
        Said("task planned", DURAND, at="2026-03-13", subject="follow up"),
    ),
    row(
        "call back lefevre in half an hour",
        Said("call planned", "Lefèvre", at="2026-03-10 11:00"),
    ),
    row(
        "lunch with Durand thursday noon",
        Said("meeting planned", DURAND, at="2026-03-12 12:00"),
    ),
    row(
        "Acme complained about late delivery by phone",
        Said(
            "call held",
            "Acme",
            outcome="reached",
            direction="in",
            complaint="late delivery",
            reason="delay",
        ),
    ),
    row("no-show Durand demo", Said("demo no_show", DURAND, at="2026-03-10")),
    row(
        "calls Acme no answer, Durand 5 min, Mercier voicemail",
        Said("call held", "Acme", outcome="no_answer"),
        Said("call held", DURAND, 5, "reached"),
        Said("call held", "Garage Mercier", outcome="voicemail"),
    ),
    row(
        "CALL BACK ACME MONDAY 9AM", Said("call planned", "Acme", at="2026-03-16 09:00")
    ),
    row(
        "emailed julie martin the contract yesterday",
        Said("email held", "Julie Martin", at="2026-03-09", note="the contract"),
    ),
    row(
        "demo with Acme went great, 45 min, next step contract Friday",
        Said("demo held", "Acme", 45, "positive", next="task 2026-03-13: contract"),
    ),
    row(
        "spoke to Durand, budget approved, demo Tuesday 10am",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            note="budget approved",
            next="demo 2026-03-17 10:00",
        ),
    ),
    row(
        "Acme asked for a callback tomorrow",
        Said("call planned", "Acme", at="2026-03-11"),
    ),
    row("cancelled demo durand", Said("demo cancelled", DURAND, at="2026-03-10")),
    row(
        "try Acme again at 4pm",
        Said("call planned", "Acme", at="2026-03-10 16:00", note="again"),
    ),
    row(
        "remind Durand tomorrow",
        Said("task planned", DURAND, at="2026-03-11", subject="remind"),
    ),
    row(
        "Durand replied by email, ok for Thursday",
        Said(
            "email held",
            DURAND,
            outcome="positive",
            direction="in",
            next="task 2026-03-12",
            doubts="next_step.assumed",
        ),
    ),
    row(
        "meeting Globex tuesday 11",
        Said(
            "meeting planned",
            "",
            at="2026-03-17 11:00",
            new="Globex",
            doubts="who.unknown",
        ),
    ),
    row(
        "call Durand five",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            note="five",
            doubts="outcome.assumed",
        ),
    ),
]
