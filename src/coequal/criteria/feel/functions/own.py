"""The two functions of policies that FEEL does not have: completed years and months, as numbers."""

from coequal.criteria import kleene
from coequal.criteria.feel.signatures import Functions, builtin

FUNCTIONS: Functions = {
    "age": (builtin("born: date, on: date", kleene.function("age")),),
    "full months": (builtin("start: date, end: date", kleene.function("full months")),),
}
