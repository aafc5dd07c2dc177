"""French lines as they are typed between two calls, and as a phone dictates them."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"
BOTH_MARTINS = "Martin & Fils / Boulangerie Martin"

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
    # tasks and due dates
    row(
        "devis Acme d'ici vendredi",
        Said("task planned", "Acme", at="2026-03-13", subject="devis", due=True),
    ),
    row(
        "envoyer propale Acme avant jeudi",
        Said(
            "task planned", "Acme", at="2026-03-12", subject="envoyer propale", due=True
        ),
    ),
    row(
        "préparer démo Acme demain",
        Said("task planned", "Acme", at="2026-03-11", subject="préparer démo"),
    ),
    row(
        "relancer Durand dans 15 jours",
        Said("task planned", DURAND, at="2026-03-24", subject="relancer"),
    ),
    row(
        "relancer Acme par mail demain",
        Said("email planned", "Acme", at="2026-03-11", note="relancer"),
    ),
    row(
        "relancé Acme par tél NRP",
        Said("call held", "Acme", outcome="no_answer", note="relancé"),
    ),
    row(
        "caler une démo Acme jeudi 10h",
        Said("demo planned", "Acme", at="2026-03-12 10:00"),
    ),
    # mails
    row("mail Lefèvre hier", Said("email held", "Lefèvre", at="2026-03-09")),
    row("mail reçu d'Acme", Said("email held", "Acme", direction="in")),
    row(
        "devis envoyé à Durand 4 500 €",
        Said("email held", DURAND, note="devis", amount=4_500),
    ),
    row(
        "envoyer un mail à Acme demain", Said("email planned", "Acme", at="2026-03-11")
    ),
    # meetings and demos
    row("visio Acme 30 min très bien", Said("meeting held", "Acme", 30, "positive")),
    row(
        "visite Garage Mercier hier 1h",
        Said("meeting held", "Garage Mercier", 60, at="2026-03-09", on_site=True),
    ),
    row("démo Durand 45 min nickel", Said("demo held", DURAND, 45, "positive")),
    row(
        "onboarding Acme lundi 9h30",
        Said("onboarding planned", "Acme", at="2026-03-16 09:30"),
    ),
    row("rdv démo Acme jeudi 10h", Said("demo planned", "Acme", at="2026-03-12 10:00")),
    row("démo Acme annulée", Said("demo cancelled", "Acme", at="2026-03-10")),
    row(
        "rdv Acme reporté à jeudi 15h",
        Said(
            "meeting cancelled",
            "Acme",
            at="2026-03-10",
            next="meeting 2026-03-12 15:00",
        ),
    ),
    row("démo Durand jeudi annulée", Said("demo cancelled", DURAND, at="2026-03-12")),
    row(
        "rdv Lefèvre hier pas venue",
        Said("meeting no_show", "Lefèvre", at="2026-03-09"),
    ),
    row(
        "Durand absent au rdv",
        Said("meeting no_show", DURAND, at="2026-03-10", doubts="kind.ask"),
    ),
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
    # money and wins
    row("Acme signé 12k", Said("held", "Acme", amount=12_000, win=True)),
    row(
        "bon de commande reçu Durand 3 200,50 € HT",
        Said("held", DURAND, amount=3200.5, win=True, note="bon de commande reçu"),
    ),
    row(
        "appel Acme 5 min signé 8500 euros",
        Said("call held", "Acme", 5, "reached", amount=8_500, win=True),
    ),
    row("signé Acme douze mille euros", Said("held", "Acme", amount=12_000, win=True)),
    row(
        "propale envoyée Acme 1,2 M€",
        Said("email held", "Acme", note="propale", amount=1_200_000),
    ),
    # complaints
    row(
        "réclamation Durand facture fausse",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            direction="in",
            complaint="facture fausse",
            reason="billing",
            doubts="kind.ask",
        ),
    ),
    row(
        "appel Acme mécontent délai trop long",
        Said(
            "call held",
            "Acme",
            outcome="reached",
            complaint="délai trop long",
            reason="delay",
        ),
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
