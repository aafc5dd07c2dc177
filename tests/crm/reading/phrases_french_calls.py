"""French lines: what a call came to, and how long it was."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

FRENCH = [
    # what a call came to
    row("Durand NRP", Said("call held", DURAND, outcome="no_answer")),
    row("APPEL DURAND NRP", Said("call held", DURAND, outcome="no_answer")),
    row("appel acme pas de réponse", Said("call held", "Acme", outcome="no_answer")),
    row("Acme injoignable", Said("call held", "Acme", outcome="no_answer")),
    row("appelé Acme, ne répond pas", Said("call held", "Acme", outcome="no_answer")),
    row("laissé un message à Acme", Said("call held", "Acme", outcome="voicemail")),
    row("Lefèvre messagerie", Said("call held", "Lefèvre", outcome="voicemail")),
    row(
        "j'ai appelé Durand, tombé sur répondeur",
        Said("call held", DURAND, outcome="voicemail"),
    ),
    row(
        "appel Acme 3 min pas intéressé", Said("call held", "Acme", 3, "not_interested")
    ),
    row(
        "appel Durand 5 min à rappeler lundi 9h",
        Said("call held", DURAND, 5, "call_back", next="call 2026-03-16 09:00"),
    ),
    row(
        "Lefèvre demande à être rappelée jeudi",
        Said("call planned", "Lefèvre", at="2026-03-12"),
    ),
    row(
        "appel Acme rdv pris jeudi 10h",
        Said(
            "call held",
            "Acme",
            outcome="meeting_booked",
            next="meeting 2026-03-12 10:00",
        ),
    ),
    row(
        "appel Mercier 6 min, RDV calé mardi 14h30",
        Said(
            "call held",
            "Garage Mercier",
            6,
            "meeting_booked",
            next="meeting 2026-03-17 14:30",
        ),
    ),
    row(
        "rdv calé Acme jeudi 10h",
        Said("meeting planned", "Acme", at="2026-03-12 10:00"),
    ),
    row(
        "appel Durand NRP demain 9h",
        Said(
            "call held",
            DURAND,
            outcome="no_answer",
            next="call 2026-03-11 09:00",
            doubts="next_step.assumed",
        ),
    ),
    row(
        "NRP Acme, rappeler",
        Said(
            "call held",
            "Acme",
            outcome="no_answer",
            next="call 2026-03-11",
            doubts="next_step.assumed",
        ),
    ),
    row(
        "eu Julie Martin au téléphone 20 min",
        Said("call held", "Julie Martin", 20, "reached"),
    ),
    row(
        "Durand m'a rappelé 4 min",
        Said("call held", DURAND, 4, "reached", direction="in"),
    ),
    row(
        "appel de Durand 6 min",
        Said("call held", DURAND, 6, "reached", direction="in"),
    ),
    row(
        "appel Acme",
        Said("call held", "Acme", doubts="outcome.ask"),
    ),
    row(
        "appel Durand budget validé pour septembre",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            note="budget validé pour septembre",
            doubts="outcome.assumed",
        ),
    ),
    # lengths
    row("appel Acme 1h30", Said("call held", "Acme", 90, "reached")),
    row("appel Acme 45mn", Said("call held", "Acme", 45, "reached")),
    row("appel Acme une demi-heure", Said("call held", "Acme", 30, "reached")),
    row("appel Acme trois quarts d'heure", Said("call held", "Acme", 45, "reached")),
    row(
        "rdv Acme hier une heure et demie",
        Said("meeting held", "Acme", 90, at="2026-03-09"),
    ),
    row("rdv Acme hier pendant 2h", Said("meeting held", "Acme", 120, at="2026-03-09")),
    row("appel Durand vingt-cinq minutes", Said("call held", DURAND, 25, "reached")),
    row("appel Durand 7’", Said("call held", DURAND, 7, "reached")),
    row("12 min au tel avec Durand", Said("call held", DURAND, 12, "reached")),
]
