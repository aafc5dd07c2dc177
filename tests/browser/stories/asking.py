"""What stories ask the demo for."""

from __future__ import annotations

BUSY = (
    "SELECT prospect_id FROM crm_activity JOIN crm_prospect"
    " ON crm_prospect.id = prospect_id JOIN crm_user ON crm_user.id = owner_id"
    " WHERE crm_user.email LIKE 'camille.roux@%' AND contact_id IS NOT NULL"
    " GROUP BY prospect_id ORDER BY COUNT(*) DESC LIMIT 1"
)
