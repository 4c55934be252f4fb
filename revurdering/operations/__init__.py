"""What is done to a revurdering. `from revurdering import operations; operations.start(...)`."""

from revurdering.operations.acts import (
    AlreadyDone,
    NoRoundToAssess,
    NotYetHandedOver,
    OutcomeMissing,
    RevurderingAlreadyFinished,
    RevurderingAlreadyHandedOver,
    RevurderingAlreadyReceived,
    RevurderingAlreadyStarted,
    finish,
    hand_over,
    receive,
    start,
)
from revurdering.operations.corrections import (
    NotDone,
    NothingToCorrect,
    NotTheLatestAct,
    correct,
    undo_latest_act,
)
from revurdering.operations.lateness import NotLate, give_lateness_reason
from revurdering.operations.matching import REMATCHED, rematch
from revurdering.operations.tilflytning import (
    MovedTooLate,
    MoveGivesNothing,
    NoDayToMove,
    correct_tilflytning,
    register_tilflytning,
    withdraw_tilflytning,
)
from revurdering.operations.writing import (
    BeforeTheRound,
    DateInTheFuture,
    EditConflict,
    NotYetStarted,
    OutOfOrder,
    ReasonMissing,
)

__all__ = [
    "REMATCHED",
    "AlreadyDone",
    "BeforeTheRound",
    "DateInTheFuture",
    "EditConflict",
    "MoveGivesNothing",
    "MovedTooLate",
    "NoDayToMove",
    "NoRoundToAssess",
    "NotDone",
    "NotLate",
    "NotTheLatestAct",
    "NotYetHandedOver",
    "NotYetStarted",
    "NothingToCorrect",
    "OutOfOrder",
    "OutcomeMissing",
    "ReasonMissing",
    "RevurderingAlreadyFinished",
    "RevurderingAlreadyHandedOver",
    "RevurderingAlreadyReceived",
    "RevurderingAlreadyStarted",
    "correct",
    "correct_tilflytning",
    "finish",
    "give_lateness_reason",
    "hand_over",
    "receive",
    "register_tilflytning",
    "rematch",
    "start",
    "undo_latest_act",
    "withdraw_tilflytning",
]
