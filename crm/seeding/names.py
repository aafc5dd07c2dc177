"""Names of companies, people and places. Telephone numbers and domains are reserved for fiction."""

from __future__ import annotations

import random

from crm.seeding.dice import pick
from crm.text import name_key, plain

#: Whose telephone numbers they have.
COUNTRY = "FR"

#: trade -> sector it belongs to; ``{}`` takes a family name
TRADES: dict[str, str] = {
    "Brasserie {}": "Hospitality",
    "Hôtel {}": "Hospitality",
    "Restaurant {}": "Hospitality",
    "Auberge {}": "Hospitality",
    "Traiteur {}": "Hospitality",
    "Clinique {}": "Health",
    "Pharmacie {}": "Health",
    "Laboratoire {}": "Health",
    "Cabinet dentaire {}": "Health",
    "Résidence {}": "Health",
    "Mécanique {}": "Industry",
    "Fonderie {}": "Industry",
    "Plasturgie {}": "Industry",
    "Usinage {}": "Industry",
    "Ateliers {}": "Industry",
    "Transports {}": "Logistics",
    "{} Logistique": "Logistics",
    "Entrepôts {}": "Logistics",
    "Messagerie {}": "Logistics",
    "Institut {}": "Education",
    "Lycée {}": "Education",
    "École {}": "Education",
    "Maison {}": "Retail",
    "Boulangeries {}": "Retail",
    "Librairie {}": "Retail",
    "Garage {}": "Retail",
    "Jardinerie {}": "Retail",
    "{} Optique": "Retail",
    "Cabinet {}": "Services",
    "{} Conseil": "Services",
    "Agence {}": "Services",
    "Étude {}": "Services",
    "Imprimerie {}": "Services",
    "Studio {}": "Services",
    "{} et Associés": "Services",
    "Menuiserie {}": "Construction",
    "Couverture {}": "Construction",
    "{} Bâtiment": "Construction",
    "Électricité {}": "Construction",
    "Mairie de {}": "Public sector",
    "Médiathèque {}": "Public sector",
}

_SURNAMES = (
    "Delattre Vasseur Mercier Cousin Carlier Morel Carnot Delmas Lebrun Fontaine Kerbrat "
    "Aubry Faidherbe Blanchard Caron Dumont Fleury Gauthier Hamon Imbert Jacquet Lambert "
    "Masson Noël Olivier Picard Renaud Sauvage Tessier Vidal Weber Zimmer Arnaud Besson "
    "Chevalier Deschamps Evrard Ferrand Guérin Huet Joubert Klein Lacroix Marchand Nicolas "
    "Oudin Pasquier Quentin Rousseau Schmitt Thibault Vallée Wagner Adam Bailly Collet "
    "Denis Étienne Fabre Guillot Hardy Jourdain Legrand Maillard Navarro Pichon Régnier "
    "Salmon Tanguy Verdier Allard Barbier Charpentier Delorme Gilles Hervé Langlois "
    "Meunier Pelletier Prévost Rolland Texier Vaillant Bonnet Cordier Duhamel Gaillard "
    "Lecomte Monnier Poulain Raymond Seguin Toussaint Vincent Bourgeois Clément Ducrocq"
)

_FIRST_NAMES = (
    "Claire Yann Julie Paul Anne Marc Élodie Julien Sandrine Olivier Aurélie Nicolas "
    "Caroline Stéphane Isabelle Laurent Céline Philippe Virginie Sébastien Amandine David "
    "Laetitia Guillaume Hélène Antoine Marion Cédric Pauline Vincent Samia Mehdi Fatou "
    "Bruno Estelle Xavier Delphine Rachid Valérie Romain"
)

SURNAMES, FIRST_NAMES = _SURNAMES.split(), _FIRST_NAMES.split()

JOBS = (
    "Managing director",
    "Head of purchasing",
    "Office manager",
    "Operations manager",
    "Facilities manager",
    "Owner",
    "Finance director",
    "Site manager",
)

#: region -> [(city, postcode)]
CITIES: dict[str, list[tuple[str, str]]] = {
    "Hauts-de-France": [
        ("Lille", "59000"),
        ("Seclin", "59113"),
        ("Arras", "62000"),
        ("Amiens", "80000"),
        ("Dunkerque", "59140"),
        ("Lens", "62300"),
    ],
    "Normandie": [("Rouen", "76000"), ("Caen", "14000"), ("Le Havre", "76600")],
    "Grand Est": [("Reims", "51100"), ("Metz", "57000"), ("Strasbourg", "67000")],
    "Île-de-France": [
        ("Paris", "75011"),
        ("Nanterre", "92000"),
        ("Créteil", "94000"),
        ("Cergy", "95000"),
    ],
    "Auvergne-Rhône-Alpes": [
        ("Lyon", "69003"),
        ("Grenoble", "38000"),
        ("Saint-Étienne", "42000"),
        ("Annecy", "74000"),
    ],
    "Provence-Alpes-Côte d'Azur": [
        ("Marseille", "13008"),
        ("Nice", "06000"),
        ("Avignon", "84000"),
    ],
    "Occitanie": [("Toulouse", "31000"), ("Montpellier", "34000"), ("Nîmes", "30000")],
    "Bretagne": [("Rennes", "35000"), ("Brest", "29200"), ("Vannes", "56000")],
    "Pays de la Loire": [("Nantes", "44000"), ("Angers", "49000"), ("Laval", "53000")],
    "Nouvelle-Aquitaine": [("Bordeaux", "33000"), ("Limoges", "87000")],
}

#: Beginnings of numbers that the French regulator keeps for fiction.
LANDLINES = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49")

#: Before which "de" loses its e.
VOWELS = set("aeiou")

STREETS = (
    "rue de la Gare",
    "avenue Foch",
    "rue du Port",
    "zone des Prés",
    "place Verte",
)


class Names:
    """Company names that no two prospects share."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.taken: set[str] = set()
        self.numbers: set[str] = set()

    def company(self, city: str) -> tuple[str, str]:
        """(name, sector); the city is added when the bare name is taken."""
        trade = name = ""
        for _ in range(20):
            trade = pick(self.rng, TRADE_NAMES)
            name = elided(trade.format(pick(self.rng, SURNAMES)))
            for candidate in (name, f"{name} {city}"):
                if self.take(candidate):
                    return candidate, TRADES[trade]
        second = f"{name} et {pick(self.rng, SURNAMES)} {len(self.taken)}"
        self.take(second)
        return second, TRADES[trade]

    def take(self, name: str) -> bool:
        key = name_key(name)
        if key in self.taken:
            return False
        self.taken.add(key)
        return True

    def number(self, drawn: str) -> str:
        """The telephone number drawn, or the next one nobody has: one number is one sign of a duplicate."""
        start, last = drawn[:8], int(drawn[8:].replace(" ", ""))
        while drawn in self.numbers:
            last = (last + 1) % 10_000
            drawn = f"{start} {last // 100:02} {last % 100:02}"
        self.numbers.add(drawn)
        return drawn

    def person(self) -> str:
        return f"{pick(self.rng, FIRST_NAMES)} {pick(self.rng, SURNAMES)}"


TRADE_NAMES = list(TRADES)


def elided(name: str) -> str:
    """'Mairie de Étienne' -> "Mairie d'Étienne"."""
    before, _de, after = name.partition(" de ")
    return f"{before} d'{after}" if plain(after[:1]) in VOWELS else name


def landline(rng: random.Random) -> str:
    return f"{pick(rng, LANDLINES)} {rng.randint(0, 99):02} {rng.randint(0, 99):02}"


def mobile(rng: random.Random) -> str:
    return f"06 39 98 {rng.randint(0, 99):02} {rng.randint(0, 99):02}"


def domain(company: str) -> str:
    """'Hôtel Carlier' -> 'hotel-carlier.example'."""
    words = "".join(c if c.isalnum() else " " for c in plain(company))
    return "-".join(words.split())[:60] + ".example"


def address(company: str, person: str = "") -> str:
    local = ".".join(plain(person).replace("'", "").split()) or "contact"
    return f"{local}@{domain(company)}"


def street(rng: random.Random) -> str:
    return f"{rng.randint(1, 120)} {pick(rng, STREETS)}"
