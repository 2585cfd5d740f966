"""The pages of the data register, of assessments of equality and quality, and of records that are kept."""
