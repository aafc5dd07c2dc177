"""French lines of the second blind set: written after the rules were mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

FRENCH = [
    row(
        "coup de fil acme 8 minutes ils reflechissent relance vendredi",
        Said(
            "call held",
            ACME,
            8,
            "reached",
            next="task 2026-03-13: relance",
            note="ils reflechissent",
        ),
    ),
    row(
        "anna weber pas dispo rappeler apres 15h",
        Said(
            "call held",
            "Anna Weber",
            outcome="no_answer",
            next="call 2026-03-10 15:00",
        ),
    ),
    row(
        "rdv mercier confirme demain 14h30",
        Said("meeting planned", GARAGE, at="2026-03-11 14:30", note="confirme"),
    ),
    row(
        "passe voir sophie roche ce matin 30 min",
        Said("meeting held", "Sophie Roche", 30, at="2026-03-10 09:00", on_site=True),
    ),
    row(
        "relance mail patel brothers sans reponse",
        Said("email held", PATEL, outcome="no_answer", note="relance"),
    ),
    row(
        "tel nadia benali un quart d heure tres bon contact demo le 19 a 14h",
        Said("call held", "Nadia Benali", 15, "positive", next="demo 2026-03-19 14:00"),
    ),
    row(
        "hotel du lac a dit non",
        Said("call held", HOTEL, outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "signe menuiserie colin 3 200 euros",
        Said("held", COLIN, amount=3_200, win=True),
    ),
    row(
        "lefevre absente au rdv de 10h",
        Said("meeting no_show", "Lefèvre", at="2026-03-10 10:00"),
    ),
    row(
        "demander le kbis a weber logistik",
        Said(
            "task planned",
            WEBER,
            at="2026-03-10",
            subject="demander le kbis",
            doubts="at.assumed",
        ),
    ),
    row(
        "julie martin ma rappele 6 min commande en hausse",
        Said(
            "call held",
            "Julie Martin",
            6,
            "reached",
            direction="in",
            note="commande en hausse",
        ),
    ),
    row(
        "apres demain 11h visio avec acme",
        Said("meeting planned", ACME, at="2026-03-12 11:00"),
    ),
    row(
        "appele hier durand 25 min devis a revoir",
        Said("call held", DURAND, 25, "reached", "2026-03-09", note="devis a revoir"),
    ),
    row(
        "vocal laisse a yves colin",
        Said("call held", "Yves Colin", outcome="voicemail"),
    ),
    row(
        "demo faite chez patel brothers 1h ils adorent",
        Said("demo held", PATEL, 60, "positive"),
    ),
    row(
        "pas interesse studio 12",
        Said("call held", "Studio 12", outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "mail recu de anna weber demande un devis",
        Said("email held", "Anna Weber", direction="in", note="demande un devis"),
    ),
    row(
        "weber logistik perdu face au concurrent",
        Said("held", WEBER, lose=True, note="perdu face au concurrent"),
    ),
    row(
        "rdv reporte lefevre 20 mars 9h",
        Said(
            "meeting cancelled",
            "Lefèvre",
            at="2026-03-10",
            next="meeting 2026-03-20 09:00",
        ),
    ),
    row(
        "texto envoye a sophie roche",
        Said("email held", "Sophie Roche", note="texto envoye", doubts="kind.assumed"),
    ),
    row(
        "appel acme 3 min tombe sur la secretaire",
        Said("call held", ACME, 3, "no_answer", note="tombe sur la secretaire"),
    ),
    row(
        "rencontre le gerant du garage mercier 45 min",
        Said("meeting held", GARAGE, 45, note="le gerant"),
    ),
    row(
        "propale hotel du lac 7800 a relancer jeudi",
        Said(
            "task planned",
            HOTEL,
            at="2026-03-12",
            subject="propale a relancer",
            amount=7_800,
        ),
    ),
    row(
        "appel durand cinq minutes rappel mardi onze heures",
        Said("call held", DURAND, 5, "reached", next="call 2026-03-17 11:00"),
    ),
    row(
        "formation weber logistik lundi 9h",
        Said(
            "meeting planned",
            WEBER,
            at="2026-03-16 09:00",
            note="formation",
            doubts="kind.ask",
        ),
    ),
    row(
        "rdv visio durand vendredi 16h 30 min",
        Said(
            "meeting planned",
            DURAND,
            30,
            at="2026-03-13 16:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "nrp acme nrp durand nrp mercier",
        *[
            Said("call held", who, outcome="no_answer")
            for who in (ACME, DURAND, GARAGE)
        ],
    ),
    row(
        "appel demain conseil 12 min interesses par la formule annuelle",
        Said(
            "call held",
            "Demain Conseil",
            12,
            "positive",
            note="par la formule annuelle",
        ),
    ),
    row(
        "lundi dernier rdv nadia benali 1h signature prevue",
        Said(
            "meeting held", "Nadia Benali", 60, at="2026-03-09", note="signature prevue"
        ),
    ),
    row(
        "rappeler paul durand apres les vacances",
        Said(
            "call planned",
            "Paul Durand",
            at="2026-03-10",
            note="apres les vacances",
            doubts="at.assumed",
        ),
    ),
    row(
        "acme en reunion je rappelle a 17h",
        Said(
            "call held",
            ACME,
            outcome="no_answer",
            next="call 2026-03-10 17:00",
            note="en reunion",
        ),
    ),
    row(
        "garage mercier veut un devis pour lundi",
        Said("task planned", GARAGE, at="2026-03-16", subject="veut un devis"),
    ),
    row(
        "eu yves colin 10 min rdv jeudi 10h une heure",
        Said(
            "call held",
            "Yves Colin",
            10,
            "reached",
            next="meeting 2026-03-12 10:00 for 60",
        ),
    ),
    row(
        "demo annulee acme malade",
        Said("demo cancelled", ACME, at="2026-03-10", note="malade"),
    ),
    row(
        "reclamation patel brothers colis abime",
        Said(
            "call held",
            PATEL,
            outcome="reached",
            direction="in",
            complaint="colis abime",
            reason="quality",
            doubts="kind.ask",
        ),
    ),
    row(
        "suivi acme vendredi",
        Said("task planned", ACME, at="2026-03-13", subject="suivi"),
    ),
    row(
        "call avec anna weber 20 minutes top",
        Said("call held", "Anna Weber", 20, "positive"),
    ),
    row(
        "envoyer contrat a hotel du lac des demain",
        Said("task planned", HOTEL, at="2026-03-11", subject="envoyer contrat"),
    ),
    row(
        "visite surprise chez sophie roche hier aprem",
        Said(
            "meeting held",
            "Sophie Roche",
            at="2026-03-09 14:00",
            note="surprise",
            on_site=True,
        ),
    ),
    row(
        "pt tel durand 10h15 20 min ras",
        Said("call held", DURAND, 20, "reached", "2026-03-10 10:15", note="ras"),
    ),
]
