"""French lines of a second reading of what the reader had not met."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

FRENCH = [
    row(
        "j'ai eu Monsieur Durand au téléphone pendant 15 minutes, il est très intéressé",
        Said("call held", "Paul Durand", 15, "positive"),
    ),
    row(
        "appel sortant Acme 2 min, personne",
        Said("call held", "Acme", 2, "reached", note="personne"),
    ),
    row(
        "Julie Martin pas dispo, rappeler vers 16h",
        Said(
            "call held",
            "Julie Martin",
            outcome="no_answer",
            next="call 2026-03-10 16:00",
        ),
    ),
    row(
        "demain 9h appeler Durand", Said("call planned", DURAND, at="2026-03-11 09:00")
    ),
    row(
        "lundi 16 mars 14h rdv Acme",
        Said("meeting planned", "Acme", at="2026-03-16 14:00"),
    ),
    row(
        "hier visite Garage Mercier 2h",
        Said("meeting held", "Garage Mercier", 120, at="2026-03-09", on_site=True),
    ),
    row(
        "rdv acme jeudi quatorze heures trente",
        Said("meeting planned", "Acme", at="2026-03-12 14:30"),
    ),
    row(
        "rappeler lefevre dans une semaine",
        Said("call planned", "Lefèvre", at="2026-03-17"),
    ),
    row(
        "relance propale durand mercredi 18",
        Said("task planned", DURAND, at="2026-03-18", subject="relance propale"),
    ),
    row(
        "appelé boulangerie martin pas joignable retenter cet aprem",
        Said(
            "call held", BOULANGERIE, outcome="no_answer", next="call 2026-03-10 14:00"
        ),
    ),
    row(
        "mail à Julie Martin avec le devis",
        Said("email held", "Julie Martin", note="avec le devis"),
    ),
    row(
        "Durand : appel 12 min, ok, devis à envoyer vendredi",
        Said(
            "call held", DURAND, 12, "positive", next="task 2026-03-13: devis à envoyer"
        ),
    ),
    row(
        "Acme ne souhaite pas donner suite",
        Said("call held", "Acme", outcome="not_interested", doubts="kind.ask"),
    ),
    row("démo faite chez Durand 1h15 super", Said("demo held", DURAND, 75, "positive")),
    row(
        "rdv Acme annulé par le client",
        Said("meeting cancelled", "Acme", at="2026-03-10", note="par le client"),
    ),
    row(
        "commande signée Mercier 950€",
        Said("held", "Garage Mercier", amount=950, win=True, note="commande signée"),
    ),
    row(
        "onboarding fait hier Acme 2h",
        Said("onboarding held", "Acme", 120, at="2026-03-09"),
    ),
    row(
        "appel Lefèvre trente secondes NRP",
        Said("call held", "Lefèvre", 1, "no_answer"),
    ),
    row(
        "préparer le rdv Acme de demain",
        Said("task planned", "Acme", at="2026-03-11", subject="préparer le rdv"),
    ),
    row(
        "rappeler Durand au plus tard jeudi",
        Said("call planned", DURAND, at="2026-03-12", due=True),
    ),
    row(
        "sms Durand rdv confirmé demain 10h",
        Said(
            "email held",
            DURAND,
            note="sms",
            next="meeting 2026-03-11 10:00: confirmé",
            doubts="kind.assumed",
        ),
    ),
    row(
        "point avec Acme hier 20 min", Said("meeting held", "Acme", 20, at="2026-03-09")
    ),
    row(
        "rdv physique Durand le 12 à 9h30",
        Said("meeting planned", DURAND, at="2026-03-12 09:30", on_site=True),
    ),
    row(
        "4 appels Acme Durand Lefèvre Mercier NRP",
        *[
            Said("call held", w, outcome="no_answer")
            for w in ("Acme", DURAND, "Lefèvre", "Garage Mercier")
        ],
    ),
    row(
        "appel acme 8 mn budget 20k€ décision en mai",
        Said(
            "call held",
            "Acme",
            8,
            "reached",
            amount=20000,
            note="budget, décision en mai",
        ),
    ),
    row("Rdv Acme ce midi", Said("meeting planned", "Acme", at="2026-03-10 12:00")),
    row(
        "visio Durand hier 16h 30 min",
        Said("meeting held", DURAND, 30, at="2026-03-09 16:00"),
    ),
    row(
        "appel Durand vendredi dernier 12 min",
        Said("call held", DURAND, 12, "reached", at="2026-03-06"),
    ),
    row("a rappeler Acme demain", Said("call planned", "Acme", at="2026-03-11")),
    row("Acme rappelé, message laissé", Said("call held", "Acme", outcome="voicemail")),
    row(
        "appel Durand, 12 minutes, démo calée jeudi à 14 h",
        Said("call held", DURAND, 12, "meeting_booked", next="demo 2026-03-12 14:00"),
    ),
    row("acme nrp x2", Said("call held", "Acme", outcome="no_answer", note="x2")),
    row(
        "Rdv Lefèvre ce matin, elle veut un devis pour 3 postes",
        Said(
            "meeting held",
            "Lefèvre",
            at="2026-03-10 09:00",
            note="elle veut un devis pour 3 postes",
        ),
    ),
    row(
        "appel Durand 10 min, rappeler fin de semaine prochaine",
        Said("call held", DURAND, 10, "reached", next="call 2026-03-20"),
    ),
    row(
        "envoyer catalogue à Acme",
        Said(
            "task planned",
            "Acme",
            at="2026-03-10",
            subject="envoyer catalogue",
            doubts="at.assumed",
        ),
    ),
    row(
        "contrat Durand à faire signer vendredi",
        Said("task planned", DURAND, at="2026-03-13", subject="contrat à faire signer"),
    ),
    row(
        "Durand rappelle demain matin",
        Said("call planned", DURAND, at="2026-03-11 09:00"),
    ),
    row(
        "appel Garage Mercier 4min30",
        Said("call held", "Garage Mercier", 4, "reached", note="30"),
    ),
    row(
        "rdv Acme 14h demain avec Julie",
        Said("meeting planned", "Acme", at="2026-03-11 14:00", note="avec Julie"),
    ),
    row(
        "démo Acme mardi 17/03 à 11h",
        Said("demo planned", "Acme", at="2026-03-17 11:00"),
    ),
    row(
        "appel Lefèvre hier soir 10 min",
        Said("call held", "Lefèvre", 10, "reached", at="2026-03-09 17:00"),
    ),
    row(
        "visite Acme semaine prochaine",
        Said("meeting planned", "Acme", at="2026-03-16", on_site=True),
    ),
    row(
        "mail envoyé à Acme et appel Durand 5 min",
        Said("email held", "Acme"),
        Said("call held", DURAND, 5, "reached"),
    ),
    row(
        "perdu Acme trop cher",
        Said("held", "Acme", note="trop cher", lose=True),
    ),
    row(
        "appel Durand messagerie, nouvel essai demain 11h",
        Said("call held", DURAND, outcome="voicemail", next="call 2026-03-11 11:00"),
    ),
    row(
        "relance téléphonique Acme lundi", Said("call planned", "Acme", at="2026-03-16")
    ),
    row(
        "appel Acme 5 min rdv le 19 à 10h",
        Said("call held", "Acme", 5, "reached", next="meeting 2026-03-19 10:00"),
    ),
    row(
        "15 min avec Acme ok",
        Said("call held", "Acme", 15, "positive", doubts="kind.ask"),
    ),
    row("rdv Acme honoré 1h", Said("meeting held", "Acme", 60, note="honoré")),
    row(
        "appelé à 9h15 Durand 6 min",
        Said("call held", DURAND, 6, "reached", at="2026-03-10 09:15"),
    ),
]
