"""Options appraisal: candidate policies for one area, whom each reaches, what each costs and brings, and how sure that is."""
