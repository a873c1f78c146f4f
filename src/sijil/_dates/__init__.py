"""The inside of `sijil.dates`: intervals, calendars, the rules of the grammar and how each is read."""
