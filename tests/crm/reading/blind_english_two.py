"""English lines of the second blind set: written after the rules were mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

ENGLISH = [
    row(
        "chat with acme 8 mins thinking it over follow up friday",
        Said(
            "call held",
            ACME,
            8,
            "reached",
            next="task 2026-03-13: follow up",
            note="thinking it over",
        ),
    ),
    row(
        "anna weber unavailable call after 3pm",
        Said(
            "call held",
            "Anna Weber",
            outcome="no_answer",
            next="call 2026-03-10 15:00",
        ),
    ),
    row(
        "mercier meeting confirmed tomorrow 2:30pm",
        Said("meeting planned", GARAGE, at="2026-03-11 14:30", note="confirmed"),
    ),
    row(
        "dropped in on sophie roche this morning 30 min",
        Said("meeting held", "Sophie Roche", 30, at="2026-03-10 09:00", on_site=True),
    ),
    row(
        "chased patel brothers by email no reply",
        Said("email held", PATEL, outcome="no_answer", note="chased"),
    ),
    row(
        "phone nadia benali quarter of an hour great chat demo on the 19th at 2pm",
        Said("call held", "Nadia Benali", 15, "positive", next="demo 2026-03-19 14:00"),
    ),
    row(
        "hotel du lac said no",
        Said("call held", HOTEL, outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "deal signed menuiserie colin 3,200 euros",
        Said("held", COLIN, amount=3_200, win=True, note="deal signed"),
    ),
    row(
        "lefevre didn't turn up for the 10am meeting",
        Said("meeting no_show", "Lefèvre", at="2026-03-10 10:00"),
    ),
    row(
        "ask weber logistik for their vat number",
        Said(
            "task planned",
            WEBER,
            at="2026-03-10",
            subject="ask for their vat number",
            doubts="at.assumed",
        ),
    ),
    row(
        "julie martin called me back 6 min orders going up",
        Said(
            "call held",
            "Julie Martin",
            6,
            "reached",
            direction="in",
            note="orders going up",
        ),
    ),
    row(
        "day after tomorrow 11am zoom with acme",
        Said("meeting planned", ACME, at="2026-03-12 11:00"),
    ),
    row(
        "called durand yesterday 25 min quote needs changing",
        Said(
            "call held",
            DURAND,
            25,
            "reached",
            "2026-03-09",
            note="quote needs changing",
        ),
    ),
    row(
        "left a voice message for yves colin",
        Said("call held", "Yves Colin", outcome="voicemail"),
    ),
    row(
        "demo done at patel brothers 1h they loved it",
        Said("demo held", PATEL, 60, "positive"),
    ),
    row(
        "not interested studio 12",
        Said("call held", "Studio 12", outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "got an email from anna weber wants a quote",
        Said("email held", "Anna Weber", direction="in", note="wants a quote"),
    ),
    row(
        "weber logistik lost to competitor",
        Said("held", WEBER, lose=True, note="lost to competitor"),
    ),
    row(
        "lefevre meeting postponed 20 march 9am",
        Said(
            "meeting cancelled",
            "Lefèvre",
            at="2026-03-10",
            next="meeting 2026-03-20 09:00",
        ),
    ),
    row(
        "sent a text to sophie roche",
        Said("email held", "Sophie Roche", note="sent a text", doubts="kind.assumed"),
    ),
    row(
        "call acme 3 min got the assistant",
        Said("call held", ACME, 3, "no_answer", note="got the assistant"),
    ),
    row(
        "met the owner of garage mercier 45 min",
        Said("meeting held", GARAGE, 45, note="the owner"),
    ),
    row(
        "proposal hotel du lac 7800 chase thursday",
        Said(
            "task planned",
            HOTEL,
            at="2026-03-12",
            subject="proposal chase",
            amount=7_800,
        ),
    ),
    row(
        "call durand five minutes call back tuesday eleven am",
        Said("call held", DURAND, 5, "reached", next="call 2026-03-17 11:00"),
    ),
    row(
        "training weber logistik monday 9am",
        Said(
            "meeting planned",
            WEBER,
            at="2026-03-16 09:00",
            note="training",
            doubts="kind.ask",
        ),
    ),
    row(
        "video call durand friday 4pm 30 min",
        Said(
            "meeting planned",
            DURAND,
            30,
            at="2026-03-13 16:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "no answer acme no answer durand no answer mercier",
        *[
            Said("call held", who, outcome="no_answer")
            for who in (ACME, DURAND, GARAGE)
        ],
    ),
    row(
        "call demain conseil 12 min interested in the yearly plan",
        Said("call held", "Demain Conseil", 12, "positive", note="in the yearly plan"),
    ),
    row(
        "last monday meeting nadia benali 1h contract expected",
        Said(
            "meeting held",
            "Nadia Benali",
            60,
            at="2026-03-09",
            note="contract expected",
        ),
    ),
    row(
        "call paul durand back after the holidays",
        Said(
            "call planned",
            "Paul Durand",
            at="2026-03-10",
            note="after the holidays",
            doubts="at.assumed",
        ),
    ),
    row(
        "acme in a meeting i'll ring at 5",
        Said(
            "call held",
            ACME,
            outcome="no_answer",
            next="call 2026-03-10 17:00",
            note="in a meeting",
        ),
    ),
    row(
        "garage mercier wants a quote by monday",
        Said(
            "task planned", GARAGE, at="2026-03-16", subject="wants a quote", due=True
        ),
    ),
    row(
        "spoke to yves colin 10 min meeting thursday 10am one hour",
        Said(
            "call held",
            "Yves Colin",
            10,
            "reached",
            next="meeting 2026-03-12 10:00 for 60",
        ),
    ),
    row(
        "demo cancelled acme sick",
        Said("demo cancelled", ACME, at="2026-03-10", note="sick"),
    ),
    row(
        "complaint patel brothers parcel damaged",
        Said(
            "call held",
            PATEL,
            outcome="reached",
            direction="in",
            complaint="parcel damaged",
            reason="quality",
            doubts="kind.ask",
        ),
    ),
    row(
        "check in acme friday",
        Said("task planned", ACME, at="2026-03-13", subject="check in"),
    ),
    row(
        "good call with anna weber 20 minutes",
        Said("call held", "Anna Weber", 20, "positive"),
    ),
    row(
        "send contract to hotel du lac first thing tomorrow",
        Said("task planned", HOTEL, at="2026-03-11 09:00", subject="send contract"),
    ),
    row(
        "surprise visit at sophie roche yesterday afternoon",
        Said(
            "meeting held",
            "Sophie Roche",
            at="2026-03-09 14:00",
            note="surprise",
            on_site=True,
        ),
    ),
    row(
        "phone catch up durand 10:15 20 min nothing new",
        Said(
            "call held", DURAND, 20, "reached", "2026-03-10 10:15", note="nothing new"
        ),
    ),
]
