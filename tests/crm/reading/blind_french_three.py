"""French lines of the third blind set: written after the second one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

FRENCH = [
    row(
        "jai eu paul durand 7 minutes il veut reflechir rappeler jeudi prochain",
        Said(
            "call held",
            "Paul Durand",
            7,
            "reached",
            next="call 2026-03-12",
            note="il veut reflechir",
        ),
    ),
    row("acme rdv vendredi 9h", Said("meeting planned", ACME, at="2026-03-13 09:00")),
    row(
        "hier demo mercier 50 min a suivre lundi",
        Said("demo held", GARAGE, 50, at="2026-03-09", next="task 2026-03-16: suivre"),
    ),
    row(
        "reponse negative de patel brothers",
        Said("call held", PATEL, outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "mail a envoyer a anna weber demain matin",
        Said("email planned", "Anna Weber", at="2026-03-11 09:00"),
    ),
    row(
        "appel hotel du lac boite vocale", Said("call held", HOTEL, outcome="voicemail")
    ),
    row(
        "yves colin injoignable depuis lundi",
        Said("call held", "Yves Colin", outcome="no_answer", note="depuis lundi"),
    ),
    row(
        "visite mercier 45 minutes demain 8h30",
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
        "sophie roche rdv decale de jeudi a vendredi 15h",
        Said(
            "meeting cancelled",
            "Sophie Roche",
            at="2026-03-12",
            next="meeting 2026-03-13 15:00",
        ),
    ),
    row("gagne hotel du lac 15 000", Said("held", HOTEL, amount=15_000, win=True)),
    row(
        "proposition weber logistik 22k envoyee hier",
        Said("email held", WEBER, at="2026-03-09", amount=22_000, note="proposition"),
    ),
    row(
        "call acme mercredi 10h avec la directrice",
        Said("call planned", ACME, at="2026-03-11 10:00", note="avec la directrice"),
    ),
    row(
        "julie martin 4 min ok pour commander",
        Said(
            "call held",
            "Julie Martin",
            4,
            "positive",
            note="commander",
            doubts="kind.ask",
        ),
    ),
    row(
        "appele lefevre deux fois nrp",
        Said("call held", "Lefèvre", outcome="no_answer", note="deux fois"),
    ),
    row(
        "point hebdo acme vendredi 11h visio",
        Said("meeting planned", ACME, at="2026-03-13 11:00", note="hebdo"),
    ),
    row("relance durand faite par mail", Said("email held", DURAND, note="relance")),
    row(
        "lefevre lapin hier 14h",
        Said("meeting no_show", "Lefèvre", at="2026-03-09 14:00", doubts="kind.ask"),
    ),
    row(
        "devis hotel du lac a faire avant vendredi 3500e",
        Said(
            "task planned",
            HOTEL,
            at="2026-03-13",
            due=True,
            subject="devis a faire",
            amount=3_500,
        ),
    ),
    row(
        "tel menuiserie colin 2 min deja equipes",
        Said("call held", COLIN, 2, "not_interested"),
    ),
    row(
        "onboarding hotel du lac termine hier 3h",
        Said("onboarding held", HOTEL, 180, at="2026-03-09"),
    ),
    row(
        "sms recu de nadia benali ok pour mardi 10h",
        Said(
            "email held",
            "Nadia Benali",
            outcome="positive",
            direction="in",
            note="sms recu",
            next="meeting 2026-03-17 10:00",
            doubts="kind.assumed next_step.assumed",
        ),
    ),
    row(
        "rdv physique patel brothers le 26 a 14h",
        Said("meeting planned", PATEL, at="2026-03-26 14:00", on_site=True),
    ),
    row(
        "acme 10 min eu l assistante rappeler apres 16h",
        Said(
            "call held",
            ACME,
            10,
            "reached",
            note="l assistante",
            next="call 2026-03-10 16:00",
        ),
    ),
    row(
        "appel de anna weber 3 min question facture",
        Said(
            "call held",
            "Anna Weber",
            3,
            "reached",
            direction="in",
            note="question facture",
        ),
    ),
    row(
        "garage mercier a commande 2 pneus",
        Said("held", GARAGE, win=True, note="a commande 2 pneus"),
    ),
    row(
        "demain midi resto avec yves colin",
        Said("meeting planned", "Yves Colin", at="2026-03-11 12:00"),
    ),
    row(
        "perdu hotel du lac prix trop eleve",
        Said("held", HOTEL, lose=True, note="prix trop eleve"),
    ),
    row(
        "acme demo ok envoyer propale avant mercredi",
        Said(
            "demo held",
            ACME,
            outcome="positive",
            next="task 2026-03-11: envoyer propale",
        ),
    ),
    row("nrp 3x durand", Said("call held", DURAND, outcome="no_answer", note="3x")),
    row(
        "rappeler julie martin quand elle rentre",
        Said(
            "call planned",
            "Julie Martin",
            at="2026-03-10",
            note="quand elle rentre",
            doubts="at.assumed",
        ),
    ),
    row(
        "appel sophie roche 9 min elle compare avec un concurrent rappel le 20",
        Said(
            "call held",
            "Sophie Roche",
            9,
            "reached",
            note="elle compare avec un concurrent",
            next="call 2026-03-20",
        ),
    ),
    row(
        "visite prospect hotel du lac annulee",
        Said("meeting cancelled", HOTEL, at="2026-03-10", on_site=True),
    ),
    row(
        "note hotel du lac ouvre le lundi",
        Said("note held", HOTEL, note="ouvre le lundi"),
    ),
    row(
        "appeler weber logistik vers 11h15",
        Said("call planned", WEBER, at="2026-03-10 11:15"),
    ),
    row(
        "appele weber logistik vers 9h15 pas de reponse",
        Said("call held", WEBER, outcome="no_answer", at="2026-03-10 09:15"),
    ),
    row(
        "mardi 24 mars 10h demo menuiserie colin",
        Said("demo planned", COLIN, at="2026-03-24 10:00"),
    ),
    row(
        "paul durand malade rdv annule",
        Said("meeting cancelled", "Paul Durand", at="2026-03-10", note="malade"),
    ),
    row(
        "appel yves colin vingt cinq minutes tres satisfait",
        Said("call held", "Yves Colin", 25, "positive"),
    ),
    row(
        "relancer anna weber dans trois semaines",
        Said("task planned", "Anna Weber", at="2026-03-31", subject="relancer"),
    ),
    row(
        "email recu acme demande de rappel",
        Said("email held", ACME, outcome="call_back", direction="in"),
    ),
]
