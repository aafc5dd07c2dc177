"""French lines: when."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

FRENCH = [
    # moments
    row("rdv Acme demain 14h", Said("meeting planned", "Acme", at="2026-03-11 14:00")),
    row(
        "rdv Acme demain à midi", Said("meeting planned", "Acme", at="2026-03-11 12:00")
    ),
    row(
        "rdv Acme après-demain matin",
        Said("meeting planned", "Acme", at="2026-03-12 09:00"),
    ),
    row("rdv Acme jeudi aprem", Said("meeting planned", "Acme", at="2026-03-12 14:00")),
    row(
        "démo Durand jeudi en fin de journée",
        Said("demo planned", DURAND, at="2026-03-12 17:00"),
    ),
    row("démo Durand ce soir", Said("demo planned", DURAND, at="2026-03-10 17:00")),
    row(
        "démo Durand cet après-midi",
        Said("demo planned", DURAND, at="2026-03-10 14:00"),
    ),
    row(
        "rappeler Acme sous huitaine",
        Said("call planned", "Acme", at="2026-03-17", due=True),
    ),
    row("rappeler Acme dans 8 jours", Said("call planned", "Acme", at="2026-03-17")),
    row("rappeler Acme dans huit jours", Said("call planned", "Acme", at="2026-03-17")),
    row("rappeler Acme dans 3 semaines", Said("call planned", "Acme", at="2026-03-31")),
    row("rappeler Acme dans un mois", Said("call planned", "Acme", at="2026-04-10")),
    row("rappeler Acme dans 2h", Said("call planned", "Acme", at="2026-03-10 12:30")),
    row("rappeler Acme fin de mois", Said("call planned", "Acme", at="2026-03-31")),
    row(
        "rappeler Acme en début de semaine",
        Said("call planned", "Acme", at="2026-03-16"),
    ),
    row(
        "rappeler Acme la semaine prochaine",
        Said("call planned", "Acme", at="2026-03-16"),
    ),
    row(
        "rappeler Acme jeudi de la semaine prochaine",
        Said("call planned", "Acme", at="2026-03-19"),
    ),
    row("rappeler Acme lundi en huit", Said("call planned", "Acme", at="2026-03-23")),
    row("rappeler Acme début avril", Said("call planned", "Acme", at="2026-04-01")),
    row("rappeler Acme le 18", Said("call planned", "Acme", at="2026-03-18")),
    row("rappeler Acme le 2", Said("call planned", "Acme", at="2026-04-02")),
    row(
        "rdv Acme jeudi 12 mars à 9h15",
        Said("meeting planned", "Acme", at="2026-03-12 09:15"),
    ),
    row(
        "rdv Acme 1er avril 10h", Said("meeting planned", "Acme", at="2026-04-01 10:00")
    ),
    row(
        "rdv Acme le 18/03/2026 à 10h",
        Said("meeting planned", "Acme", at="2026-03-18 10:00"),
    ),
    row("rdv Acme 25.03 9h", Said("meeting planned", "Acme", at="2026-03-25 09:00")),
    row(
        "appelé Durand lundi 5 min",
        Said("call held", DURAND, 5, "reached", at="2026-03-09"),
    ),
    row(
        "rencontré Acme vendredi dernier", Said("meeting held", "Acme", at="2026-03-06")
    ),
    row(
        "vu Acme avant-hier",
        Said("meeting held", "Acme", at="2026-03-08", doubts="at.not_a_working_day"),
    ),
    row(
        "appel Acme il y a 2 jours NRP",
        Said(
            "call held",
            "Acme",
            outcome="no_answer",
            at="2026-03-08",
            doubts="at.not_a_working_day",
        ),
    ),
    row(
        "démo Acme samedi",
        Said("demo planned", "Acme", at="2026-03-14", doubts="at.not_a_working_day"),
    ),
    row(
        "rdv Acme lundi 6 avril 10h",
        Said(
            "meeting planned",
            "Acme",
            at="2026-04-06 10:00",
            doubts="at.not_a_working_day",
        ),
    ),
    row(
        "appeler Acme à 9h",
        Said("call planned", "Acme", at="2026-03-11 09:00", doubts="at.assumed"),
    ),
    row(
        "appeler Acme",
        Said("call planned", "Acme", at="2026-03-10", doubts="at.assumed"),
    ),
    row(
        "appeler Acme hier",
        Said(
            "call held",
            "Acme",
            outcome="reached",
            at="2026-03-09",
            doubts="status.contradiction outcome.assumed",
        ),
    ),
    row(
        "appelé Acme demain 9h",
        Said(
            "call planned", "Acme", at="2026-03-11 09:00", doubts="status.contradiction"
        ),
    ),
    row(
        "rdv Acme de 14h à 15h30",
        Said(
            "meeting planned",
            "Acme",
            90,
            at="2026-03-10 14:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "rdv Durand neuf heures trente demain",
        Said("meeting planned", DURAND, at="2026-03-11 09:30"),
    ),
    row(
        "rdv Durand demain dix heures et quart",
        Said("meeting planned", DURAND, at="2026-03-11 10:15"),
    ),
]
