"""English lines: tasks, mails, meetings, money and complaints."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOULANGERIE = "Boulangerie Martin"

ENGLISH = [
    # tasks and due dates
    row(
        "quote Acme by Friday",
        Said("task planned", "Acme", at="2026-03-13", subject="quote", due=True),
    ),
    row(
        "send proposal to Acme before Thursday",
        Said(
            "task planned", "Acme", at="2026-03-12", subject="send proposal", due=True
        ),
    ),
    row(
        "prepare demo Acme tomorrow",
        Said("task planned", "Acme", at="2026-03-11", subject="prepare demo"),
    ),
    row(
        "follow up with Durand in two weeks",
        Said("task planned", DURAND, at="2026-03-24", subject="follow up with"),
    ),
    row(
        "book demo Acme Thursday 10am",
        Said("demo planned", "Acme", at="2026-03-12 10:00"),
    ),
    row(
        "todo send contract Acme tomorrow",
        Said("task planned", "Acme", at="2026-03-11", subject="send contract"),
    ),
    # mails
    row("sent proposal to Acme", Said("email held", "Acme", note="proposal")),
    row(
        "email from Acme yesterday",
        Said("email held", "Acme", at="2026-03-09", direction="in"),
    ),
    row(
        "sent Durand a quote €4,500",
        Said("email held", DURAND, note="a quote", amount=4_500),
    ),
    row(
        "send an email to Acme tomorrow", Said("email planned", "Acme", at="2026-03-11")
    ),
    # meetings
    row(
        "video call Acme 30 min went well", Said("meeting held", "Acme", 30, "positive")
    ),
    row(
        "visited Garage Mercier yesterday 1 hour",
        Said("meeting held", "Garage Mercier", 60, at="2026-03-09", on_site=True),
    ),
    row(
        "lunch with Acme Thursday noon",
        Said("meeting planned", "Acme", at="2026-03-12 12:00"),
    ),
    row("demo Durand 45 min great", Said("demo held", DURAND, 45, "positive")),
    row("demo Acme canceled", Said("demo cancelled", "Acme", at="2026-03-10")),
    row(
        "meeting Acme rescheduled to Thursday 3pm",
        Said(
            "meeting cancelled",
            "Acme",
            at="2026-03-10",
            next="meeting 2026-03-12 15:00",
        ),
    ),
    row(
        "meeting Lefevre yesterday no show",
        Said("meeting no_show", "Lefèvre", at="2026-03-09"),
    ),
    row(
        "Durand didn't show up",
        Said("meeting no_show", DURAND, at="2026-03-10", doubts="kind.ask"),
    ),
    # money and wins
    row("Acme signed 12k", Said("held", "Acme", amount=12_000, win=True)),
    row("won Durand 8,500 euros", Said("held", DURAND, amount=8_500, win=True)),
    row(
        "call Acme 5 min signed €8500",
        Said("call held", "Acme", 5, "reached", amount=8_500, win=True),
    ),
    row(
        "call Acme 5 min budget $9000",
        Said("call held", "Acme", 5, "reached", note="budget $9000"),
    ),
    row(
        "won Durand twelve thousand euros",
        Said("held", DURAND, amount=12_000, win=True),
    ),
    # complaints
    row(
        "complaint Durand wrong invoice",
        Said(
            "call held",
            DURAND,
            outcome="reached",
            direction="in",
            complaint="wrong invoice",
            reason="billing",
            doubts="kind.ask",
        ),
    ),
    row(
        "call Acme unhappy with broken parts",
        Said(
            "call held",
            "Acme",
            outcome="reached",
            complaint="broken parts",
            reason="quality",
        ),
    ),
]
