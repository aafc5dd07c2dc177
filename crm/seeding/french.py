"""What the demo's people write in French: each English text, with one or several ways of saying it."""

from __future__ import annotations

import re
from collections.abc import Mapping

Ways = Mapping[str, tuple[str, ...]]

#: What calls, mails and meetings were about.
SUBJECTS: Ways = {
    "Follow-up on the quote": (
        "Relance devis",
        "Relance devis, toujours en validation",
        "Point sur le devis envoyé",
        "Où en est le devis ?",
        "Relance n° 2 sur la propale",
    ),
    "Needs and timing": (
        "Besoin et calendrier",
        "Qualif du besoin, projet à 3 mois",
        "Le besoin, le budget, qui décide",
        "Point projet, dates de travaux",
    ),
    "Delivery date": (
        "Date de livraison",
        "Caler la date de livraison",
        "Livraison : créneau du matin demandé",
        "Délai annoncé par l’usine",
    ),
    "Reorder": (
        "Réassort",
        "Commande complémentaire",
        "Même commande que l’an dernier",
    ),
    "New site": (
        "Nouveau site",
        "Ouverture d’un deuxième site",
        "Déménagement prévu, besoin à revoir",
    ),
    "Budget of next year": (
        "Budget de l’an prochain",
        "Budget N+1, arbitrage en cours",
        "Enveloppe de l’année prochaine",
    ),
    "First contact": (
        "Premier contact",
        "Présentation rapide",
        "Prise de contact",
        "Découverte",
    ),
    "Catalogue": ("Envoi du catalogue", "Catalogue et tarifs", "Doc produits"),
    "Summary of our call": (
        "CR de notre appel",
        "Suite à notre échange",
        "Récap de l’appel et prochaine action",
    ),
    "Dates for a demo": (
        "Dates possibles pour la démo",
        "Démo : trois créneaux proposés",
        "Créneaux de démo",
    ),
    "References in your sector": (
        "Références dans votre métier",
        "Photos de chantiers similaires",
        "Références clients",
    ),
    "Fitting plan": ("Plan d’aménagement", "Plan d’implantation V2", "Plan coté"),
    "Reminder": ("Petite relance", "Relance sans réponse", "Je reviens vers vous"),
    "Quote": ("Envoi du devis", "Devis en pièce jointe", "Notre proposition"),
    "Demo: {}": ("Démo : {}",),
    "Visit on site": (
        "Visite sur site",
        "Visite, prise de cotes",
        "Passage client, point sur le parc",
        "RDV sur place",
    ),
    "Hand-over and first use": (
        "Mise en service et prise en main",
        "Réception du chantier avec le client",
        "RDV d’intégration",
    ),
}

#: Notes and what is still to do.
STEPS: Ways = {
    "Budget voted in January.": (
        "Budget voté en janvier.",
        "Budget voté en janvier, rien avant.",
        "Passe en comité budget début janvier.",
    ),
    "Wants two quotes before deciding.": (
        "Veut deux devis avant de décider.",
        "Nous met en concurrence, attend deux devis.",
        "Demande une variante moins chère avant de trancher.",
    ),
    "Moves to a new site next year.": (
        "Déménage l’an prochain.",
        "Change de locaux l’an prochain, refaire le point en avril.",
        "Nouveau bâtiment l’an prochain, tout est à équiper.",
    ),
    "The buyer changes at the end of the month.": (
        "L’acheteur change en fin de mois.",
        "Notre contact part fin de mois, se faire présenter au suivant.",
        "Nouvelle acheteuse à la fin du mois.",
    ),
    "Happy with the last delivery.": (
        "Content de la dernière livraison.",
        "Très content des monteurs, prêt à nous recommander.",
        "RAS sur la livraison, client satisfait.",
    ),
    "Compares with Agencement Pro.": (
        "Compare avec Agencement Pro.",
        "A aussi consulté Agencement Pro, ils sont 5 % moins chers.",
        "Agencement Pro est passé la semaine dernière.",
    ),
    "Call": ("Appeler",),
    "Send the quote": ("Envoyer le devis",),
    "Follow up": ("Relancer",),
    "Demo": ("Démo",),
    "Meeting": ("Rendez-vous",),
    "Visit": ("Visite",),
    "Call again": ("Rappeler", "Rappeler comme convenu", "Refaire le point"),
    "Call back about the quote": (
        "Rappeler au sujet du devis",
        "Relancer le devis",
        "Devis : avoir leur retour",
    ),
    "Send the dates": (
        "Envoyer les dates",
        "Proposer des dates",
        "Confirmer le créneau",
    ),
    "Ask for the plans": (
        "Demander les plans",
        "Récupérer les plans du local",
        "Relancer pour les cotes",
    ),
    "Call again before the quote": ("Rappeler avant le devis",),
    "Send the booth catalogue": ("Envoyer le catalogue des cabines",),
    "Budget of the school": ("Budget de l’école",),
    "Demo: showroom lighting": ("Démo : éclairage de showroom",),
    "Demo: counters": ("Démo : comptoirs",),
    "Follow up on the proposal": ("Relancer la proposition",),
    "Visit: measure the workshop": ("Visite : prendre les cotes de l’atelier",),
    "Terms of payment": ("Conditions de règlement",),
    "Call again before the quote, €6,400": ("Rappeler avant le devis, 6 400 €",),
    "Send the dates of the demo": ("Envoyer les dates de démo",),
    "Call Mr Rivière about the discount": ("Appeler M. Rivière au sujet de la remise",),
    "Demo: adjustable workbench": ("Démo : établi réglable",),
    "Plan the delivery, €5,200": ("Caler la livraison, 5 200 €",),
    "Answer their complaint": ("Répondre à leur réclamation",),
    "Terms of the order": ("Conditions de la commande",),
}

#: What customers say.
VOICE: Ways = {
    "The delivery is a week late and nobody called us.": (
        "La livraison a une semaine de retard et personne ne nous a prévenus.",
        "Livraison annoncée mardi, toujours rien vendredi. On attend.",
        "Trois dates de livraison données, aucune tenue.",
        "Nos équipes étaient bloquées sur place, le camion n’est jamais venu.",
    ),
    "Two panels arrived damaged.": (
        "Deux panneaux sont arrivés abîmés.",
        "Le plateau est rayé sur toute la longueur.",
        "Un pied ne tient pas, c’est dangereux.",
        "La teinte n’est pas la même d’un panneau à l’autre.",
    ),
    "The invoice does not follow the quote.": (
        "La facture ne correspond pas au devis.",
        "La remise prévue n’apparaît pas sur la facture.",
        "Vous nous facturez deux fois la pose.",
    ),
    "We received the wrong colour.": (
        "Nous n’avons pas reçu la bonne couleur.",
        "Il manque quatre tablettes dans la livraison.",
        "Commandé en 180 cm, reçu en 160.",
    ),
    "Nobody answers our messages.": (
        "Personne ne répond à nos messages.",
        "Quatre appels, aucun retour. Ce n’est pas sérieux.",
        "Nous avons changé trois fois d’interlocuteur.",
    ),
    "Replaced and delivered again.": (
        "Remplacé et livré de nouveau.",
        "Échange fait, avoir de 5 % accordé.",
        "Client rappelé, nouvelle livraison faite et vérifiée.",
        "Geste commercial accepté, dossier clos.",
    ),
    "Team that listens, quick fitting.": (
        "Équipe à l’écoute, pose rapide.",
        "Équipe à l’écoute, chantier propre et dans les temps.",
        "Commercial disponible, monteurs au top.",
    ),
    "Solid, well advised.": (
        "Du solide, et bien conseillés.",
        "Très bon matériel, conseils utiles.",
        "On a gagné un tiers de place, merci pour l’étude.",
    ),
    "As planned.": ("Conforme à la commande.", "Comme prévu.", "Rien à redire."),
    "Good product, delivery a bit long.": (
        "Bon produit, livraison un peu longue.",
        "Produit bien, délai un peu long.",
        "Satisfait, mais il a fallu relancer pour la date.",
    ),
    "All right.": ("Correct.", "Ça va.", "Dans l’ensemble, bien."),
    "Fitting postponed twice.": (
        "Pose reportée deux fois.",
        "Deux reports de pose, prévenus la veille.",
    ),
    "Hard to reach after the order.": (
        "Difficiles à joindre après la commande.",
        "Plus personne au téléphone une fois le bon signé.",
    ),
    "Too dear for what it is.": (
        "Trop cher pour ce que c’est.",
        "Cher, et la finition ne suit pas.",
    ),
    "Thank you for the fitter's patience.": (
        "Merci au monteur pour sa patience.",
        "Merci à toute l’équipe, nos salariés sont ravis.",
        "Bravo pour la réactivité, posé en une matinée.",
    ),
    "The plan helped us decide.": (
        "Le plan nous a aidés à décider.",
        "Le plan 3D a convaincu notre direction.",
    ),
    "Does the warranty cover the casters?": (
        "La garantie couvre-t-elle les roulettes ?",
        "Quelle charge maximale par niveau ?",
        "Peut-on changer la couleur des façades plus tard ?",
    ),
    "Can we add two shelves later?": (
        "Pourra-t-on ajouter deux tablettes plus tard ?",
        "Reprenez-vous l’ancien mobilier ?",
    ),
    "The noise is still high in the open space.": (
        "Il y a toujours autant de bruit dans l’open space.",
        "On attendait mieux sur l’acoustique, les bureaux résonnent encore.",
    ),
    "We ask for a refund of the damaged panels.": (
        "Nous demandons le remboursement des panneaux abîmés.",
        "Merci de nous rembourser la pose, faite à moitié.",
    ),
    "Phone": ("Téléphone",),
    "Email": ("E-mail",),
}

#: What is sold, and the deals told one by one.
GOODS: Ways = {
    "Pallet shelving": ("Rayonnage à palettes",),
    "Archive shelving": ("Rayonnage d’archives",),
    "Adjustable workbench": ("Établi réglable",),
    "Sit-stand desk": ("Bureau assis-debout",),
    "Lab stool": ("Tabouret de laboratoire",),
    "Phone booth": ("Cabine acoustique",),
    "Acoustic panel": ("Panneau acoustique",),
    "Showroom lighting": ("Éclairage de showroom",),
    "Pendant lamp": ("Suspension",),
    "Fitting and assembly": ("Pose et montage",),
    "Maintenance contract": ("Contrat d’entretien",),
    "Space planner licence": ("Licence de plan 3D",),
    "Renewal: {}": ("Renouvellement : {}",),
    "12 tables, 3 rooms": ("12 tables, 3 salles",),
    "Waiting room refit": ("Réaménagement de la salle d’attente",),
    "Phone booths ×6": ("Cabines acoustiques ×6",),
    "Canteen chairs": ("Chaises de cantine",),
    "4 counters": ("4 comptoirs",),
    "Outdoor set": ("Salon de jardin",),
    "Packing benches": ("Postes d’emballage",),
    "Lab stools ×48": ("Tabourets de laboratoire ×48",),
    "Workbenches": ("Établis",),
    "Reception and bar": ("Accueil et bar",),
    "Shop shelving": ("Rayonnage de boutique",),
    "Warehouse shelving": ("Rayonnage d’entrepôt",),
    "Acoustic panels": ("Panneaux acoustiques",),
    "Lobby lighting": ("Éclairage du hall",),
    "Dock shelving": ("Rayonnage de quai",),
    "Counter lighting": ("Éclairage de comptoir",),
    "Sit-stand desks": ("Bureaux assis-debout",),
    "Shelving, 2 floors": ("Rayonnage, 2 niveaux",),
    "Archive room": ("Salle d’archives",),
    "Council chamber": ("Salle du conseil",),
}

#: People, teams, money.
HOUSE: Ways = {
    "North": ("Nord",),
    "South": ("Sud",),
    "West": ("Ouest",),
    "France North": ("France Nord",),
    "France South": ("France Sud",),
    "Summer leave": ("Congés d’été",),
    "End of year leave": ("Congés de fin d’année",),
    "Sick leave": ("Arrêt maladie",),
    # A first name is drawn apart: titles are the same for women and men.
    "Managing director": ("Direction générale",),
    "Head of purchasing": ("Responsable achats",),
    "Office manager": ("Office manager",),
    "Operations manager": ("Responsable d’exploitation",),
    "Facilities manager": ("Responsable des services généraux",),
    "Owner": ("Gérance",),
    "Finance director": ("DAF",),
    "Site manager": ("Responsable de site",),
    "Spring fair, Lille": ("Salon de printemps, Lille",),
    "Office move guide": ("Guide du déménagement",),
    "Autumn fair, Paris": ("Salon d’automne, Paris",),
    "Quiet offices": ("Bureaux au calme",),
    "Spring fair, Nantes": ("Salon de printemps, Nantes",),
    "Reference visits": ("Visites de références",),
    "Warehouse season": ("Saison des entrepôts",),
    "Autumn fair, Lyon": ("Salon d’automne, Lyon",),
    "Salaries {}": ("Salaires {}",),
    "Travel and tools": ("Déplacements et outils",),
    "Fitters on the road": ("Tournées des monteurs",),
}

#: How the team is led: one-to-ones, plans, priorities, references.
LEADING: Ways = {
    "Good preparation of the last two demos. Ask for the decision earlier.": (
        "Les deux dernières démos étaient bien préparées. Demander la décision plus tôt.",
    ),
    "Mornings work best. Keep ten to eleven free for calls.": (
        "Le matin marche le mieux. Garder 10 h – 11 h pour les appels.",
    ),
    "Qualify the need before a demo: two of five were not with a decider.": (
        "Qualifier avant la démo : deux sur cinq se sont faites sans le décideur.",
    ),
    "Proposals go out late. Send them the day after the demo.": (
        "Les propositions partent tard. Les envoyer le lendemain de la démo.",
    ),
    "Asked for help with large accounts. We prepare the next visit together.": (
        "Demande un coup de main sur les grands comptes. On prépare la prochaine visite à deux.",
    ),
    "Call back the five oldest open deals": (
        "Rappeler les cinq plus vieilles affaires en cours",
    ),
    "Set a next step on every open deal": (
        "Une prochaine action sur chaque affaire en cours",
    ),
    "Prepare the quarter's list of accounts": (
        "Préparer la liste des comptes du trimestre",
    ),
    "Sit in on a demo of a colleague": ("Assister à la démo d’un collègue",),
    "Send every proposal within a day": ("Envoyer chaque proposition sous 24 h",),
    "Two hours of calls each morning": ("Deux heures d’appels chaque matin",),
    "Block 9 to 11 in the calendar": ("Bloquer 9 h – 11 h dans l’agenda",),
    "Answer every quote within two days": ("Relancer chaque devis sous deux jours",),
    "List quotes without an answer": ("Lister les devis sans réponse",),
    "Call the ten largest": ("Appeler les dix plus gros",),
    "Kept up on most days; Mondays stay taken by the team's meeting.": (
        "Tenu presque tous les jours ; le lundi reste pris par la réunion d’équipe.",
    ),
    "Call back every open quote before the month ends": (
        "Relancer tous les devis en cours avant la fin du mois",
    ),
    "I would rather call on Tuesday and Thursday mornings: more people answer then.": (
        "Je préfère appeler le mardi et le jeudi matin : ça décroche mieux.",
    ),
    "House standard of the year": ("Standard maison de l’année",),
}

#: Spaces that must not break: before a high sign, a unit, the thousands.
_FIXED = re.compile(r"(?<=[\w’)]) (?=[:;?!%€])|(?<=\d) (?=(?:h|cm)\b)|(?<=n°) ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3})")


def _set(text: str) -> str:
    return _THOUSANDS.sub("\u202f", _FIXED.sub("\u00a0", text))


FRENCH: Ways = {
    english: tuple(_set(way) for way in ways)
    for part in (SUBJECTS, STEPS, VOICE, GOODS, HOUSE, LEADING)
    for english, ways in part.items()
}
