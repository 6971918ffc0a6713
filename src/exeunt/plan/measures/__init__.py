"""The measures of a timetable: gradual, balanced, simultaneous, and what a defector could gain."""
