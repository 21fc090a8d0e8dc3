"""The planner: whom to meet on which day at what time, so that nobody drops off. Values in, a plan out."""
