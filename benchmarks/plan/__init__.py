"""The planner, its bounds and its checker against general solvers and the naive plan."""
