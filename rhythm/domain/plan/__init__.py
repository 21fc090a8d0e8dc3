"""The planner: whom to meet on which day at what time, so that nobody drops off. Values in, a plan out.

`making.make_plan` is the way in, and `making.Obstacles` says why a time will not do. Below it, in the order of work:
`board` holds what stands, `series` places everybody with a standing slot, which `slot_choice` weighs, `pool` says who
is to be met once in the quarter, `network` and `costs` what each week would cost, `flow` chooses weeks, `slots` days
and times, `skip_levels` repeats that until it works out, `reasons` has the words. `free` and `diary` are the time
itself, `values` what goes in and comes out. `drift` stands apart: how far meetings that were held slipped from their
cadence.
"""
