"""English lines of the third blind set: written after the second one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

ENGLISH = [
    row(
        "had paul durand on the phone 7 minutes he wants to think call back next thursday",
        Said(
            "call held",
            "Paul Durand",
            7,
            "reached",
            next="call 2026-03-12",
            note="he wants to think",
        ),
    ),
    row("acme meeting friday 9", Said("meeting planned", ACME, at="2026-03-13 09:00")),
    row(
        "yesterday demo mercier 50 min to follow up monday",
        Said(
            "demo held", GARAGE, 50, at="2026-03-09", next="task 2026-03-16: follow up"
        ),
    ),
    row(
        "patel brothers turned it down",
        Said("call held", PATEL, outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "email to send to anna weber tomorrow morning",
        Said("email planned", "Anna Weber", at="2026-03-11 09:00"),
    ),
    row(
        "called hotel du lac straight to voicemail",
        Said("call held", HOTEL, outcome="voicemail"),
    ),
    row(
        "yves colin unreachable since monday",
        Said("call held", "Yves Colin", outcome="no_answer", note="since monday"),
    ),
    row(
        "visit mercier 45 minutes tomorrow 8:30",
        Said(
            "meeting planned",
            GARAGE,
            45,
            at="2026-03-11 08:30",
            on_site=True,
            doubts="status.contradiction",
        ),
    ),
    row(
        "sophie roche meeting moved from thursday to friday 3pm",
        Said(
            "meeting cancelled",
            "Sophie Roche",
            at="2026-03-12",
            next="meeting 2026-03-13 15:00",
        ),
    ),
    row("won hotel du lac 15,000", Said("held", HOTEL, amount=15_000, win=True)),
    row(
        "proposal weber logistik 22k sent yesterday",
        Said("email held", WEBER, at="2026-03-09", amount=22_000, note="proposal"),
    ),
    row(
        "call acme wednesday 10am with the director",
        Said("call planned", ACME, at="2026-03-11 10:00", note="with the director"),
    ),
    row(
        "julie martin 4 min happy to order",
        Said(
            "call held", "Julie Martin", 4, "positive", note="order", doubts="kind.ask"
        ),
    ),
    row(
        "rang lefevre twice no answer",
        Said("call held", "Lefèvre", outcome="no_answer", note="twice"),
    ),
    row(
        "weekly catch up acme friday 11am zoom",
        Said("meeting planned", ACME, at="2026-03-13 11:00", note="weekly"),
    ),
    row("followed up durand by email", Said("email held", DURAND, note="followed up")),
    row(
        "lefevre no show yesterday 2pm",
        Said("meeting no_show", "Lefèvre", at="2026-03-09 14:00", doubts="kind.ask"),
    ),
    row(
        "quote hotel du lac to do by friday 3500",
        Said(
            "task planned",
            HOTEL,
            at="2026-03-13",
            due=True,
            subject="quote",
            amount=3_500,
        ),
    ),
    row(
        "phoned menuiserie colin 2 min already have a supplier",
        Said("call held", COLIN, 2, "reached", note="already have a supplier"),
    ),
    row(
        "onboarding hotel du lac finished yesterday 3 hours",
        Said("onboarding held", HOTEL, 180, at="2026-03-09"),
    ),
    row(
        "text from nadia benali ok for tuesday 10am",
        Said(
            "email held",
            "Nadia Benali",
            outcome="positive",
            direction="in",
            note="text from",
            next="meeting 2026-03-17 10:00",
            doubts="kind.assumed next_step.assumed",
        ),
    ),
    row(
        "in person meeting patel brothers on the 26th at 2pm",
        Said("meeting planned", PATEL, at="2026-03-26 14:00", on_site=True),
    ),
    row(
        "acme 10 min spoke to the assistant try after 4pm",
        Said(
            "call held",
            ACME,
            10,
            "reached",
            note="the assistant",
            next="call 2026-03-10 16:00",
        ),
    ),
    row(
        "call from anna weber 3 min question about invoice",
        Said(
            "call held",
            "Anna Weber",
            3,
            "reached",
            direction="in",
            note="question about invoice",
        ),
    ),
    row(
        "garage mercier ordered 2 tyres",
        Said("held", GARAGE, win=True, note="2 tyres"),
    ),
    row(
        "tomorrow lunch with yves colin",
        Said("meeting planned", "Yves Colin", at="2026-03-11"),
    ),
    row(
        "lost hotel du lac price too high",
        Said("held", HOTEL, lose=True, note="price too high"),
    ),
    row(
        "acme demo went well send proposal before wednesday",
        Said(
            "demo held", ACME, outcome="positive", next="task 2026-03-11: send proposal"
        ),
    ),
    row(
        "no answer x3 durand", Said("call held", DURAND, outcome="no_answer", note="x3")
    ),
    row(
        "ring julie martin when she's back",
        Said(
            "call planned",
            "Julie Martin",
            at="2026-03-10",
            note="when she's back",
            doubts="at.assumed",
        ),
    ),
    row(
        "call sophie roche 9 min comparing with a competitor call again on the 20th",
        Said(
            "call held",
            "Sophie Roche",
            9,
            "reached",
            note="comparing with a competitor",
            next="call 2026-03-20",
        ),
    ),
    row(
        "hotel du lac site visit cancelled",
        Said("meeting cancelled", HOTEL, at="2026-03-10", on_site=True),
    ),
    row(
        "note hotel du lac closed on mondays",
        Said("note held", HOTEL, note="closed on mondays"),
    ),
    row(
        "call weber logistik around 11:15",
        Said("call planned", WEBER, at="2026-03-10 11:15"),
    ),
    row(
        "called weber logistik around 9:15 no reply",
        Said("call held", WEBER, outcome="no_answer", at="2026-03-10 09:15"),
    ),
    row(
        "tuesday 24 march 10am demo menuiserie colin",
        Said("demo planned", COLIN, at="2026-03-24 10:00"),
    ),
    row(
        "paul durand sick meeting cancelled",
        Said("meeting cancelled", "Paul Durand", at="2026-03-10", note="sick"),
    ),
    row(
        "call yves colin twenty five minutes very satisfied",
        Said("call held", "Yves Colin", 25, "positive"),
    ),
    row(
        "follow up anna weber in three weeks",
        Said("task planned", "Anna Weber", at="2026-03-31", subject="follow up"),
    ),
    row(
        "email from acme asking for a callback",
        Said("email held", ACME, outcome="call_back", direction="in"),
    ),
]
