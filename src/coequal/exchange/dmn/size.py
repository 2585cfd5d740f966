"""How large an expression is once it is written out, known before it is: parts that occur several times may be one in memory."""

from coequal.criteria.syntax import Node, children


def size(node: Node) -> int:
    """How many nodes an expression has, each counted as often as it would be written."""
    known: dict[int, int] = {}

    def of(part: Node) -> int:
        if id(part) not in known:
            known[id(part)] = 1 + sum(map(of, children(part)))
        return known[id(part)]

    return of(node)
