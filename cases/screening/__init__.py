"""Screening: a checklist that is scored and forgotten; its band is kept. What a person says of a case stands apart."""
