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
        Said("meeting planned", DURAND, at="2026-03-11 10:00", note="sms, confirmé"),
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
]
