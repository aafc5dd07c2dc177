"""Pages on paper: what is given to a customer, in the customer's language."""
