"""French lines of the fifth blind set: written after the fourth one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

FRENCH = [
    row(
        "acme appele 9 min rappeler lundi matin",
        Said("call held", ACME, 9, "reached", next="call 2026-03-16 09:00"),
    ),
    row("pas de reponse weber logistik", Said("call held", WEBER, outcome="no_answer")),
    row(
        "rdv yves colin demain 16h",
        Said("meeting planned", "Yves Colin", at="2026-03-11 16:00"),
    ),
    row(
        "demo durand 1h tres bien devis a envoyer jeudi",
        Said(
            "demo held", DURAND, 60, "positive", next="task 2026-03-12: devis a envoyer"
        ),
    ),
    row(
        "mail envoye a nadia benali avec les tarifs",
        Said("email held", "Nadia Benali", note="avec les tarifs"),
    ),
    row(
        "msg laisse hotel du lac retente cet aprem",
        Said("call held", HOTEL, outcome="voicemail", next="call 2026-03-10 14:00"),
    ),
    row(
        "appel entrant julie martin 11 minutes veut livraison avant paques",
        Said(
            "call held",
            "Julie Martin",
            11,
            "reached",
            direction="in",
            note="veut livraison avant paques",
        ),
    ),
    row(
        "visite patel brothers jeudi 12 a 10h",
        Said("meeting planned", PATEL, at="2026-03-12 10:00", on_site=True),
    ),
    row(
        "rdv garage mercier reporte a vendredi 9h",
        Said(
            "meeting cancelled",
            GARAGE,
            at="2026-03-10",
            next="meeting 2026-03-13 09:00",
        ),
    ),
    row(
        "sophie roche pas interessee trop cher",
        Said(
            "call held",
            "Sophie Roche",
            outcome="not_interested",
            note="trop cher",
            doubts="kind.ask",
        ),
    ),
    row("gagne acme 7500", Said("held", ACME, amount=7_500, win=True)),
    row(
        "relancer anna weber lundi",
        Said("task planned", "Anna Weber", at="2026-03-16", subject="relancer"),
    ),
    row(
        "eu paul durand ce matin ok rdv jeudi 15h",
        Said(
            "call held",
            "Paul Durand",
            outcome="positive",
            at="2026-03-10 09:00",
            next="meeting 2026-03-12 15:00",
        ),
    ),
    row(
        "appel demain conseil vingt minutes il rappelle vendredi",
        Said("call held", "Demain Conseil", 20, "reached", next="call 2026-03-13"),
    ),
    row(
        "lapin yves colin rdv de 9h",
        Said("meeting no_show", "Yves Colin", at="2026-03-10 09:00"),
    ),
    row(
        "hier rdv hotel du lac 1h30 signature fin du mois",
        Said("meeting held", HOTEL, 90, at="2026-03-09", note="signature fin du mois"),
    ),
    row(
        "appeler studio 12 avant midi",
        Said("call planned", "Studio 12", at="2026-03-10 12:00"),
    ),
    row(
        "devis 3200 weber logistik a faire demain",
        Said(
            "task planned",
            WEBER,
            at="2026-03-11",
            subject="devis a faire",
            amount=3_200,
        ),
    ),
    row(
        "onboarding menuiserie colin lundi 10h",
        Said("onboarding planned", COLIN, at="2026-03-16 10:00"),
    ),
    row("tel lefevre repondeur", Said("call held", "Lefèvre", outcome="voicemail")),
    row(
        "acme occupe durand nrp mercier messagerie",
        Said("call held", ACME, outcome="no_answer"),
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", GARAGE, outcome="voicemail"),
    ),
    row(
        "whatsapp a anna weber pour le rdv",
        Said(
            "email held",
            "Anna Weber",
            note="whatsapp, pour le rdv",
            doubts="kind.assumed",
        ),
    ),
    row(
        "perdu weber logistik concurrent moins cher",
        Said("held", WEBER, lose=True, note="concurrent moins cher"),
    ),
    row(
        "appel martin 6 min",
        Said(
            "call held",
            "",
            6,
            "reached",
            ask="Martin & Fils / Boulangerie Martin",
            doubts="who.several",
        ),
    ),
    row(
        "visio de 30 min avec nadia benali hier 11h",
        Said("meeting held", "Nadia Benali", 30, at="2026-03-09 11:00"),
    ),
    row(
        "rappeler durand d ici vendredi",
        Said("call planned", DURAND, at="2026-03-13", due=True),
    ),
    row(
        "note patel brothers nouveau directeur en mai",
        Said("note held", PATEL, note="nouveau directeur en mai"),
    ),
    row(
        "rdv patel brothers mercredi onze heures",
        Said("meeting planned", PATEL, at="2026-03-11 11:00"),
    ),
    row(
        "appel garage mercier 5 min demo vendredi 10h 30 min",
        Said("call held", GARAGE, 5, "reached", next="demo 2026-03-13 10:00 for 30"),
    ),
    row(
        "mesagerie sophie roche", Said("call held", "Sophie Roche", outcome="voicemail")
    ),
]
