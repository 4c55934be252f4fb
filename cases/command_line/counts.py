"""A count and its noun as scripts read them: bare digits and an ordinary space."""


def counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
