"""The pages of the data register, and of assessments of equality and quality."""
