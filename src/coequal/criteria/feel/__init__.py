"""FEEL, the expression language of OMG's DMN, in a declared subset: what `coequal.evaluate` answers, and no policy uses.

Policies have a smaller language of their own (`criteria.parse`); what both share has one meaning, in `criteria.kleene`.
"""
