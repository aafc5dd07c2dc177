"""Exchange rates that come late or are corrected: what they price, in the same transaction or by a job."""
