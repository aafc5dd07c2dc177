"""A line divided into the actions it speaks of: what was done, what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field

from crm.reading.people import Mention
from crm.reading.pieces import Piece
from crm.reading.whens import Calendar

EVIDENCE = frozenset(
    ["kind", "outcome", "state", "win", "lose", "sent", "complaint", "head"]
)
DONE_WITH = frozenset(["who", "length", "outcome", "state", "sent"])
#: Who is to do something, and that it will be done.
TO_A_VERB = frozenset(
    """
    i he she they we you it ll will to need must je j il elle on nous vous ils elles faut
    faudra doit dois devons que qu a
    """.split()  # noqa: SIM905
)
MOMENTS = frozenset(["day", "hour", "part"])
#: A segment that begins so goes on about the same action.
SAID_OF_THE_LAST = frozenset(
    ["outcome", "length", "amount", "complaint", "win", "lose", "direction", "done"]
)


@dataclass
class Action:
    """``opened``: "first", "then" (a step in time) or "listed" (the same, with somebody else)."""

    pieces: list[Piece] = field(default_factory=list)
    opened: str = "first"
    #: Three names in a row, with or without a count before them.
    listing: bool = False

    def has(self, *tags: str) -> bool:
        return any(piece.tag in tags for piece in self.pieces)

    @property
    def people(self) -> list[Mention]:
        return [p.value for p in self.pieces if p.tag == "who"]


def divide(pieces: list[Piece], on: Calendar) -> list[Action]:
    """The actions, in order; every piece is in exactly one."""
    actions = [Action(listing=_lists_names(pieces))]
    for segment in _segments(pieces):
        opened = _opens(segment, actions, on)
        if opened:
            actions.append(Action([], opened))
        for i, piece in enumerate(segment):
            if _next_of_list(piece, actions) or _told_again(segment, i, actions[-1]):
                actions.append(Action([], "listed"))
            elif _begins_inside(segment, i, actions[-1], on):
                actions.append(Action([], "then"))
            actions[-1].pieces.append(piece)
    return [a for a in actions if a.pieces]


def _lists_names(pieces: list[Piece]) -> bool:
    """'appelé Acme Durand Mercier': three people one after the other are three calls."""
    row: list[Piece] = []
    for piece in pieces:
        if piece.tag == "who":
            apart = not any(p.value.shared_with(piece.value) for p in row)
            row = [*row, piece] if apart else [piece]
        elif piece.tag not in ("and", "sign"):
            row = []
        if len(row) == 3:
            return True
    return False


def _segments(pieces: list[Piece]) -> list[list[Piece]]:
    """Parted at signs, 'et' and 'puis', which begin the segment they lead."""
    segments: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.parts and not all(p.parts for p in segments[-1]):
            segments.append([])
        segments[-1].append(piece)
    return segments


def _opens(segment: list[Piece], actions: list[Action], on: Calendar) -> str:
    """How this segment opens an action of its own, or ''."""
    said = [p for p in segment if not p.parts and p.tag != "soft"]
    current = actions[-1]
    if not said or said[0].tag in SAID_OF_THE_LAST or _says_which_task(said, current):
        return ""
    if current.opened != "listed" and not current.has(*EVIDENCE):
        return ""
    if said[0].tag == "who" and _somebody_else(said[0], current):
        if any(p.tag == "kind" for p in said):
            return "then"
        return "listed" if _goes_on(said, current) else ""
    if (
        said[0].tag == "text"
        and _is_list(actions)
        and not any(p.tag == "kind" for p in said)
    ):
        return "listed"
    strong = any(p.tag == "then" for p in segment)
    if _acts(said, on, strong=strong):
        return "then"
    return ""


def _somebody_else(piece: Piece, current: Action) -> bool:
    """A second name that cannot be the first one said more fully."""
    people = current.people
    return bool(people) and not any(m.shared_with(piece.value) for m in people)


def _next_of_list(piece: Piece, actions: list[Action]) -> bool:
    """'4 appels Acme Durand Mercier': dictation puts no commas."""
    return (
        piece.tag == "who" and _is_list(actions) and _somebody_else(piece, actions[-1])
    )


def _told_again(segment: list[Piece], i: int, current: Action) -> bool:
    """'nrp Acme nrp Durand', 'Acme 5 min Durand nrp': somebody else, with an outcome of their own."""
    if not current.people or not current.has("outcome", "length"):
        return False
    rest = [p for p in segment[i:] if p.tag != "soft"]
    if len(rest) < 2 or (i and segment[i - 1].is_text):
        return False
    who, told = (rest[1], rest[0]) if rest[1].tag == "who" else (rest[0], rest[1])
    if who.tag != "who" or not _somebody_else(who, current):
        return False
    if told is rest[0]:
        return told.tag == "outcome" and current.has("outcome")
    return told.tag in ("outcome", "length") and told.word.value != "away"


def _goes_on(said: list[Piece], current: Action) -> bool:
    """Whether a list goes on: 'Acme 5 min, Durand NRP', not '5 min, Paul en congés'."""
    tells = any(
        p.tag in ("outcome", "length", "state", "win", "lose")
        and p.word.value != "away"
        for p in said
    )
    told = current.has("outcome", "length", "state")
    words = any(p.tag == "text" or p.word.value == "away" for p in said)
    return tells or not (told and words)


def _is_list(actions: list[Action]) -> bool:
    many = actions[0].listing or actions[0].has("count")
    return many and actions[-1].opened in ("first", "listed")


def _acts(said: list[Piece], on: Calendar, *, strong: bool) -> bool:
    ahead = any(_is_ahead(p, on) for p in said)
    tags = {p.tag for p in said}
    for piece in said:
        if piece.tag == "kind" and "via" not in piece.word.flags:
            flags = piece.word.flags
            acted = tags & {"who", "outcome", "length", "sent", "done", "state"}
            return bool("todo" in flags or "done" in flags or ahead or acted or strong)
    first = said[0]
    if first.tag == "head":
        return first.word.value != "noun" or ahead or "sent" in tags or strong
    if first.tag == "state" and first.word.value == "moved":
        return bool(tags & MOMENTS)
    if first.tag == "sent":
        return True
    return strong and bool(tags & MOMENTS)


def _is_ahead(piece: Piece, on: Calendar) -> bool:
    if piece.tag == "day":
        instant = piece.value.instant
        return bool(instant > on.now if instant else piece.value.day.on > on.today)
    if piece.tag in ("hour", "part"):
        at = piece.value if piece.tag == "part" else piece.value.at
        return bool(at > on.now.time())
    return False


def _begins_inside(segment: list[Piece], i: int, current: Action, on: Calendar) -> bool:
    """Whether a new action begins without a comma: '12 min démo jeudi 14h'."""
    piece = segment[i]
    told = current.has(*EVIDENCE) or (current.has("length") and current.people)
    if piece.tag not in ("kind", "head", "state") or not told:
        return False
    rest = _until_next_kind(segment, i)
    ahead = any(_is_ahead(p, on) for p in rest)
    if piece.tag == "state":
        later = piece.word.value == "moved" and any(p.tag in MOMENTS for p in rest)
        return later and current.has("state")
    if (
        not current.has(*DONE_WITH)
        or "via" in piece.word.flags
        or _in_a_sentence(segment, i, current)
    ):
        return False
    if piece.tag == "head":
        if piece.word.value == "noun":
            follows = _after_its_verb(rest[1:]) in MOMENTS
            return ahead and follows and not _wants_what(current)
        return current.has("kind", "outcome", "state", "sent")
    if not current.has("kind", "outcome", "state") and not (
        ahead and current.has("length")
    ):
        return False
    if current.has("state") and not current.has("kind"):
        return False  # 'Acme a reporté la démo': that is what was put off
    someone = any(p.tag == "who" and _somebody_else(p, current) for p in rest)
    todo = "todo" in piece.word.flags
    return todo or someone or (ahead and not _has_only_kind(current, piece))


def _says_which_task(said: list[Piece], current: Action) -> bool:
    """'todo: send contract': the head belongs to the task that has only its name."""
    bare = not current.has("head", "text", *MOMENTS)
    return said[0].tag == "head" and bare and _is_task(current)


def _after_its_verb(rest: list[Piece]) -> str:
    """The tag after 'devis', or after the verb of 'devis à envoyer'."""
    tags = [p.tag for p in rest]
    if tags[:2] == ["soft", "head"] and rest[0].value in ("a", "to"):
        tags = tags[2:]
    return tags[0] if tags else ""


def _wants_what(current: Action) -> bool:
    """A task, or a verb that waits for what is to be prepared: 'send back Acme contract Friday'."""
    verb = any(p.tag == "head" and p.word.value != "noun" for p in current.pieces)
    return _is_task(current) or (verb and not current.has("kind", *MOMENTS))


def _is_task(current: Action) -> bool:
    return any(p.tag == "kind" and p.word.value == "task" for p in current.pieces)


def _has_only_kind(current: Action, piece: Piece) -> bool:
    """'eu Durand au tél demain': the same action said twice."""
    kinds = {p.word.value for p in current.pieces if p.tag == "kind"}
    return kinds == {piece.word.value} and not current.has("length", "outcome", "state")


def _until_next_kind(segment: list[Piece], i: int) -> list[Piece]:
    rest = segment[i : i + 1]
    for piece in segment[i + 1 :]:
        if piece.tag == "kind" and rest[0].tag == "kind":
            break
        rest.append(piece)
    return rest


def _set_down(segment: list[Piece], i: int, current: Action) -> bool:
    """'ils réfléchissent relance vendredi': what is to come and its moment, side by side."""
    after = segment[i + 1] if i + 1 < len(segment) else None
    bare = i > 0 and (segment[i - 1].tag == "text" or current.has("length"))
    return bare and after is not None and after.tag in MOMENTS


def _in_a_sentence(segment: list[Piece], i: int, current: Action) -> bool:
    """'pour la démo', 'about the call', 'veut revoir le devis': words around it hold it."""
    said = segment[i].word
    todo = "todo" in said.flags or (
        segment[i].tag == "head" and said.value in ("todo", "arrange")
    )
    if segment[i].tag == "kind" and _set_down(segment, i, current):
        return False
    moment = any(p.tag in MOMENTS for p in _until_next_kind(segment, i))
    if todo and moment and current.has("length", "outcome"):
        return False  # '10 min eu l'assistante rappeler après 16h'
    if segment[i].tag == "head" and "for" in segment[i - 1].word.flags:
        return True  # 'ok pour commander'
    if todo and segment[i].tag == "kind":
        if i > 1 and segment[i - 1].value == "a":  # 'devis à revoir'
            return segment[i - 2].tag in ("text", "head")
        while i and segment[i - 1].value in TO_A_VERB:  # 'she'll ring Thursday'
            i -= 1
        return bool(i) and segment[i - 1].tag == "text"
    before = segment[i - 1] if i else None
    if before is None or before.tag != "soft":
        return before is not None and before.tag == "text"
    # An article, or a word that leads on to a verb.
    return (i >= 2 and segment[i - 2].is_text) or segment[i].tag == "head"
