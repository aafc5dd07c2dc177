"""French lines of the sixth blind set: written after the fifth one was mended, read as they stand."""

from tests.crm.reading.saying import Said, row

DURAND, HOTEL = "Durand SARL", "Hôtel du Lac"
WEBER, COLIN = "Weber Logistik", "Menuiserie Colin"
ACME, PATEL, GARAGE = "Acme", "Patel Brothers", "Garage Mercier"

FRENCH = [
    row(
        "durand 20 min rdv le 18 a 9h30",
        Said(
            "call held",
            DURAND,
            20,
            "reached",
            next="meeting 2026-03-18 09:30",
            doubts="kind.ask",
        ),
    ),
    row(
        "appel acme ca sonne occupe rappeler dans une heure",
        Said("call held", ACME, outcome="no_answer", next="call 2026-03-10 11:30"),
    ),
    row(
        "rdv hotel du lac ce matin 1h15 ok pour la proposition",
        Said(
            "meeting held",
            HOTEL,
            75,
            "positive",
            at="2026-03-10 09:00",
            note="la proposition",
        ),
    ),
    row(
        "envoyer tarifs a yves colin demain",
        Said("task planned", "Yves Colin", at="2026-03-11", subject="envoyer tarifs"),
    ),
    row(
        "anna weber nrp deux fois aujourdhui",
        Said("call held", "Anna Weber", outcome="no_answer", note="deux fois"),
    ),
    row(
        "presentation produit weber logistik mardi 9h",
        Said("demo planned", WEBER, at="2026-03-17 09:00"),
    ),
    row(
        "mail recu patel brothers accepte le rdv",
        Said("email held", PATEL, direction="in", note="accepte le rdv"),
    ),
    row("appelle mercier a 11h45", Said("call planned", GARAGE, at="2026-03-10 11:45")),
    row(
        "vu sophie roche hier 40 min devis demande",
        Said("meeting held", "Sophie Roche", 40, at="2026-03-09", note="devis demande"),
    ),
    row(
        "julie martin a rappeler vendredi matin",
        Said("call planned", "Julie Martin", at="2026-03-13 09:00"),
    ),
    row(
        "affaire gagnee menuiserie colin 5400 ht",
        Said("held", COLIN, amount=5_400, win=True, note="affaire gagnee"),
    ),
    row("demo acme mardi 24 a 15h", Said("demo planned", ACME, at="2026-03-24 15:00")),
    row(
        "rdv patel brothers annule reporte au 23 mars 14h",
        Said(
            "meeting cancelled", PATEL, at="2026-03-10", next="meeting 2026-03-23 14:00"
        ),
    ),
    row(
        "appel lefevre 5 minutes pas interessee puis mail envoye",
        Said("call held", "Lefèvre", 5, "not_interested"),
        Said("email held", "Lefèvre"),
    ),
    row(
        "relance hotel du lac devis mercredi",
        Said("task planned", HOTEL, at="2026-03-11", subject="relance devis"),
    ),
    row(
        "tel nadia benali 3 min rappeler son collegue lundi",
        Said(
            "call held",
            "Nadia Benali",
            3,
            "reached",
            next="call 2026-03-16: son collegue",
        ),
    ),
    row(
        "visite durand hier apres midi 2h",
        Said("meeting held", DURAND, 120, at="2026-03-09 14:00", on_site=True),
    ),
    row(
        "compte rendu acme projet repousse a septembre",
        Said("note held", ACME, note="projet repousse a septembre"),
    ),
    row(
        "boulangerie martin perdu fermeture",
        Said("held", "Boulangerie Martin", lose=True, note="fermeture"),
    ),
    row(
        "appel garage mercier et menuiserie colin nrp",
        Said("call held", GARAGE, outcome="no_answer"),
        Said("call held", COLIN, outcome="no_answer"),
    ),
    row(
        "rapeler anna weber jeudi 10h",
        Said("call planned", "Anna Weber", at="2026-03-12 10:00"),
    ),
    row(
        "sophie roche messagerie vocale",
        Said("call held", "Sophie Roche", outcome="voicemail"),
    ),
    row(
        "linkedin yves colin message envoye",
        Said(
            "email held",
            "Yves Colin",
            note="linkedin, message envoye",
            doubts="kind.assumed",
        ),
    ),
    row(
        "call demain conseil jeudi 9h15",
        Said("call planned", "Demain Conseil", at="2026-03-12 09:15"),
    ),
    row("acme 25 min demo faite tres content", Said("demo held", ACME, 25, "positive")),
    row(
        "weber logistik 14 min ils veulent une demo mardi 10h",
        Said(
            "call held",
            WEBER,
            14,
            "reached",
            next="demo 2026-03-17 10:00",
            note="ils veulent",
            doubts="kind.ask",
        ),
    ),
    row(
        "nrp sophie roche je rappelle demain midi",
        Said(
            "call held",
            "Sophie Roche",
            outcome="no_answer",
            next="call 2026-03-11 12:00",
        ),
    ),
    row(
        "rdv acme lundi pro 14h visio",
        Said("meeting planned", ACME, at="2026-03-16 14:00"),
    ),
    row(
        "preparer contrat hotel du lac pour jeudi",
        Said("task planned", HOTEL, at="2026-03-12", subject="preparer contrat"),
    ),
    row(
        "appele yves colin vendredi dernier 10 min interesse",
        Said("call held", "Yves Colin", 10, "positive", at="2026-03-06"),
    ),
    row(
        "mail relance patel brothers envoye hier",
        Said("email held", PATEL, at="2026-03-09", note="relance"),
    ),
    row(
        "durand a signe 6200 euros",
        Said("held", DURAND, amount=6_200, win=True, note="a signe"),
    ),
    row(
        "rdv garage mercier annule malade",
        Said("meeting cancelled", GARAGE, at="2026-03-10", note="malade"),
    ),
    row(
        "appel julie martin une demi heure elle hesite encore",
        Said("call held", "Julie Martin", 30, "reached", note="elle hesite encore"),
    ),
    row(
        "demo nadia benali demain 9h",
        Said("demo planned", "Nadia Benali", at="2026-03-11 09:00"),
    ),
    row(
        "tel acme 6 min rdv cale mercredi 16h",
        Said("call held", ACME, 6, "meeting_booked", next="meeting 2026-03-11 16:00"),
    ),
    row(
        "visite menuiserie colin vendredi 13 matin",
        Said("meeting planned", COLIN, at="2026-03-13 09:00", on_site=True),
    ),
    row("acme perdu", Said("held", ACME, lose=True)),
    row(
        "appel studio 12 hier soir messagerie",
        Said("call held", "Studio 12", outcome="voicemail", at="2026-03-09 17:00"),
    ),
    row(
        "rappeler demain conseil demain",
        Said("call planned", "Demain Conseil", at="2026-03-11"),
    ),
]
