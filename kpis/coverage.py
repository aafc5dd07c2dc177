"""docs/coverage.md: each figure the articles name, what it is called here, and what holds it.

The articles are French; a name stands as its article writes it, in the article's own order. Names
are also what the search over the catalogue understands, whatever language it is read in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils import translation

from kpis.catalogue import KPIS

#: Short name -> (the article's file, what it is about).
ARTICLES = {
    "S0": ("000_fb06838abb0b439b", "Understanding sales KPIs"),
    "S1": ("001_bbcd495a34672974", "Twenty-two sales KPIs"),
    "S2": ("002_cf4052712edeef36", "Seven KPIs at length"),
    "S3": ("003_38daae735ab84641", "Steering sales: prospecting, selling, keeping"),
    "S4": ("004_47b54470ccb540ee", "Choosing indicators"),
}
ROOT = Path(__file__).resolve().parent.parent
#: Where cases worked by hand lie.
CASES = ("tests/kpis/golden", "tests/kpis/wrong_figures")


#: How many small golden tests, and wrong figures of other programs, the reference counts.
GOLDEN, WRONG = 17, 18
#: The twelfth wrong figure is none: days that a deal has stood still are shown on the board.
HELD_BY_THE_BOARD = ["tests/crm/views/test_board.py::TestStale"]


@dataclass(frozen=True)
class Item:
    """What an article names: in French, in English, and the KPI (with its split) that answers."""

    french: str
    english: str
    key: str
    split: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.french, self.english, *self.also)


ITEMS: dict[str, tuple[Item, ...]] = {
    "S0": (
        Item("Volume de ventes", "Sales volume", "deals_won", also=("Number of sales",)),
        Item("Taux de conversion", "Conversion rate", "lead_conversion"),
        Item("Nombre de leads générés", "Leads generated", "leads_created"),
        Item("Leads qualifiés", "Qualified leads", "leads_qualified"),
        Item("Taux de transformation", "Transformation rate", "sql_conversion"),
        Item("Chiffre d'affaires", "Revenue", "revenue", also=("CA",)),
        Item("Coût d'acquisition client", "Customer acquisition cost", "cac"),
        Item("Taux de rétention client", "Customer retention rate", "retention"),
        Item("Taux d'upsell", "Upsell rate", "upsell_rate", also=("Upselling",)),
        Item("Durée moyenne du cycle de vente", "Average sales cycle", "sales_cycle"),
        Item("Panier moyen", "Average order value", "avg_transaction"),
        Item("Nombre d'affaires conclues", "Deals won", "deals_won"),
        Item("Leads par source d'acquisition", "Leads by source", "leads_created", "source"),
        Item("Qualité des leads", "Lead quality", "lead_quality"),
        Item("Nombre de prospects", "Number of prospects", "prospects_open"),
        Item("Évolution du chiffre d'affaires", "Revenue trend", "sales_growth"),
        Item("Rentabilité des campagnes", "Campaign profitability", "campaign_roi"),
        Item("Satisfaction client", "Customer satisfaction", "csat"),
        Item("Valeur moyenne de chaque client", "Average value of a customer", "avg_spend_customer"),
    ),
    "S1": (
        Item("Croissance des ventes mensuelles", "Monthly sales growth", "sales_growth", "month"),
        Item("Appels et e-mails par représentant", "Calls and emails per rep", "touches_per_rep"),
        Item("Opportunités de vente créées", "Opportunities created", "opps_created"),
        Item("Rendez-vous d'intégration mensuels", "Onboarding meetings per month", "onboardings", "month"),
        Item("Démos mensuelles", "Demos per month", "demos", "month"),
        Item("Essais lancés", "Trials started", "trials"),
        Item("Taux de conversion des leads", "Lead conversion rate", "lead_conversion"),
        Item("Ventes par méthode de contact", "Sales by contact method", "revenue", "method"),
        Item("Temps moyen de conversion", "Average time to convert", "time_to_convert"),
        Item("Coût d'Acquisition Client (CAC)", "Customer acquisition cost (CAC)", "cac"),
        Item("Valeur Vie Client (LTV ou CLV)", "Customer lifetime value", "clv_observed"),
        Item("Nouveau MRR", "New MRR", "new_mrr"),
        Item("MRR d'expansion", "Expansion MRR", "expansion_mrr", also=("Expansion MRR",)),
        Item("Revenus récurrents mensuels", "Monthly recurring revenue", "mrr", also=("MRR",)),
        Item("Valeur du pipeline", "Pipeline value", "pipeline_value"),
        Item("Atteinte des objectifs de vente", "Target attainment", "attainment"),
        Item("Ventes par région", "Sales by region", "revenue", "region"),
        Item("Valeur moyenne d'achat", "Average purchase value", "avg_spend_customer"),
        Item("Marge bénéficiaire moyenne", "Average profit margin", "margin_rate"),
        Item("Taux d'attrition, clients perdus", "Customer churn rate", "churn"),
        Item("Taux d'attrition, revenus perdus", "Revenue churn", "revenue_churn"),
        Item("Performance des produits par revenus", "Products by revenue", "revenue", "product"),
        Item("Productivité et classement des commerciaux", "Rep productivity and ranking", "rep_score", "rep"),
        Item("Durée moyenne du cycle de vente", "Average sales cycle", "sales_cycle"),
        Item("Nombre d'affaires en cours", "Open deals", "open_deals"),
        Item("Taux de conversion MQL à SQL", "MQL to SQL rate", "mql_to_sql"),
        Item("Taux de fidélisation des clients", "Loyalty rate", "retention"),
        Item("KPI de chaque étape du tunnel de vente", "Funnel conversion", "stage_conversion", "stage"),
    ),
    "S2": (
        Item("Taux de conversion", "Conversion rate", "lead_conversion"),
        Item("Taux de rétention client", "Customer retention rate", "retention"),
        Item("Customer Lifetime Value (CLV)", "Customer lifetime value, by formula", "clv_formula"),
        Item("Valeur vie client", "Customer lifetime value, observed", "clv_observed"),
        Item("Net Promoter Score (NPS)", "Net Promoter Score", "nps"),
        Item("Promoteurs, passifs, détracteurs", "Promoters, passives, detractors", "nps"),
        Item("Commentaires des clients", "Words of customers", "verbatims"),
        Item("Valeur moyenne des transactions", "Average transaction value", "avg_transaction"),
        Item("Durée moyenne du cycle de vente", "Average sales cycle", "sales_cycle"),
        Item("Étapes les plus longues", "Time spent per stage", "time_in_stage", "stage"),
        Item("Délai entre la prise de contact et la première proposition", "Time to first proposal", "time_to_first_quote"),
        Item("Taux de conversion à chaque étape", "Conversion at each stage", "stage_conversion", "stage"),
        Item("Nombre d'opportunités créées", "Opportunities created", "opps_created"),
        Item("Valeur moyenne des affaires conclues", "Average won deal", "avg_transaction"),
        Item("Taux de fidélisation", "Loyalty rate", "retention"),
        Item("Coût d'Acquisition Client (CAC)", "Customer acquisition cost", "cac"),
        Item("Coût par lead", "Cost per lead", "cost_per_lead"),
        Item("Taux de closing", "Closing rate", "win_rate"),
        Item("Chiffre d'affaires par client", "Revenue per customer", "avg_spend_customer"),
        Item("Qualité des leads", "Lead quality", "lead_quality"),
        Item("Causes de perte de clientèle", "Churn reasons", "customers_lost", "reason"),
        Item("Nouveaux clients", "New customers", "new_customers", also=("Clients acquis",)),
        Item("Clients actifs", "Active customers", "customers"),
        Item("Combien de temps un client reste actif", "Customer tenure", "customer_tenure"),
        Item("Engagement des clients", "Silent customers", "customers_silent"),
        Item("Valeur vie client et coût d'acquisition", "Lifetime value to acquisition cost", "ltv_to_cac"),
    ),
    "S3": (
        Item("Volume d'appels aux prospects", "Calls to prospects", "calls_made"),
        Item("Nombre de signatures", "Contracts signed", "deals_won", also=("Signatures",)),
        Item("Pertes de contrat", "Contracts lost", "deals_lost"),
        Item("Quantité de commandes", "Orders", "deals_won", also=("Commandes",)),
        Item("Conversion des prospects", "Conversion of prospects", "lead_conversion"),
        Item("5 étoiles sur les avis Google", "Five-star reviews", "five_star_share"),
        Item("Avis Google", "Public rating", "review_rating", also=("Reviews",)),
        Item("Motifs réels de pertes de contrat", "Loss reasons", "deals_lost", "reason"),
        Item("Verbatims clients", "Verbatims", "verbatims", "kind"),
        Item("Taux de churn", "Churn rate", "churn"),
        Item("Nombre de prospects contactés", "Prospects contacted", "prospects_contacted", "sector"),
        Item("Prospects contactés par commercial", "Prospects contacted by rep", "prospects_contacted", "rep"),
        Item("Quantité d'appels émis", "Calls made", "calls_made_all"),
        Item("Quantité d'emails émis", "Emails sent", "emails_sent", also=("E-mails émis",)),
        Item("Rendez-vous effectués avec des prospects", "Meetings held with prospects", "meetings_prospect"),
        Item("Rendez-vous effectués avec des clients", "Meetings held with customers", "meetings_customer"),
        Item("Volume de devis envoyés", "Quotes sent", "quotes_sent", "sector"),
        Item("Devis par rapport aux signatures", "Quotes signed", "quote_win_rate"),
        Item("Délai moyen entre la détection d'un prospect et la prise de contact", "Time from detection to first contact", "time_to_first_contact"),
        Item("Marge commerciale", "Sales margin", "gross_margin", also=("Gross margin",)),
        Item("Chiffre d'affaires", "Revenue", "revenue", also=("Turnover",)),
        Item("Chiffre d'affaires par produit", "Revenue by product", "revenue", "product"),
        Item("Chiffre d'affaires par commercial", "Revenue by rep", "revenue", "rep"),
        Item("Chiffre d'affaires par secteur", "Revenue by industry", "revenue", "sector"),
        Item("Chiffre d'affaires au regard des prévisions", "Revenue against forecast", "revenue_vs_forecast"),
        Item("Panier moyen", "Average order value", "avg_transaction", also=("Montant moyen des ventes",)),
        Item("Taux de conversion du prospect devenu client", "Lead conversion rate", "lead_conversion"),
        Item("CAC ou coût d'acquisition client", "Customer acquisition cost", "cac"),
        Item("Taux de rétention client", "Customer retention rate", "retention"),
        Item("Nombre de réclamations", "Complaints", "complaints", also=("Réclamations",)),
        Item("Proportion de réclamations sur les commandes", "Complaint rate", "complaint_rate"),
        Item("Motifs principaux de plaintes de clients", "Main complaint reasons", "complaints", "reason"),
        Item("Proportion de clients qui repassent commande", "Reorder rate", "reorder_rate"),
        Item("Atteinte des objectifs fixés", "Target attainment", "attainment"),
    ),
    "S4": (
        Item("Taux de transformation", "Sales-to-leads rate", "sales_per_lead"),
        Item("Coût d'acquisition client ou CAC", "Customer acquisition cost", "cac"),
        Item("CA généré par produit", "Revenue by product", "revenue", "product"),
        Item("CA généré par catégorie", "Revenue by category", "revenue", "category"),
        Item("Taux de conversion, clients sur visiteurs", "Visitor conversion rate", "visitor_conversion"),
        Item("Taux de conversion d'une campagne", "Campaign response rate", "campaign_conversion"),
        Item("Satisfaction client", "Customer satisfaction", "csat", also=("CSAT",)),
        Item("Net Promoter Score (NPS)", "Net Promoter Score", "nps", also=("Taux de recommandation",)),
        Item("LTV, Valeur Vie Client", "Lifetime value", "clv_observed"),
        Item("Efficacité de la production", "Delivery efficiency", "delivery_efficiency"),
        Item("Rentabilité", "Profitability", "profitability"),
        Item("Temps passé sur un projet et coûts associés", "Time and cost per project", "project_effort"),
        Item("Rapport prévisionnel des ventes", "Sales forecast", "sales_forecast", also=("Forecast report",)),
    ),
}  # fmt: skip
START = """\
# What the articles ask for, and what holds it

Written by `manage.py kpi --coverage`; a test holds it to that. Each figure that one of the five articles
names stands below in the article's order, beside the indicator that answers it (`docs/kpis.md`) and the
number of its cases worked by hand, which the last section names.

Every indicator is also held by what asks about the whole catalogue: two engines and two databases of other
making (`tests/differential/`), a recount row by row (`manage.py snapshots verify`), sixteen properties on
drawn lives of a company (`tests/properties/`), every write of a sales day
(`tests/kpis/test_after_every_write.py`), the rows behind each figure (`tests/kpis/test_explain_rows.py`) and
the matrix of who sees what (`tests/access/`).
"""


def items() -> Iterator[tuple[str, Item]]:
    for article, held in ITEMS.items():
        for item in held:
            yield article, item


@cache
def called(key: str) -> tuple[str, ...]:
    """What the articles call this KPI, and every split of it that has a name of its own."""
    names = (
        name for _article, item in items() if item.key == key for name in item.names
    )
    return tuple(dict.fromkeys(names))


def missing() -> list[str]:
    """Keys the articles ask for that no KPI has yet, in the articles' order."""
    return list(dict.fromkeys(i.key for _a, i in items() if i.key not in KPIS))


def text() -> str:
    """The whole page, in English."""
    cases = cases_by_key(KPIS)
    with translation.override("en"):
        tables = "".join(_table(article, cases) for article in ITEMS)
        keys = dict.fromkeys(item.key for _article, item in items())
        held = "".join(_held(key, cases[key]) for key in keys if cases.get(key))
    return START + tables + _numbered() + "\n## The cases of each indicator\n" + held


def _numbered() -> str:
    """The reference's small golden tests and known wrong figures, by their numbers."""
    golden, wrong = (
        numbered(GOLDEN, r"test_(?:catalogue_case_)?(\d+)_"),
        numbered(WRONG, r"test_d(\d+)_"),
    )
    wrong[12] += HELD_BY_THE_BOARD
    return _by_number("The reference's golden tests", golden) + _by_number(
        "Figures known to be wrong elsewhere", wrong
    )


def numbered(count: int, pattern: str) -> dict[int, list[str]]:
    """{number: [file::test]} of the tests whose name says which one of the reference they are."""
    found: dict[int, list[str]] = {number: [] for number in range(1, count + 1)}
    for path, name, _said in _cases():
        if number := re.match(pattern, name):
            found[int(number[1])].append(f"{path}::{name}")
    return found


def _by_number(title: str, held: dict[int, list[str]]) -> str:
    lines = [
        f"| {number} | {'<br>'.join(f'`{name}`' for name in names) or 'nothing'} |"
        for number, names in held.items()
    ]
    return f"\n## {title}\n\n| # | Held by |\n|---|---|\n" + "\n".join(lines) + "\n"


def _table(article: str, cases: dict[str, list[str]]) -> str:
    file, title = ARTICLES[article]
    lines = [
        f"\n## {article} · {title} (`{file}`)\n",
        "| # | The article says | Here | Indicator | Split by | Cases |",
        "|---|---|---|---|---|---|",
    ]
    for number, item in enumerate(ITEMS[article], 1):
        key = f"`{item.key}`" if item.key in KPIS else f"`{item.key}`, missing"
        count = len(cases.get(item.key, ()))
        lines.append(
            f"| {number} | {item.french} | {item.english} | {key} | {item.split} | {count} |"
        )
    return "\n".join(lines) + "\n"


def _held(key: str, names: list[str]) -> str:
    listed = "\n".join(f"- `{name}`" for name in names)
    return f"\n### {KPIS[key].label} · `{key}`\n\n{listed}\n"


def cases_by_key(keys: Iterable[str]) -> dict[str, list[str]]:
    """{KPI: [file::test]} of the tests worked by hand whose code names the KPI."""
    found: dict[str, list[str]] = {key: [] for key in keys}
    for path, name, said in _cases():
        for key in said & found.keys():
            found[key].append(f"{path}::{name}")
    return found


def _cases() -> Iterator[tuple[str, str, set[str]]]:
    """(file, test, the texts it names) of every case worked by hand."""
    for folder in CASES:
        for path in sorted((ROOT / folder).glob("test_*.py")):
            for name, said in cases_in(path.read_text()):
                yield f"{folder}/{path.name}", name, said


def cases_in(source: str) -> Iterator[tuple[str, set[str]]]:
    """Each test function of a module, with the texts it names, its parameters included."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield (
                node.name,
                {
                    each.value
                    for each in ast.walk(node)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                },
            )
