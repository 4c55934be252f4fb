"""Time, as the law counts it: pure functions of facts and `as_of`. Standard library only."""
