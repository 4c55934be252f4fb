"""`python -m flexjob.health.ask ADDRESS [SIGN]`: the health commands of docker-compose.yml.

Ends red when the page does not answer 200 or the sign is not true.
"""

import json
import sys
import urllib.error
import urllib.request


def is_well(address: str, *signs: str) -> bool:
    # The container speaks to itself in plain http, by the name that is always allowed.
    headers = {"Accept": "application/json", "Host": "localhost"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=8) as response:  # noqa: S310
            facts = json.load(response)
    except (urllib.error.URLError, TimeoutError, json.JSONDecodeError):
        return False
    return all(facts.get(sign) is True for sign in signs)


if __name__ == "__main__":
    sys.exit(0 if is_well(*sys.argv[1:]) else 1)
