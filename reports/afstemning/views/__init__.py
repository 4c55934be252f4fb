from reports.afstemning.views.answering import questions_on, take_back
from reports.afstemning.views.closing import approve, discard, roll_back, take_over
from reports.afstemning.views.reviewing import decide, review
from reports.afstemning.views.sending import new_source, send, source

__all__ = [
    "approve",
    "decide",
    "discard",
    "new_source",
    "questions_on",
    "review",
    "roll_back",
    "send",
    "source",
    "take_back",
    "take_over",
]
