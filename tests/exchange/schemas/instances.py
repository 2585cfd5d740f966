"""Made-up instances of a schema: whatever it takes may come out, of the few words that our schemas use."""

from typing import Any

from hypothesis import strategies as st

MOST = 3  # items of a list, and free keys of a table


def instances(schema: Any, root: Any) -> st.SearchStrategy[Any]:
    """Values that a schema takes; `root` is the whole, in which references are looked up."""
    if "$ref" in schema:
        found = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return instances(found, root)
    if "anyOf" in schema:
        return st.one_of([instances(one, root) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    match schema["type"]:
        case "object":
            return _tables(schema, root)
        case "array":
            return st.lists(instances(schema["items"], root), max_size=MOST)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "number":
            return _numbers(schema)
        case "string" if schema.get("format") == "date":
            return st.dates().map(str)
        case "string":
            most, pattern = schema.get("maxLength", 100), schema.get("pattern", ".*")
            pattern = f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern  # Python's $ stands before a last new line too
            return st.from_regex(pattern).filter(lambda text: len(text) <= most)
        case several:
            return st.one_of([instances({**schema, "type": one}, root) for one in several])


def _tables(schema: Any, root: Any) -> st.SearchStrategy[Any]:
    parts = {name: instances(part, root) for name, part in schema.get("properties", {}).items()}
    needed = schema.get("required", ())
    return st.fixed_dictionaries(
        {name: parts[name] for name in needed}, optional={name: part for name, part in parts.items() if name not in needed}
    )


def _numbers(schema: Any) -> st.SearchStrategy[Any]:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    floats = st.floats(
        low if above is None else above,
        high if below is None else below,
        exclude_min=above is not None,
        exclude_max=below is not None,
        allow_nan=False,
    )
    ends = [end for end in (low, high) if end is not None]
    return floats if not ends else floats | st.sampled_from(ends)
