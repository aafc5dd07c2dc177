"""What a complaint is about, by the words heard in it; the first reason stands before the later."""

REASONS = {
    "delay": (
        "retard retards retarde delai delais late delay delays delayed tard lent lente slow "
        "attente waiting overdue"
    ),
    "billing": (
        "facture factures facturation facturee invoice invoices invoiced billing billed "
        "overcharged avoir prelevement paiement payment"
    ),
    "order": (
        "commande erreur manquant manquante manquants missing wrong incomplete incomplet "
        "reference order"
    ),
    "quality": (
        "qualite defaut defauts defectueux defectueuse casse cassee abime abimee panne quality "
        "broken damaged faulty defective defect defects bug bugs"
    ),
    "relation": "impoli impolie attitude accueil communication relation rude relationship service support",
}
REASON_OF = {word: code for code, words in REASONS.items() for word in words.split()}
