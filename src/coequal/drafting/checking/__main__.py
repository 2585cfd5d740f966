"""`python -m coequal.drafting.checking KIND MEMORY LIBRARY PEOPLE`: the process that checks, at the other end of a socket."""

import socket
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from coequal.drafting.checking.child import limit_memory, serve
from coequal.policies.beside import split_folders
from coequal.policies.library import Library


def main(arguments: Sequence[str], other_end: socket.socket) -> None:
    """Answer the questions of a kind, `quick` or `thorough`, which a module of that name answers."""
    kind, memory, library, people = arguments
    answers = import_module(f"coequal.drafting.checking.{kind}").answers(Library(split_folders(library)), Path(people))
    limit_memory(int(memory))
    serve(answers, other_end.recv, other_end.sendall)


if __name__ == "__main__":
    main(sys.argv[1:], socket.socket(fileno=0))
