"""English lines: several actions at once, names, and what is only text."""

from tests.crm.reading.saying import Said, row

DURAND = "Durand SARL"
BOTH_MARTINS = "Martin & Fils / Boulangerie Martin"

ENGLISH = [
    # several actions
    row(
        "call Durand no answer; call Acme 5 min",
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Acme", 5, "reached"),
    ),
    row(
        "call Durand 5 min then emailed the brochure",
        Said("call held", DURAND, 5, "reached"),
        Said("email held", DURAND, note="the brochure"),
    ),
    row(
        "call Acme 5 min and demo Thursday 10am",
        Said("call held", "Acme", 5, "reached", next="demo 2026-03-12 10:00"),
    ),
    row(
        "three calls Acme, Durand and Lefevre no answer",
        Said("call held", "Acme", outcome="no_answer"),
        Said("call held", DURAND, outcome="no_answer"),
        Said("call held", "Lefèvre", outcome="no_answer"),
    ),
    row(
        "calls: Acme 5 min, Durand voicemail",
        Said("call held", "Acme", 5, "reached"),
        Said("call held", DURAND, outcome="voicemail"),
    ),
    row(
        "2 calls Globex, Initech no answer",
        Said("call held", outcome="no_answer", new="Globex", doubts="who.unknown"),
        Said("call held", outcome="no_answer", new="Initech", doubts="who.unknown"),
    ),
    row(
        "called Durand no answer, email Acme tomorrow",
        Said("call held", DURAND, outcome="no_answer"),
        Said("email planned", "Acme", at="2026-03-11"),
    ),
    row(
        "demo Acme 40 min very interested, send quote by Friday",
        Said("demo held", "Acme", 40, "positive", next="task 2026-03-13: send quote"),
    ),
    row(
        "call Acme 10 min then demo thursday then send quote friday",
        Said("call held", "Acme", 10, "reached", next="demo 2026-03-12"),
        Said("task planned", "Acme", at="2026-03-13", subject="send quote"),
    ),
    # names
    row("call Mr Durand 5 min", Said("call held", "Paul Durand", 5, "reached")),
    row("call Martin & Fils 5 min", Said("call held", "Martin & Fils", 5, "reached")),
    row(
        "call center ouest 5 min", Said("call held", "Call Center Ouest", 5, "reached")
    ),
    row("call Julie 5 min", Said("call held", "Julie Martin", 5, "reached")),
    row(
        "call Acme France 4 min",
        Said(
            "call held",
            "Acme",
            4,
            "reached",
            ask="Acme",
            new="Acme France",
            doubts="who.near",
        ),
    ),
    row(
        "call Martin Luc 4 min",
        Said(
            "call held",
            "",
            4,
            "reached",
            ask=BOTH_MARTINS,
            new="Martin Luc",
            doubts="who.near",
        ),
    ),
    row(
        "call Acmee 4 min",
        Said(
            "call held",
            "Acme",
            4,
            "reached",
            ask="Acme",
            new="Acmee",
            doubts="who.near",
        ),
    ),
    row(
        "call globex industries 4 min",
        Said(
            "call held", "", 4, "reached", new="globex industries", doubts="who.unknown"
        ),
    ),
    row(
        "Initech no answer",
        Said("call held", outcome="no_answer", new="Initech", doubts="who.unknown"),
    ),
    row(
        "call John Smith at Globex 4 min",
        Said(
            "call held",
            "",
            4,
            "reached",
            new="John Smith",
            note="at Globex",
            doubts="who.unknown",
        ),
    ),
    row("call 12 min", Said("call held", "", 12, "reached", doubts="who.missing")),
    # notes and what is only text
    row(
        "note Durand: wants the demo on Monday",
        Said("note held", DURAND, note="wants the demo on Monday"),
    ),
    row(
        "call Durand 5 min, wants to see module 3",
        Said("call held", DURAND, 5, "reached", note="wants to see module 3"),
    ),
    row(
        "call Durand 5 min, frozen until Friday",
        Said("call held", DURAND, 5, "reached", note="frozen until Friday"),
    ),
    row(
        "call Durand 5 min about the demo",
        Said("call held", DURAND, 5, "reached", note="about the demo"),
    ),
    row(
        "Acme budget frozen",
        Said("note held", "Acme", note="budget frozen", doubts="kind.ask"),
    ),
    row(
        "hello there",
        Said("note held", note="hello there", doubts="kind.ask who.missing"),
    ),
    row("call Durand 5 min 👍👍", Said("call held", DURAND, 5, "reached", note="👍👍")),
    row("!!! ... ???"),
]
