"""English lines written before anybody looked at the reader: the first set of the second round.

As reps type in a hurry or dictate: without capitals, without commas, with slips of the thumb.
"""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

ENGLISH = [
    row(
        "no answer durand try again tomorrow 9:30",
        Said("call held", DURAND, outcome="no_answer", next="call 2026-03-11 09:30"),
    ),
    row(
        "vm acme call back next tuesday",
        Said("call held", ACME, outcome="voicemail", next="call 2026-03-17"),
    ),
    row(
        "meeting yves colin thu 2pm",
        Said("meeting planned", "Yves Colin", at="2026-03-12 14:00"),
    ),
    row(
        "cal mercier 10 mins good send quote friday",
        Said("call held", GARAGE, 10, "positive", next="task 2026-03-13: send quote"),
    ),
    row(
        "spoke w anna weber 20 mins interested demo mon 10am",
        Said("call held", "Anna Weber", 20, "positive", next="demo 2026-03-16 10:00"),
    ),
    row(
        "acme not interested",
        Said("call held", ACME, outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "call sophie roche an hour fifteen then quote by friday",
        Said("call held", "Sophie Roche", 75, "reached", next="task 2026-03-13: quote"),
    ),
    row(
        "follow up patel brothers end of the week",
        Said("task planned", PATEL, at="2026-03-13", subject="follow up"),
    ),
    row(
        "meeting cancelled hotel du lac",
        Said("meeting cancelled", HOTEL, at="2026-03-10"),
    ),
    row(
        "nadia benali wants a call back at 4",
        Said("call planned", "Nadia Benali", at="2026-03-10 16:00"),
    ),
    row(
        "demo weber logistik yesterday 1h30 loved it proposal thursday",
        Said(
            "demo held",
            WEBER,
            90,
            "positive",
            "2026-03-09",
            "task 2026-03-12: proposal",
        ),
    ),
    row("sent email to sophie roche", Said("email held", "Sophie Roche")),
    row(
        "site visit hotel du lac friday 11am",
        Said("meeting planned", HOTEL, at="2026-03-13 11:00", on_site=True),
    ),
    row(
        "call martin & fils gatekeeper",
        Said("call held", "Martin & Fils", outcome="no_answer", note="gatekeeper"),
    ),
    row("won durand 12500", Said("held", DURAND, amount=12_500, win=True)),
    row(
        "quote acme 4500 to send tomorrow",
        Said(
            "task planned",
            ACME,
            at="2026-03-11",
            subject="quote to send",
            amount=4_500,
        ),
    ),
    row("call weber in 10 days", Said("call planned", WEBER, at="2026-03-20")),
    row(
        "acme 12 min spoke to the director ok for a demo next thursday 2pm",
        Said(
            "call held",
            ACME,
            12,
            "positive",
            next="demo 2026-03-12 14:00",
            note="the director",
        ),
    ),
    row("left vm colin", Said("call held", COLIN, outcome="voicemail")),
    row(
        "zoom anna weber wed 3:30pm",
        Said("meeting planned", "Anna Weber", at="2026-03-11 15:30"),
    ),
    row(
        "meeting with nadia benali and yves colin tuesday 9",
        Said(
            "meeting planned", "Nadia Benali", at="2026-03-17 09:00", note="yves colin"
        ),
    ),
    row(
        "no show hotel du lac 9am",
        Said("meeting no_show", HOTEL, at="2026-03-10 09:00", doubts="kind.ask"),
    ),
    row(
        "inbound call sophie roche 7 min invoice wrong",
        Said(
            "call held",
            "Sophie Roche",
            7,
            "reached",
            direction="in",
            note="invoice wrong",
        ),
    ),
    row(
        "called acme durand and mercier no answer",
        *[
            Said("call held", who, outcome="no_answer")
            for who in (ACME, DURAND, GARAGE)
        ],
    ),
    row(
        "lost patel brothers too expensive",
        Said("held", PATEL, lose=True, note="too expensive"),
    ),
    row("signed hotel du lac 8.4k", Said("held", HOTEL, amount=8_400, win=True)),
    row(
        "texted acme",
        Said("email held", ACME, note="texted", doubts="kind.assumed"),
    ),
    row(
        "linkedin message to nadia benali",
        Said(
            "email held", "Nadia Benali", note="linkedin message", doubts="kind.assumed"
        ),
    ),
    row(
        "text yves colin tomorrow morning",
        Said(
            "email planned",
            "Yves Colin",
            at="2026-03-11 09:00",
            note="text",
            doubts="kind.assumed",
        ),
    ),
    row(
        "note durand wants 3 more seats",
        Said("note held", DURAND, note="wants 3 more seats"),
    ),
    row(
        "weber busy try 11am",
        Said("call held", WEBER, outcome="no_answer", next="call 2026-03-10 11:00"),
    ),
    row(
        "cll back acme monday morning",
        Said("call planned", ACME, at="2026-03-16 09:00"),
    ),
    row("demo patel brothers 45 min meh", Said("demo held", PATEL, 45, note="meh")),
    row(
        "just spoke to julie martin meeting booked friday 2.30pm",
        Said(
            "call held",
            "Julie Martin",
            outcome="meeting_booked",
            next="meeting 2026-03-13 14:30",
        ),
    ),
    row(
        "demo hotel du lac pushed to thursday 4pm",
        Said("demo cancelled", HOTEL, at="2026-03-10", next="demo 2026-03-12 16:00"),
    ),
    row(
        "prepare proposal weber before thursday",
        Said(
            "task planned",
            WEBER,
            at="2026-03-12",
            subject="prepare proposal",
            due=True,
        ),
    ),
    row(
        "acme couldnt reach retry this afternoon",
        Said("call held", ACME, outcome="no_answer", next="call 2026-03-10 14:00"),
    ),
    row(
        "meeting durand tomorrow half past eight",
        Said("meeting planned", DURAND, at="2026-03-11 08:30"),
    ),
    row(
        "call paul durand twenty mins call again friday",
        Said("call held", "Paul Durand", 20, "reached", next="call 2026-03-13"),
    ),
    row(
        "3 emails acme durand patel brothers",
        *[Said("email held", who) for who in (ACME, DURAND, PATEL)],
    ),
    row("rang mercier voicemail", Said("call held", GARAGE, outcome="voicemail")),
    row(
        "visit mercier 1h very happy",
        Said("meeting held", GARAGE, 60, "positive", on_site=True),
    ),
    row(
        "lefevre meeting rescheduled to the 24th at 3pm",
        Said(
            "meeting cancelled",
            "Lefèvre",
            at="2026-03-10",
            next="meeting 2026-03-24 15:00",
        ),
    ),
    row("acme never picks up", Said("call held", ACME, outcome="no_answer")),
    row(
        "onboarding weber logistik thursday 9am 2 hours",
        Said(
            "onboarding planned",
            WEBER,
            120,
            at="2026-03-12 09:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "note patel brothers budget frozen til june",
        Said("note held", PATEL, note="budget frozen til june"),
    ),
    row(
        "call menuiserie colin 6 min wrong person",
        Said("call held", COLIN, 6, "reached", note="wrong person"),
    ),
    row(
        "durand called back 3 min ok",
        Said("call held", DURAND, 3, "positive", direction="in"),
    ),
    row(
        "end of month chase sophie roche for the contract",
        Said(
            "task planned",
            "Sophie Roche",
            at="2026-03-31",
            subject="chase for the contract",
        ),
    ),
    row(
        "anna weber 18 min call she'll ring thursday",
        Said("call held", "Anna Weber", 18, "reached", next="call 2026-03-12"),
    ),
    row(
        "call globex 4 min left msg",
        Said("call held", "", 4, "voicemail", new="globex", doubts="who.unknown"),
    ),
    row(
        "call boulangerie martn 3 mins",
        Said(
            "call held",
            "Boulangerie Martin",
            3,
            "reached",
            ask="Boulangerie Martin",
            new="boulangerie martn",
            doubts="who.near",
        ),
    ),
    row(
        "proposal sent to hotel du lac 15k",
        Said("email held", HOTEL, note="proposal", amount=15_000),
    ),
    row(
        "tomorrow 10 meeting demain conseil",
        Said("meeting planned", "Demain Conseil", at="2026-03-11 10:00"),
    ),
    row(
        "meeting studio 12 on the 12th at 12",
        Said("meeting planned", "Studio 12", at="2026-03-12 12:00"),
    ),
    row(
        "call durand at 9 for 15 min ok",
        Said("call held", DURAND, 15, "positive", "2026-03-10 09:00"),
    ),
    row(
        "call acme 15 mins budget approved by the board",
        Said("call held", ACME, 15, "reached", note="budget approved by the board"),
    ),
    row(
        "lunch with yves colin tomorrow noon",
        Said("meeting planned", "Yves Colin", at="2026-03-11 12:00"),
    ),
    row(
        "no budget at patel brothers call back in september",
        Said("call planned", PATEL, at="2026-09-01", note="no budget"),
    ),
    row(
        "yesterday 5pm call nadia benali 10 min meeting set monday 11",
        Said(
            "call held",
            "Nadia Benali",
            10,
            "meeting_booked",
            "2026-03-09 17:00",
            "meeting 2026-03-16 11:00",
        ),
    ),
    row(
        "call durand 5 min demo tuesday 2pm 45 min",
        Said("call held", DURAND, 5, "reached", next="demo 2026-03-17 14:00 for 45"),
    ),
]
