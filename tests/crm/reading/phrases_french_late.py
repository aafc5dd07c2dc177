"""French lines written after the reader, to see how it does with what it has not met."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

FRENCH = [
    row(
        "Appelé Durand ce matin, 8 minutes, intéressé par le module 3. Rappeler vendredi 10h.",
        Said(
            "call held",
            DURAND,
            8,
            "positive",
            at="2026-03-10 09:00",
            note="par le module 3",
            next="call 2026-03-13 10:00",
        ),
    ),
    row("tel acme 10mn RAS", Said("call held", "Acme", 10, "reached", note="RAS")),
    row(
        "rdv durand mercredi 15h au bureau",
        Said("meeting planned", DURAND, at="2026-03-11 15:00", note="au bureau"),
    ),
    row(
        "Relance Lefèvre jeudi",
        Said("task planned", "Lefèvre", at="2026-03-12", subject="Relance"),
    ),
    row(
        "envoyé devis 2300€ à Garage Mercier",
        Said("email held", "Garage Mercier", note="devis", amount=2300),
    ),
    row(
        "mercier mail envoyé hier",
        Said("email held", "Garage Mercier", at="2026-03-09"),
    ),
    row(
        "démo chez Acme lundi prochain 9h",
        Said("demo planned", "Acme", at="2026-03-16 09:00"),
    ),
    row(
        "appel martin & fils rdv posé vendredi 11h",
        Said(
            "call held",
            "Martin & Fils",
            outcome="meeting_booked",
            next="meeting 2026-03-13 11:00",
        ),
    ),
    row(
        "rappelé acme toujours pas de réponse",
        Said("call held", "Acme", outcome="no_answer", note="toujours"),
    ),
    row(
        "Paul Durand a refusé",
        Said("call held", "Paul Durand", outcome="not_interested", doubts="kind.ask"),
    ),
    row(
        "visite boulangerie martin ce matin 1h ok",
        Said(
            "meeting held",
            BOULANGERIE,
            60,
            "positive",
            at="2026-03-10 09:00",
            on_site=True,
        ),
    ),
    row("visio lefevre annulée", Said("meeting cancelled", "Lefèvre", at="2026-03-10")),
    row(
        "rdv Durand décalé à vendredi 16h",
        Said(
            "meeting cancelled",
            DURAND,
            at="2026-03-10",
            next="meeting 2026-03-13 16:00",
        ),
    ),
    row("call acme 5mn", Said("call held", "Acme", 5, "reached")),
    row("appel studio 12 nrp", Said("call held", "Studio 12", outcome="no_answer")),
    row(
        "appel durand dix minutes pas intéressé",
        Said("call held", DURAND, 10, "not_interested"),
    ),
    row(
        "rappeler julie martin demain matin",
        Said("call planned", "Julie Martin", at="2026-03-11 09:00"),
    ),
    row(
        "préparer contrat acme pour lundi",
        Said("task planned", "Acme", at="2026-03-16", subject="préparer contrat"),
    ),
    row(
        "note lefèvre budget 15k en septembre",
        Said("note held", "Lefèvre", note="budget 15k en septembre"),
    ),
    row("durand 4 min", Said("call held", DURAND, 4, "reached", doubts="kind.ask")),
    row(
        "acme jeudi 14h",
        Said("meeting planned", "Acme", at="2026-03-12 14:00", doubts="kind.ask"),
    ),
    row(
        "appel acme 15 min, très intéressé, envoyer propale avant vendredi",
        Said(
            "call held", "Acme", 15, "positive", next="task 2026-03-13: envoyer propale"
        ),
    ),
    row("gagné durand 18 000 € HT", Said("held", DURAND, amount=18000, win=True)),
    row("mail de relance à Acme", Said("email held", "Acme", note="de relance")),
    row(
        "5 min avec Julie Martin au téléphone",
        Said("call held", "Julie Martin", 5, "reached"),
    ),
    row(
        "appels : Durand NRP ; Acme 5 min ; Mercier messagerie",
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Acme", 5, "reached"),
        Said("call held", "Garage Mercier", outcome="voicemail"),
    ),
    row(
        "laissé message vocal durand rappeler demain 14h30",
        Said("call held", DURAND, outcome="voicemail", next="call 2026-03-11 14:30"),
    ),
    row(
        "démo durand hier 1h, ok pour signer vendredi",
        Said(
            "demo held",
            DURAND,
            60,
            "positive",
            at="2026-03-09",
            next="task 2026-03-13: signer",
        ),
    ),
    row(
        "rdv Acme le 20 mars à 14h",
        Said("meeting planned", "Acme", at="2026-03-20 14:00"),
    ),
    row("rdv Acme 20/3 14h", Said("meeting planned", "Acme", at="2026-03-20 14:00")),
    row(
        "onboarding durand début avril",
        Said("onboarding planned", DURAND, at="2026-04-01"),
    ),
    row(
        "appel lefevre 3 min occupée, rappeler dans une heure",
        Said(
            "call held",
            "Lefèvre",
            3,
            "reached",
            note="occupée",
            next="call 2026-03-10 11:30",
        ),
    ),
    row(
        "point tel acme vendredi 9h",
        Said("call planned", "Acme", at="2026-03-13 09:00"),
    ),
    row(
        "déjeuner avec Durand jeudi midi",
        Said("meeting planned", DURAND, at="2026-03-12 12:00"),
    ),
    row(
        "Acme a signé le devis 7 200 €",
        Said("held", "Acme", note="a signé le devis", amount=7200, win=True),
    ),
    row(
        "réclamation Acme produit cassé",
        Said(
            "call held",
            "Acme",
            outcome="reached",
            direction="in",
            complaint="produit cassé",
            reason="quality",
            doubts="kind.ask",
        ),
    ),
    row(
        "appel demain demain conseil",
        Said("call planned", "Demain Conseil", at="2026-03-11"),
    ),
    row("RAPPELER ACME LUNDI 9H", Said("call planned", "Acme", at="2026-03-16 09:00")),
    row(
        "appel acme a rappeler fin de mois",
        Said("call held", "Acme", outcome="call_back", next="call 2026-03-31"),
    ),
    row(
        "rencontre durand au salon hier",
        Said("meeting held", DURAND, at="2026-03-09", note="au salon"),
    ),
]
