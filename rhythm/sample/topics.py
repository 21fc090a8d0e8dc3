"""Agenda items of the sample: who, when it was put on the list, and what became of it.

Tags at the end of the text say, as where one types a topic, whose it is, what it is for, and that it is private.
`open`; a number: discussed in the so-manieth held meeting after that week; `drop2`: dropped in the second.
"""

from __future__ import annotations

TOPICS = """
nadia w0 open | the hold: what would she accept, in numbers #clarity
nadia w1 open | who covers while Fernanda is on the course #theirs
nadia w2 open | second team: what has to be true first #clarity #private
nadia w4 2 | Amara in the portfolio review #theirs #coach
nadia w9 1 | hold went down to 5 minutes, how did we find out #culture
nadia w14 1 | goals of Chris P
nadia w19 2 | levels for the launch decisions
nadia w24 1 | train cutoff: what does she need
nadia w30 3 | quality bar for small fixes
nadia w37 1 | cut list before the roadmap review
nadia w44 2 | who signs off screens
nadia w51 1 | the payment provider
nadia w56 drop2 | floor plan
ruth w0 open | her proposal for the hold #theirs
ruth w2 open | vouchers: the count of answer times #theirs #clarity
ruth w3 open | Ioana's next step, and Ruth's #coach
ruth w6 1 | refund frame with Hyun-woo #clarity
ruth w11 2 | meet Mateo without me #coach
ruth w17 1 | what is she fine not knowing about
ruth w22 1 | eleven projects
ruth w28 2 | Beatriz and the late evenings
ruth w35 1 | analyst seat, one number please
ruth w41 1 | yearly price frame with Denise
ruth w50 3 | Malik
ruth w57 drop1 | pricing newsletter
lotte w0 open | translations: what did Mateo say in the end #theirs
lotte w1 open | end of the offline pilot, which number decides #clarity
lotte w3 open | a home for content design
lotte w5 1 | word list with Care #theirs #clarity
lotte w10 1 | old interface: one page with Vikram #clarity
lotte w18 2 | Oskar and lead
lotte w26 1 | late merges
lotte w33 1 | "by Thursday"
lotte w40 2 | page with Leila on who decides
lotte w47 1 | Porto trip
lotte w55 1 | reorg mail, say sorry
thandeka w0 open | one on-call pool: three teams or five #theirs #clarity
thandeka w1 open | standby money, what Denise said #theirs
thandeka w3 open | who could lead Insight #coach #private
thandeka w4 1 | how to try the Monday draw #theirs #coach
thandeka w12 2 | keys: the napkin
thandeka w17 1 | missed staff meeting
thandeka w25 1 | director some day? ask again
thandeka w8 2 | Insight charter, second draft #clarity
thandeka w39 1 | conditions of a yes (Sergio)
thandeka w46 1 | pager counts per person
thandeka w54 2 | half a day at Insight
thandeka w58 drop1 | office plants, really
vikram w1 open | date for the old interface, with Lotte
vikram w3 open | Chris M: goals, written down #clarity
vikram w4 open | the connector to Anton? #coach
vikram w9 1 | morning with the app people #coach
vikram w20 1 | names on his seven tasks
vikram w33 1 | "be more proactive" means what
vikram w45 2 | Yara and the Sundays
vikram w57 1 | what happens when he is on a plane
hyunwoo w0 open | what he decides now that nobody told him to #coach
hyunwoo w1 open | Mustafa, after the talk #theirs
hyunwoo w2 open | banner at night, who may #theirs #clarity
hyunwoo w3 1 | 400 euros, what came up #theirs #clarity
hyunwoo w10 1 | month three
hyunwoo w13 1 | Solveig's next step
denise w0 open | two names for my job
denise w2 open | pager money, one pool
denise w9 2 | carriers' contracts: Vikram reports himself
denise w21 1 | offline tickets against the northern competitor
denise w38 1 | conversion, one number
denise w50 2 | sale day, causes
mateo w1 open | check for flash sales: two hours or two days #theirs
mateo w5 open | partner list, who approves
mateo w12 1 | his own analyst #theirs
mateo w30 1 | one rule for each of us
mateo w52 2 | what does loyalty cost in a bad year
agnieszka w3 open | support line for the terminals
agnieszka w10 1 | storm drill
agnieszka w36 1 | desk refunds
bernard w2 open | coached again and again: what am I avoiding
bernard w22 1 | Thandeka
bernard w45 1 | three questions a quarter
chris_p w2 open | payment change, what would he hand over
amara w4 open | how did the portfolio room feel #coach
jelle w5 open | date picker: what keeps it from being fixed
beatriz w3 open | codes that nobody ends
malik w12 open | half a year in inventory
chris_m w14 open | goals written down?
anton w8 open | the generic connector
devika w1 open | first weeks, what surprised her
mai w2 open | what would she change first
nomvula w10 open | how do decisions reach her
ebony w1 open | rollback in four minutes
leila w2 open | refund button between two goals
aroha w3 open | course
mustafa w14 open | handover notes
minseo w20 1 | booking's flags
oskar w25 1 | what is missing for lead
zhaoyu w40 1 | two teams, one pen
kofi w30 1 | run both holds for two weeks
"""
