"""Action plans: ``writing`` opens and ends them, ``measuring`` says what moved since, ``reading`` whose."""
