"""What people are in their company: who says 'eu le directeur' spoke to somebody."""

ARTICLES_OF_ROLES = frozenset(["le", "la", "l", "un", "une", "son", "sa"])
HELD_ROLES = frozenset(
    """
    directeur directrice dir gerant gerante patron patronne boss responsable acheteur
    acheteuse assistant assistante comptable dg daf drh dsi pdg chef secretaire associe
    associee dirigeant dirigeante president presidente collegue epouse mari fils fille
    """.split()  # noqa: SIM905
)
