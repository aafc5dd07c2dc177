"""French lines: tasks, mails, meetings, money and complaints."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

FRENCH = [
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
]
