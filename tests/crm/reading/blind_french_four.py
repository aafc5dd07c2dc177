"""French lines of the fourth blind set: written after the third one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

FRENCH = [
    row(
        "appel durand nrp je retente demain",
        Said("call held", DURAND, outcome="no_answer", next="call 2026-03-11"),
    ),
    row(
        "acme 15 min tres interesse demo mercredi 11h",
        Said(
            "call held",
            ACME,
            15,
            "positive",
            next="demo 2026-03-11 11:00",
            doubts="kind.ask",
        ),
    ),
    row(
        "rdv anna weber annule elle me rappelle la semaine prochaine",
        Said(
            "meeting cancelled", "Anna Weber", at="2026-03-10", next="call 2026-03-16"
        ),
    ),
    row(
        "laisse message a paul durand",
        Said("call held", "Paul Durand", outcome="voicemail"),
    ),
    row(
        "visite garage mercier 1h15 hier",
        Said("meeting held", GARAGE, 75, at="2026-03-09", on_site=True),
    ),
    row(
        "rappeler patel brothers demain 10h30",
        Said("call planned", PATEL, at="2026-03-11 10:30"),
    ),
    row(
        "envoye devis weber logistik 9800",
        Said("email held", WEBER, note="devis", amount=9_800),
    ),
    row(
        "demo hotel du lac vendredi dernier 1h bien passee",
        Said("demo held", HOTEL, 60, "positive", at="2026-03-06"),
    ),
    row(
        "pas de reponse yves colin deuxieme appel",
        Said("call held", "Yves Colin", outcome="no_answer", note="deuxieme"),
    ),
    row(
        "mail a sophie roche relance devis",
        Said("email held", "Sophie Roche", note="relance devis"),
    ),
    row(
        "rdv durand mercredi 14h dans leurs bureaux",
        Said(
            "meeting planned", DURAND, at="2026-03-11 14:00", note="dans leurs bureaux"
        ),
    ),
    row(
        "appel julie martin 22 min demande une remise de 10%",
        Said(
            "call held", "Julie Martin", 22, "reached", note="demande une remise de 10%"
        ),
    ),
    row(
        "acme reporte la demo a mardi 15h",
        Said("demo cancelled", ACME, at="2026-03-10", next="demo 2026-03-17 15:00"),
    ),
    row(
        "nadia benali rdv pris mercredi 9h30",
        Said("meeting planned", "Nadia Benali", at="2026-03-11 09:30"),
    ),
    row("signe weber logistik 24k", Said("held", WEBER, amount=24_000, win=True)),
    row(
        "appele menuiserie colin occupe", Said("call held", COLIN, outcome="no_answer")
    ),
    row(
        "hotel du lac perdu pas de budget",
        Said("held", HOTEL, lose=True, note="pas de budget"),
    ),
    row(
        "preparer la demo de jeudi pour acme",
        Said("task planned", ACME, at="2026-03-12", subject="preparer la demo"),
    ),
    row(
        "rdv lefevre 45 min ce matin elle veut comparer",
        Said(
            "meeting held",
            "Lefèvre",
            45,
            at="2026-03-10 09:00",
            note="elle veut comparer",
        ),
    ),
    row(
        "relancer hotel du lac jeudi pour la propale",
        Said(
            "task planned", HOTEL, at="2026-03-12", subject="relancer pour la propale"
        ),
    ),
    row(
        "appel demain conseil quinze minutes envoyer plaquette",
        Said(
            "call held",
            "Demain Conseil",
            15,
            "reached",
            next="task 2026-03-11: envoyer plaquette",
            doubts="next_step.assumed",
        ),
    ),
    row(
        "sms a julie martin",
        Said("email held", "Julie Martin", note="sms", doubts="kind.assumed"),
    ),
    row(
        "appel studio 12 messagerie pleine",
        Said("call held", "Studio 12", outcome="voicemail", note="pleine"),
    ),
    row(
        "visio acme lundi 16 a 10h",
        Said("meeting planned", ACME, at="2026-03-16 10:00"),
    ),
    row(
        "onboarding patel brothers mardi prochain 14h",
        Said("onboarding planned", PATEL, at="2026-03-17 14:00"),
    ),
    row(
        "appel acme a 8h45 20 min",
        Said("call held", ACME, 20, "reached", at="2026-03-10 08:45"),
    ),
    row(
        "note anna weber prefere etre appelee le matin",
        Said("note held", "Anna Weber", note="prefere etre appelee le matin"),
    ),
    row(
        "durand sarl 6 min pas interesse pour l instant",
        Said("call held", DURAND, 6, "not_interested", doubts="kind.ask"),
    ),
    row(
        "eu sophie roche demande devis pour 20 chambres",
        Said(
            "call held",
            "Sophie Roche",
            outcome="reached",
            note="demande devis pour 20 chambres",
        ),
    ),
    row(
        "tel mercier une demi heure ok rdv le 17 a 9h",
        Said("call held", GARAGE, 30, "positive", next="meeting 2026-03-17 09:00"),
    ),
    row(
        "reunion weber logistik demain apres midi",
        Said("meeting planned", WEBER, at="2026-03-11 14:00"),
    ),
    row(
        "appele acme puis envoye mail",
        Said("call held", ACME, outcome="reached", doubts="outcome.assumed"),
        Said("email held", ACME),
    ),
    row("rappelle durand a 15h15", Said("call planned", DURAND, at="2026-03-10 15:15")),
    row("demo patel brothers lapin", Said("demo no_show", PATEL, at="2026-03-10")),
    row(
        "appel zorglub 5 min",
        Said("call held", "", 5, "reached", new="zorglub", doubts="who.unknown"),
    ),
    row(
        "contrat hotel du lac a renvoyer avant vendredi",
        Said(
            "task planned",
            HOTEL,
            at="2026-03-13",
            due=True,
            subject="contrat a renvoyer",
        ),
    ),
    row(
        "appel anna weber 3 minutes rappelle dans 15 jours",
        Said("call held", "Anna Weber", 3, "reached", next="call 2026-03-24"),
    ),
    row(
        "dejeuner hier avec nadia benali",
        Said("meeting held", "Nadia Benali", at="2026-03-09"),
    ),
    row(
        "mercier 8 min veut voir la demo jeudi 9h",
        Said(
            "call held",
            GARAGE,
            8,
            "reached",
            next="demo 2026-03-12 09:00",
            note="veut voir",
            doubts="kind.ask",
        ),
    ),
    row(
        "appels acme durand weber messagerie",
        Said("call held", ACME, outcome="voicemail"),
        Said("call held", DURAND, outcome="voicemail"),
        Said("call held", WEBER, outcome="voicemail"),
    ),
]
