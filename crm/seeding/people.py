"""Who works in the demo: the cast of the pictures, with how each of them sells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from crm.models import Absence, Membership, Team, User, WorkingTime
from crm.seeding.agenda import Agenda, Diary
from crm.seeding.dice import dice
from crm.seeding.hooks import Baseline
from crm.seeding.lists import Clock
from crm.seeding.sheets import Sheets
from crm.seeding.tongue import said, spoken
from crm.text import slug

DOMAIN = "boussole.example"
PASSWORDS = {
    "rep": "demo-rep-2026",
    "manager": "demo-manager-2026",
    "admin": "demo-admin-2026",
}
TEAMS = {"North": "France North", "South": "France South", "West": "France South"}
REGIONS = {
    "North": ("Hauts-de-France", "Normandie", "Grand Est", "Île-de-France"),
    "South": ("Auvergne-Rhône-Alpes", "Provence-Alpes-Côte d'Azur", "Occitanie"),
    "West": ("Bretagne", "Pays de la Loire", "Nouvelle-Aquitaine"),
}


@dataclass(frozen=True)
class Profile:
    """How a rep sells in an ordinary full month.

    revenue in thousands of euros; calls a working day; conversion of leads and wins among ended
    deals (0..1); delay: median hours before the first contact; charm: mean of the NPS answers.
    """

    name: str
    team: str
    revenue: float
    calls: float
    conversion: float
    win_rate: float
    delay: float
    charm: float
    leads: float = 7.0
    weekdays: str = "12345"
    share: int = 100


REPS = (
    Profile("Camille Roux", "North", 54, 13.0, 0.185, 0.47, 2.2, 8.6, 8.5),
    Profile("Nadia Lefèvre", "North", 66, 15.0, 0.22, 0.54, 1.3, 9.0, 8.5),
    Profile("Hugo Bernard", "North", 63, 13.8, 0.20, 0.51, 2.2, 8.8, 8.0),
    Profile("Inès Petit", "North", 50, 14.5, 0.18, 0.46, 1.6, 8.7, 7.5),
    Profile("Karim Haddad", "North", 47, 13.2, 0.162, 0.44, 3.4, 8.3, 7.5),
    Profile("Léa Garnier", "North", 38, 13.8, 0.14, 0.40, 4.6, 8.2, 6.0, "1245", 80),
    Profile("Thomas Leroy", "North", 31, 10.8, 0.125, 0.33, 3.0, 7.4, 7.0),
    Profile("Paul Joly", "North", 22, 11.0, 0.15, 0.35, 2.8, 8.4, 7.0),
    Profile("Élise Fournier", "South", 53, 13.6, 0.19, 0.47, 2.4, 8.7, 7.5),
    Profile("Mathieu Girard", "South", 42, 12.4, 0.15, 0.41, 4.0, 8.1, 7.0),
    Profile("Yann Le Goff", "West", 57, 14.2, 0.20, 0.49, 1.9, 8.8, 7.5),
    Profile("Claire Perrin", "West", 45, 12.8, 0.165, 0.44, 2.9, 8.5, 7.0),
)
#: whose board is told card by card
STAR = "Camille Roux"
NEWCOMER, MOVER, ILL = "Paul Joly", "Inès Petit", "Karim Haddad"
MANAGERS = {"Sophie Moreau": ("France North",), "Marc Dubois": ("France South",)}
ADMIN = "Alice Martin"


@dataclass
class Rep:
    """A rep of the demo: the person, how they sell, the days they work."""

    profile: Profile
    user: User
    diary: Diary
    since: date
    #: (first day, team) in order; the first one holds since always
    teams: list[tuple[date, str]] = field(default_factory=list)

    def team_on(self, day: date) -> str:
        held = [team for start, team in self.teams if start <= day]
        return held[-1] if held else self.teams[0][1]


@dataclass
class Cast:
    reps: list[Rep]
    teams: dict[str, Team]
    managers: dict[str, User]
    admin: User

    def manager_of(self, team: str) -> User:
        """Who leads the region of that team; of any other team, the admin."""
        region = TEAMS.get(team, "")
        led = (self.managers[name] for name in MANAGERS if region in MANAGERS[name])
        return next(led, self.admin)

    def rep(self, name: str) -> Rep:
        return next(rep for rep in self.reps if rep.profile.name == name)


def hire(seed: int, sheets: Sheets, agenda: Agenda, clock: Clock) -> Cast:
    """Everybody, in their teams, with their absences."""
    made = agenda.at(clock.warm, 9)
    teams: dict[str, Team] = {}
    for name, region in TEAMS.items():
        if region not in teams:
            teams[region] = sheets.add(Team(name=said(region)))
        teams[name] = sheets.add(Team(name=said(name), parent=teams[region]))
    hashes = {role: make_password(word) for role, word in PASSWORDS.items()}
    users = {
        name: sheets.add(_person(name, "rep", hashes, made, True))
        for name in (profile.name for profile in REPS)
    }
    managers = {
        name: sheets.add(_person(name, "manager", hashes, made, False))
        for name in MANAGERS
    }
    for name, regions in MANAGERS.items():
        for region in regions:
            let_manage(sheets, teams[region], managers[name])
    admin = sheets.add(_person(ADMIN, "admin", hashes, made, False))
    reps = [
        _rep(seed, profile, users, teams, sheets, agenda, clock) for profile in REPS
    ]
    return Cast(reps, teams, managers, admin)


def let_manage(sheets: Sheets, team: Team, manager: User) -> None:
    link = Team.managers.through(team_id=team.pk, user_id=manager.pk)
    sheets.add(link)


def email_of(name: str) -> str:
    return f"{slug(name)}@{DOMAIN}"


def _person(
    name: str, role: str, hashes: dict[str, str], at: datetime, sells: bool
) -> User:
    return User(
        email=email_of(name),
        full_name=name,
        role=role,
        sells=sells,
        language=spoken(),
        password=hashes[role],
        hourly_cost=3800 if sells else 5200,
        created_at=at,
    )


def _rep(
    seed: int,
    profile: Profile,
    users: dict[str, User],
    teams: dict[str, Team],
    sheets: Sheets,
    agenda: Agenda,
    clock: Clock,
) -> Rep:
    user = users[profile.name]
    since, history = clock.warm, [(clock.warm, profile.team)]
    if profile.name == NEWCOMER:
        since = agenda.shift((clock.today - timedelta(days=12)).replace(day=1), 0)
        history = [(since, profile.team)]
        sheets.add(Membership(user=user, team=teams[profile.team], from_on=since))
    elif profile.name == MOVER:
        moved = _months_before(clock.today, 8)
        history = [(clock.warm, "South"), (moved, profile.team)]
        sheets.add(Membership(user=user, team=teams["South"], to_on=moved))
        sheets.add(Membership(user=user, team=teams[profile.team], from_on=moved))
    else:
        sheets.add(Membership(user=user, team=teams[profile.team]))
    if profile.share < 100:
        sheets.add(
            WorkingTime(
                user=user,
                from_on=clock.warm,
                weekdays=profile.weekdays,
                share_percent=profile.share,
            )
        )
    off = _absences(seed, profile, since, clock)
    for start, end, reason in off:
        sheets.add(Absence(user=user, from_on=start, to_on=end, reason=said(reason)))
    diary = Diary(
        agenda, weekdays=profile.weekdays, off=[(start, end) for start, end, _ in off]
    )
    return Rep(profile, user, diary, since, history)


def _months_before(day: date, count: int) -> date:
    """The first day of the month ``count`` months before."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _absences(
    seed: int, profile: Profile, since: date, clock: Clock
) -> list[tuple[date, date, str]]:
    """Two weeks each summer, a week at the end of the year; one person was ill for two weeks."""
    rng = dice(seed, "absences", profile.name)
    found: list[tuple[date, date, str]] = []
    for year in range(clock.warm.year, clock.today.year + 1):
        monday = date(year, 7, 25) + timedelta(days=rng.randint(0, 18))
        monday -= timedelta(days=monday.weekday())
        found.append((monday, monday + timedelta(days=14), "Summer leave"))
        found.append((date(year, 12, 24), date(year + 1, 1, 2), "End of year leave"))
    if profile.name == ILL:
        monday = clock.today - timedelta(days=clock.today.weekday() + 56)
        found = [
            one for one in found if one[1] <= monday or one[0] >= monday + timedelta(14)
        ]
        found.append((monday, monday + timedelta(days=14), "Sick leave"))
    lived = [one for one in found if one[0] >= since and one[1] <= clock.today]
    return sorted(lived)


def baseline(rep: Rep) -> Baseline:
    """What the profile means for a full month, for who sets targets."""
    profile = rep.profile
    full = 20.5 * profile.share / 100
    return Baseline(
        revenue=round(profile.revenue * 100_000),
        calls=round(profile.calls * full * 0.95),
        emails=round(3.2 * full),
        meetings=round(0.4 * full),
        demos=round(profile.revenue / 4.4),
        leads=round(profile.leads),
        wins=max(1, round(profile.revenue / 5.6)),
        conversion=profile.conversion,
        win_rate=profile.win_rate,
        first_contact_hours=profile.delay * 1.6,
    )
