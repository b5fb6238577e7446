"""A person as the team knows them: a code, a coded profile, and who may see it."""
