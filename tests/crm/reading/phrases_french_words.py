"""French lines: several actions at once, names, and what is only text."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

FRENCH = [
    # several actions
    row(
        "appel Durand NRP, appel Acme 5 min",
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Acme", 5, "reached"),
    ),
    row(
        "appel Durand 5 min puis mail envoyé",
        Said("call held", DURAND, 5, "reached"),
        Said("email held", DURAND),
    ),
    row(
        "appel Acme 5 min et démo jeudi 10h",
        Said("call held", "Acme", 5, "reached", next="demo 2026-03-12 10:00"),
    ),
    row(
        "appels Acme NRP, Durand 5 min et Lefèvre répondeur",
        Said("call held", "Acme", outcome="no_answer"),
        Said("call held", DURAND, 5, "reached"),
        Said("call held", "Lefèvre", outcome="voicemail"),
    ),
    row(
        "2 appels hier Acme et Durand NRP, rappeler jeudi",
        Said(
            "call held",
            "Acme",
            outcome="no_answer",
            at="2026-03-09",
            next="call 2026-03-12",
        ),
        Said(
            "call held",
            DURAND,
            outcome="no_answer",
            at="2026-03-09",
            next="call 2026-03-12",
        ),
    ),
    row(
        "appel Durand 5 min\nmail Acme envoyé",
        Said("call held", DURAND, 5, "reached"),
        Said("email held", "Acme"),
    ),
    row(
        "appel Acme 10 min ok, envoyer devis demain",
        Said(
            "call held", "Acme", 10, "positive", next="task 2026-03-11: envoyer devis"
        ),
    ),
    row(
        "appel Durand 12 min, intéressé, démo le 18 à 14h",
        Said("call held", DURAND, 12, "positive", next="demo 2026-03-18 14:00"),
    ),
    # names
    row("appel Mme Lefèvre 5 min", Said("call held", "Mme Lefèvre", 5, "reached")),
    row("appel Martin et Fils 5 min", Said("call held", "Martin & Fils", 5, "reached")),
    row(
        "appel Julie chez Boulangerie Martin 5 min",
        Said("call held", "Julie Martin", 5, "reached"),
    ),
    row("appel boulangerie martin 5 min", Said("call held", BOULANGERIE, 5, "reached")),
    row("appel Durand Sarl 5 min", Said("call held", DURAND, 5, "reached")),
    row("appel Studio 12 min", Said("call held", "Studio 12", 12, "reached")),
    row(
        "rdv Demain demain 10h",
        Said("meeting planned", "Demain Conseil", at="2026-03-11 10:00"),
    ),
    row(
        "appel Lefevbre 4 min",
        Said(
            "call held",
            "Lefèvre",
            4,
            "reached",
            ask="Lefèvre",
            new="Lefevbre",
            doubts="who.near",
        ),
    ),
    row(
        "appel Société Générale 4 min",
        Said(
            "call held", "", 4, "reached", new="Société Générale", doubts="who.unknown"
        ),
    ),
    row(
        "appel Durand Acme 5 min",
        Said(
            "call held",
            "",
            5,
            "reached",
            ask="Durand SARL / Acme",
            doubts="who.several",
        ),
    ),
    row(
        "appel Acme 5 min - Paul en déplacement",
        Said("call held", "Acme", 5, "reached", note="Paul en déplacement"),
    ),
    row(
        "Mercier pas là, rappeler après 17h",
        Said(
            "call held",
            "Garage Mercier",
            outcome="no_answer",
            next="call 2026-03-10 17:00",
        ),
    ),
    row(
        "visite Acme 10h-12h hier",
        Said("meeting held", "Acme", 120, at="2026-03-09 10:00", on_site=True),
    ),
    row("rappeler demain", Said("call planned", at="2026-03-11", doubts="who.missing")),
    row("appel 12 min", Said("call held", "", 12, "reached", doubts="who.missing")),
    # notes and what is only text
    row(
        "cr Acme budget gelé jusqu'en juin",
        Said("note held", "Acme", note="budget gelé jusqu'en juin"),
    ),
    row(
        "note Durand : rappelle que la démo de mardi a plu",
        Said("note held", DURAND, note="rappelle que la démo de mardi a plu"),
    ),
    row(
        "appel Durand 5 min, veut voir le prix du module 3",
        Said("call held", DURAND, 5, "reached", note="veut voir le prix du module 3"),
    ),
    row("appel Durand 5 min (Paul) !", Said("call held", "Paul Durand", 5, "reached")),
    row(
        "Acme budget gelé",
        Said("note held", "Acme", note="budget gelé", doubts="kind.ask"),
    ),
    row("bonjour", Said("note held", note="bonjour", doubts="kind.ask who.missing")),
    row("appel Durand 🎉 5 min", Said("call held", DURAND, 5, "reached", note="🎉")),
    row("appel\0 Durand 5\tmin", Said("call held", DURAND, 5, "reached")),
    row("12345", Said("note held", note="12345", doubts="kind.ask who.missing")),
    row("   "),
    row(""),
]
