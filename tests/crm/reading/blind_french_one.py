"""French lines written before anybody looked at the reader: the first set of the second round.

As reps type in a hurry or dictate: without accents, without commas, with slips of the thumb.
"""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

FRENCH = [
    row(
        "nrp durand retenter demain 9h30",
        Said("call held", DURAND, outcome="no_answer", next="call 2026-03-11 09:30"),
    ),
    row(
        "messagerie acme rappeler mardi pro",
        Said("call held", ACME, outcome="voicemail", next="call 2026-03-17"),
    ),
    row(
        "rdv yves colin jeudi 14h",
        Said("meeting planned", "Yves Colin", at="2026-03-12 14:00"),
    ),
    row(
        "apel mercier 10mn ok devis vendredi",
        Said("call held", GARAGE, 10, "positive", next="task 2026-03-13: devis"),
    ),
    row(
        "eu mme lefevre 20 min interessee rdv mardi 10h",
        Said(
            "call held",
            "Mme Lefèvre",
            20,
            "positive",
            next="meeting 2026-03-17 10:00",
        ),
    ),
    row(
        "acme pas interesse",
        Said("call held", ACME, outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "appel anna weber une heure quinze demo lundi 9h",
        Said("call held", "Anna Weber", 75, "reached", next="demo 2026-03-16 09:00"),
    ),
    row(
        "relancer patel brothers fin de semaine",
        Said("task planned", PATEL, at="2026-03-13", subject="relancer"),
    ),
    row("rdv annule hotel du lac", Said("meeting cancelled", HOTEL, at="2026-03-10")),
    row(
        "nadia benali rappelle moi a 16h",
        Said("call planned", "Nadia Benali", at="2026-03-10 16:00"),
    ),
    row(
        "demo weber logistik hier 1h30 tres interesses propale jeudi",
        Said(
            "demo held",
            WEBER,
            90,
            "positive",
            "2026-03-09",
            "task 2026-03-12: propale",
        ),
    ),
    row("mail envoye a sophie roche", Said("email held", "Sophie Roche")),
    row(
        "visite hotel du lac vendredi 11h",
        Said("meeting planned", HOTEL, at="2026-03-13 11:00", on_site=True),
    ),
    row(
        "appel martin fils 5mn barrage secretaire",
        Said(
            "call held",
            "Martin & Fils",
            5,
            "no_answer",
            note="barrage secretaire",
        ),
    ),
    row("signe durand 12500", Said("held", DURAND, amount=12_500, win=True)),
    row(
        "devis acme 4500 a envoyer demain",
        Said(
            "task planned",
            ACME,
            at="2026-03-11",
            subject="devis a envoyer",
            amount=4_500,
        ),
    ),
    row("rappeler weber dans 8 jours", Said("call planned", WEBER, at="2026-03-17")),
    row(
        "acme 12 min eu le directeur ok pour demo jeudi pro 14h",
        Said(
            "call held",
            ACME,
            12,
            "positive",
            next="demo 2026-03-12 14:00",
            note="le directeur",
        ),
    ),
    row("repondeur colin", Said("call held", COLIN, outcome="voicemail")),
    row(
        "visio anna weber mercredi 15h30",
        Said("meeting planned", "Anna Weber", at="2026-03-11 15:30"),
    ),
    row(
        "rdv nadia benali et yves colin mardi 9h",
        Said(
            "meeting planned", "Nadia Benali", at="2026-03-17 09:00", note="yves colin"
        ),
    ),
    row(
        "lapin hotel du lac ce matin 9h",
        Said("meeting no_show", HOTEL, at="2026-03-10 09:00", doubts="kind.ask"),
    ),
    row(
        "appel entrant sophie roche 7 min facture fausse",
        Said(
            "call held",
            "Sophie Roche",
            7,
            "reached",
            direction="in",
            note="facture fausse",
        ),
    ),
    row(
        "appele acme durand mercier nrp",
        *[
            Said("call held", who, outcome="no_answer")
            for who in (ACME, DURAND, GARAGE)
        ],
    ),
    row(
        "perdu patel brothers trop cher",
        Said("held", PATEL, lose=True, note="trop cher"),
    ),
    row(
        "devis signe hotel du lac 8400e",
        Said("held", HOTEL, amount=8_400, win=True, note="devis signe"),
    ),
    row(
        "sms yves colin rdv confirme jeudi 10h",
        Said(
            "email held",
            "Yves Colin",
            note="sms",
            next="meeting 2026-03-12 10:00: confirme",
            doubts="kind.assumed",
        ),
    ),
    row(
        "envoye sms a acme",
        Said("email held", ACME, note="envoye sms", doubts="kind.assumed"),
    ),
    row(
        "message linkedin nadia benali pas de reponse",
        Said(
            "email held",
            "Nadia Benali",
            outcome="no_answer",
            note="message linkedin",
            doubts="kind.assumed",
        ),
    ),
    row(
        "appel weber occupe rappeler 11h",
        Said("call held", WEBER, outcome="no_answer", next="call 2026-03-10 11:00"),
    ),
    row(
        "rappeller acme lundi matin", Said("call planned", ACME, at="2026-03-16 09:00")
    ),
    row("demo patel brothers 45 min bof", Said("demo held", PATEL, 45, note="bof")),
    row(
        "eu julie martin a linstant rdv pose vendredi 14h30",
        Said(
            "call held",
            "Julie Martin",
            outcome="meeting_booked",
            next="meeting 2026-03-13 14:30",
        ),
    ),
    row(
        "demo hotel du lac reportee jeudi 16h",
        Said("demo cancelled", HOTEL, at="2026-03-10", next="demo 2026-03-12 16:00"),
    ),
    row(
        "preparer propale weber avant jeudi",
        Said(
            "task planned",
            WEBER,
            at="2026-03-12",
            subject="preparer propale",
            due=True,
        ),
    ),
    row(
        "appel acme injoignable reessayer cet apres midi",
        Said("call held", ACME, outcome="no_answer", next="call 2026-03-10 14:00"),
    ),
    row(
        "rdv durand demain huit heures trente",
        Said("meeting planned", DURAND, at="2026-03-11 08:30"),
    ),
    row(
        "appel paul durand vingt minutes rappeler vendredi",
        Said("call held", "Paul Durand", 20, "reached", next="call 2026-03-13"),
    ),
    row(
        "4 mails acme durand lefevre patel brothers",
        *[Said("email held", who) for who in (ACME, DURAND, "Lefèvre", PATEL)],
    ),
    row(
        "relance tel mercier messagerie",
        Said("call held", GARAGE, outcome="voicemail"),
    ),
    row(
        "visite mercier 1h tres content",
        Said("meeting held", GARAGE, 60, "positive", on_site=True),
    ),
    row(
        "rdv lefevre decale au 24 a 15h",
        Said(
            "meeting cancelled",
            "Lefèvre",
            at="2026-03-10",
            next="meeting 2026-03-24 15:00",
        ),
    ),
    row("acme ne repond pas", Said("call held", ACME, outcome="no_answer")),
    row(
        "onboarding weber logistik jeudi 9h 2h",
        Said(
            "onboarding planned",
            WEBER,
            120,
            at="2026-03-12 09:00",
            doubts="status.contradiction",
        ),
    ),
    row(
        "note patel brothers budget bloque jusqu en juin",
        Said("note held", PATEL, note="budget bloque jusqu en juin"),
    ),
    row(
        "appel menuiserie colin 6 min pas le bon interlocuteur",
        Said("call held", COLIN, 6, "reached", note="pas le bon interlocuteur"),
    ),
    row("durand rappele 3 min ok", Said("call held", DURAND, 3, "positive")),
    row(
        "fin de mois relancer sophie roche pour contrat",
        Said(
            "task planned",
            "Sophie Roche",
            at="2026-03-31",
            subject="relancer pour contrat",
        ),
    ),
    row(
        "appel anna weber 18 min elle rappelle jeudi",
        Said("call held", "Anna Weber", 18, "reached", next="call 2026-03-12"),
    ),
    row(
        "appel globex 4 min",
        Said("call held", "", 4, "reached", new="globex", doubts="who.unknown"),
    ),
    row(
        "appel boulangerie artin 3 min",
        Said(
            "call held",
            "Boulangerie Martin",
            3,
            "reached",
            ask="Boulangerie Martin",
            new="boulangerie artin",
            doubts="who.near",
        ),
    ),
    row(
        "propale envoyee hotel du lac 15k",
        Said("email held", HOTEL, note="propale", amount=15_000),
    ),
    row(
        "rdv demain 10h demain conseil",
        Said("meeting planned", "Demain Conseil", at="2026-03-11 10:00"),
    ),
    row(
        "rdv studio 12 le 12 a 12h",
        Said("meeting planned", "Studio 12", at="2026-03-12 12:00"),
    ),
    row(
        "appel durand a 9h 15 min ok",
        Said("call held", DURAND, 15, "positive", "2026-03-10 09:00"),
    ),
    row(
        "appel acme 15 min budget valide par la direction",
        Said("call held", ACME, 15, "reached", note="budget valide par la direction"),
    ),
    row(
        "dejeuner avec yves colin demain midi",
        Said("meeting planned", "Yves Colin", at="2026-03-11 12:00"),
    ),
    row(
        "plus de budget chez patel brothers rappeler en septembre",
        Said("call planned", PATEL, at="2026-09-01", note="plus de budget"),
    ),
    row(
        "hier 17h appel nadia benali 10 min rdv cale lundi 11h",
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
        "appel durand 5 min demo mardi 14h 45 min",
        Said("call held", DURAND, 5, "reached", next="demo 2026-03-17 14:00 for 45"),
    ),
]
