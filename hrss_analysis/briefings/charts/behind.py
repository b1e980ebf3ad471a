"""The columns of the frame behind a picture: what was drawn, and whose it is."""

PACED = ["no", "area", "period", "target", "actual", "completion", "expected", "gap_points", "status", "origin"]
PAST = ["no", "area", "period", "year", "month", "value", "origin"]
