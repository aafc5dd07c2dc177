"""The fifty phrases of the vocabulary: each must be read fully right."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOTH_MARTINS = "Martin & Fils / Boulangerie Martin"

FRENCH = [
    row(
        "appel Durand 12 min, démo jeudi 14h",
        Said("call held", DURAND, 12, "reached", next="demo 2026-03-12 14:00"),
    ),
    row(
        "appelé Durand NRP, rappeler demain 9h",
        Said("call held", DURAND, outcome="no_answer", next="call 2026-03-11 09:00"),
    ),
    row("rappeler Acme dans 15 jours", Said("call planned", "Acme", at="2026-03-24")),
    row(
        "démo Acme hier 45 mn ok, devis vendredi",
        Said(
            "demo held", "Acme", 45, "positive", "2026-03-09", "task 2026-03-13: devis"
        ),
    ),
    row(
        "rdv Lefevre lundi 14h30",
        Said("meeting planned", "Lefèvre", at="2026-03-16 14:30"),
    ),
    row(
        "rdv Lefèvre lundi dernier 1h, pas intéressée",
        Said("meeting held", "Lefèvre", 60, "not_interested", "2026-03-09"),
    ),
    row(
        "msg répondeur Paul Durand",
        Said("call held", "Paul Durand", outcome="voicemail"),
    ),
    row(
        "mail Acme envoyé propale 12 k€",
        Said("email held", "Acme", note="propale", amount=12_000),
    ),
    row(
        "appel entrant Lefèvre 5' réclamation livraison en retard",
        Said(
            "call held",
            "Lefèvre",
            5,
            "reached",
            direction="in",
            complaint="livraison en retard",
            reason="delay",
        ),
    ),
    row(
        "démo Acme annulée, reportée au 18/03 à 10h",
        Said("demo cancelled", "Acme", at="2026-03-10", next="demo 2026-03-18 10:00"),
    ),
    row(
        "Acme lapin ce matin",
        Said("meeting no_show", "Acme", at="2026-03-10 09:00", doubts="kind.ask"),
    ),
    row(
        "appel Martin 8 min",
        Said("call held", "", 8, "reached", ask=BOTH_MARTINS, doubts="who.several"),
    ),
    row("appel Julie Martin 8 min", Said("call held", "Julie Martin", 8, "reached")),
    row(
        "appel Demain Conseil 10 min",
        Said("call held", "Demain Conseil", 10, "reached"),
    ),
    row(
        "appeler demain Demain Conseil",
        Said("call planned", "Demain Conseil", at="2026-03-11"),
    ),
    row("appel Studio 12 12 min", Said("call held", "Studio 12", 12, "reached")),
    row("appel Durand 14h", Said("call planned", DURAND, at="2026-03-10 14:00")),
    row(
        "appel Durand 9h",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            at="2026-03-10 09:00",
            doubts="outcome.assumed",
        ),
    ),
    row(
        "appel Durand 12 min 14h",
        Said(
            "call planned",
            DURAND,
            12,
            at="2026-03-10 14:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "visite Garage Mercier mercredi matin",
        Said("meeting planned", "Garage Mercier", at="2026-03-11 09:00", on_site=True),
    ),
    row(
        "relance devis Acme fin de semaine",
        Said("task planned", "Acme", at="2026-03-13", subject="relance devis"),
    ),
    row(
        "eu Durand au tél, ok pour démo mardi",
        Said("call held", DURAND, outcome="positive", next="demo 2026-03-17"),
    ),
    row(
        "appele durand douze minutes demo jeudi quatorze heures",
        Said("call held", DURAND, 12, "reached", next="demo 2026-03-12 14:00"),
    ),
    row(
        "3 appels Acme, Durand, Lefèvre NRP",
        Said("call held", "Acme", outcome="no_answer"),
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Lefèvre", outcome="no_answer"),
    ),
    row("signé Acme 8 500 €", Said("held", "Acme", amount=8_500, win=True)),
]

ENGLISH = [
    row(
        "call Durand 12 min demo thursday 14h",
        Said("call held", DURAND, 12, "reached", next="demo 2026-03-12 14:00"),
    ),
    row(
        "called acme no answer, retry tomorrow 9am",
        Said("call held", "Acme", outcome="no_answer", next="call 2026-03-11 09:00"),
    ),
    row("call back Acme in two weeks", Said("call planned", "Acme", at="2026-03-24")),
    row("lvm Paul Durand", Said("call held", "Paul Durand", outcome="voicemail")),
    row(
        "demo Acme yesterday 45m went well, send quote Fri",
        Said(
            "demo held",
            "Acme",
            45,
            "positive",
            "2026-03-09",
            "task 2026-03-13: send quote",
        ),
    ),
    row(
        "meeting Lefevre next Monday 2:30pm",
        Said("meeting planned", "Lefèvre", at="2026-03-16 14:30"),
    ),
    row(
        "met Lefevre last Monday for an hour, not interested",
        Said("meeting held", "Lefèvre", 60, "not_interested", "2026-03-09"),
    ),
    row("emailed Acme the proposal", Said("email held", "Acme", note="the proposal")),
    row(
        "Acme called me 5 min complaint late delivery",
        Said(
            "call held",
            "Acme",
            5,
            "reached",
            direction="in",
            complaint="late delivery",
            reason="delay",
        ),
    ),
    row(
        "Acme no-show at 9",
        Said("meeting no_show", "Acme", at="2026-03-10 09:00", doubts="kind.ask"),
    ),
    row(
        "call Call Center Ouest 6 min",
        Said("call held", "Call Center Ouest", 6, "reached"),
    ),
    row(
        "call Martin",
        Said("call held", ask=BOTH_MARTINS, doubts="who.several outcome.ask"),
    ),
    row("call Durand at 2pm", Said("call planned", DURAND, at="2026-03-10 14:00")),
    row(
        "call Durand at 9",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            at="2026-03-10 09:00",
            doubts="outcome.assumed",
        ),
    ),
    row(
        "demo Acme 3/4 at 10",
        Said("demo planned", "Acme", at="2026-04-03 10:00", doubts="at.day_order"),
    ),
    row(
        "demo Acme cancelled, moved to 18 March 10am",
        Said("demo cancelled", "Acme", at="2026-03-10", next="demo 2026-03-18 10:00"),
    ),
    row("spoke to Julie Martin 1h30", Said("call held", "Julie Martin", 90, "reached")),
    row(
        "follow up Acme quote by Friday",
        Said(
            "task planned", "Acme", at="2026-03-13", subject="follow up quote", due=True
        ),
    ),
    row("call Durand tue", Said("call planned", DURAND, at="2026-03-17")),
    row(
        "call durnad 4 min",
        Said(
            "call held",
            DURAND,
            4,
            "reached",
            ask=DURAND,
            new="durnad",
            doubts="who.near",
        ),
    ),
    row(
        "call Globex 4 min",
        Said("call held", "", 4, "reached", new="Globex", doubts="who.unknown"),
    ),
    row(
        "onboarding Acme 16/03 eod",
        Said("onboarding planned", "Acme", at="2026-03-16 17:00"),
    ),
    row(
        "note Acme: budget frozen until june",
        Said("note held", "Acme", note="budget frozen until june"),
    ),
    row(
        "call Acme 10 min then call Durand no answer",
        Said("call held", "Acme", 10, "reached"),
        Said("call held", DURAND, outcome="no_answer"),
    ),
    row(
        "call Acme sunday 10am",
        Said(
            "call planned", "Acme", at="2026-03-15 10:00", doubts="at.not_a_working_day"
        ),
    ),
    # The order of day and month is the reader's: 4 March is past.
    row(
        "demo Acme 3/4 at 10",
        Said("demo held", "Acme", at="2026-03-04 10:00", doubts="at.day_order"),
        day_first=False,
        language="en-us",
    ),
]
