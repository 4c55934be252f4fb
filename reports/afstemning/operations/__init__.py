"""What the payment office does with a list. `from reports.afstemning import operations`."""

from cases.intake.operations import TooManyRows
from reports.afstemning.operations.answering import (
    DecidedSince,
    NotAsked,
    PeriodsChanged,
    Said,
    answer,
    take_back,
)
from reports.afstemning.operations.approving import (
    AlreadyClosed,
    Collided,
    ReviewChanged,
    UndecidedLeft,
    approve,
)
from reports.afstemning.operations.deciding import (
    ListLetGo,
    decide,
    discard,
    discard_expired,
    review_again,
)
from reports.afstemning.operations.newest import OlderThanLatest, SameListAgain
from reports.afstemning.operations.reviewing import ListFromTheFuture, ListWithoutPersons, review
from reports.afstemning.operations.rolling_back import (
    ChangedSince,
    NotApproved,
    TooLate,
    latest_day,
    roll_back,
)
from reports.afstemning.operations.sources import NameTaken, add_source, change_source
from reports.afstemning.operations.taking_over import ClosedToYou, NothingToTakeOver, take_over

__all__ = [
    "AlreadyClosed",
    "ChangedSince",
    "ClosedToYou",
    "Collided",
    "DecidedSince",
    "ListFromTheFuture",
    "ListLetGo",
    "ListWithoutPersons",
    "NameTaken",
    "NotApproved",
    "NotAsked",
    "NothingToTakeOver",
    "OlderThanLatest",
    "PeriodsChanged",
    "ReviewChanged",
    "Said",
    "SameListAgain",
    "TooLate",
    "TooManyRows",
    "UndecidedLeft",
    "add_source",
    "answer",
    "approve",
    "change_source",
    "decide",
    "discard",
    "discard_expired",
    "latest_day",
    "review",
    "review_again",
    "roll_back",
    "take_back",
    "take_over",
]
