"""English lines of the sixth blind set: written after the fifth one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

ENGLISH = [
    row(
        "durand 20 min meeting on the 18th at 9:30",
        Said(
            "call held",
            DURAND,
            20,
            "reached",
            next="meeting 2026-03-18 09:30",
            doubts="kind.ask",
        ),
    ),
    row(
        "call acme line busy call back in an hour",
        Said("call held", ACME, outcome="no_answer", next="call 2026-03-10 11:30"),
    ),
    row(
        "meeting hotel du lac this morning 1h15 ok for the proposal",
        Said(
            "meeting held",
            HOTEL,
            75,
            "positive",
            at="2026-03-10 09:00",
            note="the proposal",
        ),
    ),
    row(
        "send prices to yves colin tomorrow",
        Said("task planned", "Yves Colin", at="2026-03-11", subject="send prices"),
    ),
    row(
        "anna weber no answer twice today",
        Said("call held", "Anna Weber", outcome="no_answer", note="twice"),
    ),
    row(
        "product demo weber logistik tuesday 9am",
        Said("demo planned", WEBER, at="2026-03-17 09:00"),
    ),
    row(
        "received email patel brothers accepts the meeting",
        Said("email held", PATEL, direction="in", note="accepts the meeting"),
    ),
    row("ring mercier at 11:45", Said("call planned", GARAGE, at="2026-03-10 11:45")),
    row(
        "saw sophie roche yesterday 40 min asked for a quote",
        Said(
            "meeting held",
            "Sophie Roche",
            40,
            at="2026-03-09",
            note="asked for a quote",
        ),
    ),
    row(
        "call julie martin back friday morning",
        Said("call planned", "Julie Martin", at="2026-03-13 09:00"),
    ),
    row(
        "deal won menuiserie colin 5400",
        Said("held", COLIN, amount=5_400, win=True, note="deal won"),
    ),
    row(
        "demo acme tuesday 24th at 3pm",
        Said("demo planned", ACME, at="2026-03-24 15:00"),
    ),
    row(
        "meeting patel brothers cancelled moved to 23 march 2pm",
        Said(
            "meeting cancelled", PATEL, at="2026-03-10", next="meeting 2026-03-23 14:00"
        ),
    ),
    row(
        "call lefevre 5 minutes not interested then sent email",
        Said("call held", "Lefèvre", 5, "not_interested"),
        Said("email held", "Lefèvre"),
    ),
    row(
        "chase hotel du lac quote wednesday",
        Said("task planned", HOTEL, at="2026-03-11", subject="chase quote"),
    ),
    row(
        "phone nadia benali 3 min call her colleague monday",
        Said(
            "call held", "Nadia Benali", 3, "reached", next="call 2026-03-16: colleague"
        ),
    ),
    row(
        "visit durand yesterday afternoon 2h",
        Said("meeting held", DURAND, 120, at="2026-03-09 14:00", on_site=True),
    ),
    row(
        "note acme project pushed to september",
        Said("note held", ACME, note="project pushed to september"),
    ),
    row(
        "boulangerie martin lost closing down",
        Said("held", "Boulangerie Martin", lose=True, note="closing down"),
    ),
    row(
        "call garage mercier and menuiserie colin no answer",
        Said("call held", GARAGE, outcome="no_answer"),
        Said("call held", COLIN, outcome="no_answer"),
    ),
    row(
        "retrry anna weber thursday 10am",
        Said("call planned", "Anna Weber", at="2026-03-12 10:00"),
    ),
    row(
        "sophie roche left a voicemail",
        Said("call held", "Sophie Roche", outcome="voicemail"),
    ),
    row(
        "linkedin yves colin message sent",
        Said(
            "email held",
            "Yves Colin",
            note="linkedin, message sent",
            doubts="kind.assumed",
        ),
    ),
    row(
        "call demain conseil thursday 9:15",
        Said("call planned", "Demain Conseil", at="2026-03-12 09:15"),
    ),
    row("acme 25 min demo done very happy", Said("demo held", ACME, 25, "positive")),
    row(
        "weber logistik 14 min they want a demo tuesday 10am",
        Said(
            "call held",
            WEBER,
            14,
            "reached",
            next="demo 2026-03-17 10:00",
            note="they want",
            doubts="kind.ask",
        ),
    ),
    row(
        "no answer sophie roche will try again tomorrow noon",
        Said(
            "call held",
            "Sophie Roche",
            outcome="no_answer",
            next="call 2026-03-11 12:00",
        ),
    ),
    row(
        "meeting acme next monday 2pm zoom",
        Said("meeting planned", ACME, at="2026-03-16 14:00"),
    ),
    row(
        "prepare contract hotel du lac for thursday",
        Said("task planned", HOTEL, at="2026-03-12", subject="prepare contract"),
    ),
    row(
        "called yves colin last friday 10 min interested",
        Said("call held", "Yves Colin", 10, "positive", at="2026-03-06"),
    ),
    row(
        "follow up email patel brothers sent yesterday",
        Said("email held", PATEL, at="2026-03-09", note="follow up"),
    ),
    row("durand signed 6200 euros", Said("held", DURAND, amount=6_200, win=True)),
    row(
        "meeting garage mercier cancelled sick",
        Said("meeting cancelled", GARAGE, at="2026-03-10", note="sick"),
    ),
    row(
        "call julie martin half an hour still hesitating",
        Said("call held", "Julie Martin", 30, "reached", note="still hesitating"),
    ),
    row(
        "demo nadia benali tomorrow 9am",
        Said("demo planned", "Nadia Benali", at="2026-03-11 09:00"),
    ),
    row(
        "phone acme 6 min meeting booked wednesday 4pm",
        Said("call held", ACME, 6, "meeting_booked", next="meeting 2026-03-11 16:00"),
    ),
    row(
        "visit menuiserie colin friday 13th morning",
        Said("meeting planned", COLIN, at="2026-03-13 09:00", on_site=True),
    ),
    row("acme lost", Said("held", ACME, lose=True)),
    row(
        "call studio 12 yesterday evening voicemail",
        Said("call held", "Studio 12", outcome="voicemail", at="2026-03-09 17:00"),
    ),
    row(
        "call back demain conseil tomorrow",
        Said("call planned", "Demain Conseil", at="2026-03-11"),
    ),
]
