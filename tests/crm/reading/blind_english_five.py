"""English lines of the fifth blind set: written after the fourth one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

ENGLISH = [
    row(
        "acme called 9 min call back monday morning",
        Said(
            "call held",
            ACME,
            9,
            "reached",
            next="call 2026-03-16 09:00",
        ),
    ),
    row("no answer weber logistik", Said("call held", WEBER, outcome="no_answer")),
    row(
        "meeting yves colin tomorrow 4pm",
        Said("meeting planned", "Yves Colin", at="2026-03-11 16:00"),
    ),
    row(
        "demo durand 1h very good send quote thursday",
        Said("demo held", DURAND, 60, "positive", next="task 2026-03-12: send quote"),
    ),
    row(
        "emailed nadia benali with the prices",
        Said("email held", "Nadia Benali", note="with the prices"),
    ),
    row(
        "left msg hotel du lac retry this afternoon",
        Said("call held", HOTEL, outcome="voicemail", next="call 2026-03-10 14:00"),
    ),
    row(
        "inbound call julie martin 11 minutes wants delivery before easter",
        Said(
            "call held",
            "Julie Martin",
            11,
            "reached",
            direction="in",
            note="wants delivery before easter",
        ),
    ),
    row(
        "visit patel brothers thursday 12th at 10",
        Said("meeting planned", PATEL, at="2026-03-12 10:00", on_site=True),
    ),
    row(
        "meeting garage mercier moved to friday 9am",
        Said(
            "meeting cancelled",
            GARAGE,
            at="2026-03-10",
            next="meeting 2026-03-13 09:00",
        ),
    ),
    row(
        "sophie roche not interested too expensive",
        Said(
            "call held",
            "Sophie Roche",
            outcome="not_interested",
            note="too expensive",
            doubts="kind.ask",
        ),
    ),
    row("won acme 7500", Said("held", ACME, amount=7_500, win=True)),
    row(
        "follow up anna weber monday",
        Said("task planned", "Anna Weber", at="2026-03-16", subject="follow up"),
    ),
    row(
        "spoke to paul durand this morning ok meeting thursday 3pm",
        Said(
            "call held",
            "Paul Durand",
            outcome="positive",
            at="2026-03-10 09:00",
            next="meeting 2026-03-12 15:00",
        ),
    ),
    row(
        "call demain conseil twenty minutes he'll call back friday",
        Said("call held", "Demain Conseil", 20, "reached", next="call 2026-03-13"),
    ),
    row(
        "yves colin didn't show for the 9am meeting",
        Said("meeting no_show", "Yves Colin", at="2026-03-10 09:00"),
    ),
    row(
        "yesterday meeting hotel du lac 1h30 signing end of month",
        Said("meeting held", HOTEL, 90, at="2026-03-09", note="signing end of month"),
    ),
    row(
        "call studio 12 before noon",
        Said("call planned", "Studio 12", at="2026-03-10 12:00"),
    ),
    row(
        "quote 3200 weber logistik to prepare tomorrow",
        Said(
            "task planned",
            WEBER,
            at="2026-03-11",
            subject="quote to prepare",
            amount=3_200,
        ),
    ),
    row(
        "onboarding menuiserie colin monday 10am",
        Said("onboarding planned", COLIN, at="2026-03-16 10:00"),
    ),
    row(
        "phoned lefevre answering machine",
        Said("call held", "Lefèvre", outcome="voicemail"),
    ),
    row(
        "acme busy durand no answer mercier voicemail",
        Said("call held", ACME, outcome="no_answer"),
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", GARAGE, outcome="voicemail"),
    ),
    row(
        "whatsapp to anna weber about the meeting",
        Said(
            "email held",
            "Anna Weber",
            note="whatsapp, about the meeting",
            doubts="kind.assumed",
        ),
    ),
    row(
        "lost weber logistik competitor cheaper",
        Said("held", WEBER, lose=True, note="competitor cheaper"),
    ),
    row(
        "call martin 6 min",
        Said(
            "call held",
            "",
            6,
            "reached",
            ask="Martin & Fils / Boulangerie Martin",
            doubts="who.several",
        ),
    ),
    row(
        "30 min video call with nadia benali yesterday 11am",
        Said("meeting held", "Nadia Benali", 30, at="2026-03-09 11:00"),
    ),
    row(
        "call durand by friday", Said("call planned", DURAND, at="2026-03-13", due=True)
    ),
    row(
        "note patel brothers new director in may",
        Said("note held", PATEL, note="new director in may"),
    ),
    row(
        "meeting patel brothers wednesday eleven o'clock",
        Said("meeting planned", PATEL, at="2026-03-11 11:00"),
    ),
    row(
        "call garage mercier 5 min demo friday 10am 30 min",
        Said("call held", GARAGE, 5, "reached", next="demo 2026-03-13 10:00 for 30"),
    ),
    row(
        "voicemal sophie roche", Said("call held", "Sophie Roche", outcome="voicemail")
    ),
]
