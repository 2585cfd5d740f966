"""A survey with a question of every kind, for tests."""

from coequal.involvement.surveys.model import Question, Survey
from coequal.involvement.surveys.reading import read_survey

EVERY_KIND = """\
---
survey: exampleshire/every-kind
title: Every kind
area: district
capacity: capacity
may publish: quote
---

## One page

```question
id: capacity
kind: one
asks: Who are you?
answers:
  patient: {says: A patient, counts as: individual}
  body: {says: A body, in words: true, counts as: organisation}
required: true
```

```question
id: services
kind: several
asks: Which did you use?
answers: {ivf: IVF, iui: IUI, other: {says: Something else, in words: true}, none: {says: None of these, alone: true}}
```

```question
id: importance
kind: scale
asks: How important is it?
from: 0
to: 10
```

```question
id: ways
kind: matrix
asks: How was it?
rows: {gp: Your GP, clinic: The clinic}
answers: {good: Good, poor: Poor}
required: true
```

```question
id: children
kind: number
asks: How many children do you have?
from: 0
to: 20
```

```question
id: since
kind: date
asks: Since when have you lived here?
required: true
```

```question
id: effect
kind: text
asks: What would it mean for you?
required: true
```

```question
id: found-out
kind: short text
asks: How did you hear of it?
```

```question
id: district
kind: postcode district
asks: Where do you live?
```

```question
id: quote
kind: consent
asks: May we quote you?
```
"""


def definition() -> Survey:
    """The survey."""
    return read_survey(EVERY_KIND)


def asked(name: str) -> Question:
    """One of its questions."""
    found = definition().question(name)
    assert found is not None
    return found
