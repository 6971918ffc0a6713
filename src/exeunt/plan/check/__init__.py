"""The checker: any timetable against the rules R1 to R15, in whole numbers. It shares no code with the planner."""
