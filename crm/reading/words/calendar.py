"""The names of days, months and moments, in French and English."""

from __future__ import annotations

from datetime import time

#: Sure names of weekdays, Monday = 0.
WEEKDAYS = {
    word: day
    for day, words in enumerate(
        (
            "lundi monday lun",
            "mardi tuesday tue tues",
            "mercredi wednesday wed weds",
            "jeudi thursday thu thur thurs",
            "vendredi friday fri ven",
            "samedi saturday",
            "dimanche sunday",
        )
    )
    for word in words.split()
}
#: Also words of their own ('mon client', 'la mer', 'Sam', 'mar 12'): read only where a day fits.
SHORT_WEEKDAYS = {
    "mon": 0, "mar": 1, "mer": 2, "jeu": 3, "sam": 5, "sat": 5, "dim": 6, "sun": 6,
}  # fmt: skip
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "janvier january janv jan",
            "fevrier february fevr fev feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        start=1,
    )
    for word in words.split()
}
#: Days from today.
NEAR_DAYS = {
    "aujourd hui": 0, "aujourdhui": 0, "auj": 0, "ajd": 0, "today": 0, "ce jour": 0,
    "demain": 1, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomorow": 1,
    "apres demain": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
    "hier": -1, "yesterday": -1,
    "avant hier": -2, "day before yesterday": -2, "the day before yesterday": -2,
}  # fmt: skip
#: Moments that are counted from the week or the month: see ``spans.py``.
SPANS = {
    "week_end": (
        "fin de semaine, fin semaine, en fin de semaine, la fin de semaine, end of week, "
        "end of the week, the end of the week, this week, eow, cette semaine"
    ),
    "next_week_end": (
        "fin de semaine prochaine, fin semaine prochaine, en fin de semaine prochaine, "
        "end of next week, late next week"
    ),
    "week_start": (
        "debut de semaine, debut semaine, en debut de semaine, debut de semaine prochaine, "
        "en debut de semaine prochaine, debut semaine prochaine, semaine prochaine, "
        "la semaine prochaine, sem prochaine, semaine pro, la semaine pro, sem pro, next week, nxt week, early next week, start of next week, "
        "beginning of next week, start of the week, beginning of the week"
    ),
    "week_middle": (
        "milieu de semaine, en milieu de semaine, midweek, mid week, middle of the week"
    ),
    "next_week_middle": "milieu de semaine prochaine, mid next week, middle of next week",
    "last_week": "semaine derniere, la semaine derniere, last week",
    "weekend": "ce week end, week end, ce weekend, this weekend, the weekend, weekend",
    "month_end": (
        "fin de mois, fin du mois, fin mois, en fin de mois, la fin du mois, a la fin du mois, "
        "end of month, end of the month, the end of the month, month end, eom, fdm"
    ),
    "month_start": (
        "mois prochain, le mois prochain, next month, debut de mois, debut du mois, "
        "debut du mois prochain, debut de mois prochain, beginning of next month, "
        "start of next month, early next month"
    ),
    "next_month_end": "fin du mois prochain, fin de mois prochain, end of next month",
    "year_end": "fin d annee, fin de l annee, end of year, end of the year, year end, eoy",
}
SPAN_OF = {
    tuple(phrase.split()): name
    for name, phrases in SPANS.items()
    for phrase in phrases.split(", ")
}
#: 'fin mars', 'early April', 'mi-juin': the part of a month that is named.
MONTH_PARTS = {
    "fin": "end", "fin du mois de": "end", "end of": "end", "end": "end", "late": "end",
    "the end of": "end", "fin de": "end", "debut": "start", "early": "start",
    "beginning of": "start", "start of": "start", "mi": "middle", "mid": "middle",
    "courant": "middle",
}  # fmt: skip
#: Part of a day, and the hour it stands for.
PARTS = {
    "matin": 9, "mat": 9, "matinee": 9, "morning": 9, "first thing": 9, "premiere heure": 9,
    "fin de matinee": 11, "late morning": 11, "apres midi": 14, "apresmidi": 14, "aprem": 14, "apm": 14,
    "afternoon": 14, "debut d apres midi": 14, "early afternoon": 14,
    "fin d apres midi": 17, "late afternoon": 17, "soir": 17, "soiree": 17, "evening": 17,
    "eod": 17, "end of day": 17, "end of the day": 17, "end of business": 17, "cob": 17,
    "close of business": 17, "fin de journee": 17, "en fin de journee": 17,
    "tonight": 17, "lunchtime": 12, "lunch time": 12, "heure du dejeuner": 12,
}  # fmt: skip
PART_OF = {tuple(words.split()): time(hour) for words, hour in PARTS.items()}
#: Words that go with a part of a day: 'ce matin', 'in the afternoon', 'dans la matinée'.
BEFORE_PARTS = (
    "ce", "cet", "cette", "this", "in the", "le", "l", "du", "en", "en debut de", "dans la",
    "dans l", "by", "at", "the", "de", "la", "d ici", "pour", "a", "en fin de",
)  # fmt: skip
#: The day is not a moment of the line: 'budget frozen until June', 'depuis lundi'.
SINCE = frozenset(
    ["until", "till", "til", "since", "jusqu", "jusque", "depuis", "starting", "partir"]
)
LAST = frozenset(["dernier", "derniere", "der", "passe", "passee", "last"])
NEXT = frozenset(["prochain", "prochaine", "pro", "proch", "next", "nxt", "coming"])
#: A due date, without an hour.
BY = (("d", "ici", "a"), ("d", "ici"), ("au", "plus", "tard"), ("avant",), ("by",), ("before",), ("no", "later", "than"), ("deadline",))  # fmt: skip
