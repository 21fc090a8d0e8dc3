"""Promises of the sample, with what was only asked for and what was agreed on.

`> nadia w30 7 5 | text`: mine (`<` theirs), made in the last talk up to that week, due after 7 days, done after 5. The
marks are those of notes: `?` asked of me, `?<` asked of them, `[]` an action of mine, `~` before a mark keeps it
private. `m2` moved twice, `x` dropped instead of done. `> nadia w2 open +3 | text`: open, due 3 working days after
today (`-3` before, `+0` today, `none` without a day).
"""

from __future__ import annotations

PROMISES = """
> thandeka w3 open -4 m2 | an answer on the on-call pool and the standby money
> nadia w2 open +0 | a straight word on the hold
> ruth w2 open +2 | tell Mateo that we count the answer times first
> lotte w3 open -2 m1 | ask Mateo about the translation budget
> lotte w1 open +4 | read the pilot page before she shows it
> hyunwoo w1 open +1 | bring him into the storm drill
> hyunwoo w2 open +8 | a mentor outside of the company
> vikram w4 open -7 m1 | half an hour with him and Lotte on the old interface
> vikram w3 open +6 | find out what the two contract ends mean for headcount
> denise w2 open +5 m1 | two names for my job, with evidence
> denise w1 open +3 | half a page on nights and money
> mateo w2 open +7 | invite him and Ruth, without me
> agnieszka w3 open -1 | name a team for the terminals
> bernard w2 open none | write down what I avoid with Vikram
> amara w4 open none | send her the talk about first sentences
? nadia w1 open none | two days a month for the team, without meetings
? ruth w2 open +6 | a seat in the pricing board, for Ioana
?< lotte w1 open +5 | one page on what changes for Care when the pilot ends
?< vikram w2 open none | let Yara run the outage review once
[] thandeka w1 open +3 | book the room at the data centre for the pool talk
[] hyunwoo w2 open +5 | put the strike drill into the calendar of both teams
~> nadia w1 open +4 | sound out Denise on a second team, before I raise hopes
> chris_m w19 open -12 m1 | make sure that he has written goals
> anton w21 open +10 | ask Vikram about the connector
> padraig w11 open none | say in front of the team that kiosk days count
< nadia w2 open +3 | proposal for the hold, with Ruth
< nadia w3 open -3 m1 | cover plan for Fernanda's course
< nadia w1 open +9 | cut list for the next plan
< ruth w2 open +3 | her half of the hold proposal
< ruth w1 open +5 | table of answer times for codes
< ruth w5 open -6 m2 | what she stops doing when Ioana leads
< lotte w1 open +6 | offline pilot: number that decides
< lotte w2 open +1 | word list with Care, version two
< thandeka w1 open +2 | pool with three teams and with five
< thandeka w4 open -5 m1 | plan for who leads Insight
< thandeka w2 open +0 | rules for partner keys to Mateo
< hyunwoo w1 open +4 | one page on who may change the banner
< hyunwoo w3 open none | note on what surprised him in four months
< vikram w4 open -9 m2 | written goals for Chris M
< vikram w3 open +2 | one date for the end of v1, agreed with the app
< mateo w2 open +4 | list of partners who may have keys
< agnieszka w3 open +10 | date of the storm drill
< denise w2 open none | a word with finance about standby money
< farid w2 open +5 | how often each team asked, first month
< saoirse w4 open -2 | list of people who call her directly
> nadia w58 7 4 | talk to facilities about the quiet room
> nadia w53 10 9 | first look at Amara's case for the fees
> nadia w49 5 8 | close the Porto question with Lotte
> nadia w43 7 6 | tell Zhaoyu myself that the pen is hers
> nadia w37 14 20 m1 | salary case for Fernanda
> nadia w31 7 7 | stay out of the cutoff until she asks
> nadia w25 5 2 | send the questions for the talk with Chris
> nadia w20 7 16 m1 | levels board, cleaned up
> nadia w12 10 8 | room for two designers in the plan
> nadia w7 5 5 | five calls that were hers, with days
> ruth w57 7 6 | half an hour with Denise for the price frame
> ruth w51 5 3 | find Malik a team to look at
> ruth w46 14 13 | talk to Farid about the elasticity cut
> ruth w39 7 18 m2 | answer on the analyst seat
> ruth w33 7 5 | notes from Denise's review, word for word
> ruth w26 10 10 | look at her list of eleven
> ruth w21 5 4 | ask Kofi how it felt to go first
> ruth w14 7 x9 | slot at the company meeting
> ruth w4 5 3 | say at staff that refunds to 400 are Care's
> lotte w56 3 1 | apology to the whole team for the mail
> lotte w50 14 12 | trip to Porto, together
> lotte w42 7 6 | back her up in front of Nadia's team
> lotte w35 5 13 m1 | test phones, the order
> lotte w17 7 3 | write to both teams about the cutoff
> lotte w19 10 9 | comments on three homes for content
> lotte w11 7 5 | ask Farid to count the old versions
> lotte w6 5 4 | tell Denise who planned the pilot
> thandeka w59 7 8 | read the incident review before Monday
> thandeka w55 14 14 | two days a month for Insight in my calendar
> thandeka w50 5 2 | admit at staff that I was wrong about the hire
> thandeka w44 7 21 m2 | pager counts to Denise
> thandeka w36 5 5 | one-page definition list, signed
> thandeka w7 7 6 | comments on the charter
> thandeka w23 10 7 | money for the reliability course
> thandeka w18 7 x12 | visit to the data centre
> thandeka w3 5 4 | tell all managers about the Monday draw
> vikram w58 7 6 | call the island carrier with him
> vikram w47 10 15 m1 | second engineer for the coach line
> vikram w38 5 3 | leave the carrier call to him and Yara
> vikram w24 14 9 | invite to the app's planning
> vikram w11 7 10 | ask Jörn for the cache bill
> hyunwoo w17 5 3 | five lines of what I expect
> hyunwoo w14 7 4 | sit in one strike shift, silent
> hyunwoo w11 5 2 | rehearse the talk with Mustafa
> hyunwoo w4 7 6 | tell Ruth's team whose rule it is
> denise w56 3 2 | five causes on half a page
> denise w45 7 7 | one definition before the next board
> denise w35 14 13 | proposal for a flat headcount
> denise w26 7 9 m1 | start with the ask, three times in a row
> denise w12 5 4 | counts per area of what lands on me
> mateo w50 7 7 | list of what we said yes to
> mateo w33 10 24 m2 | a chart that he likes
> mateo w14 5 4 | code rule on one page
> agnieszka w27 10 11 | someone to look at the printers
> agnieszka w9 14 13 | sheet with refund rules for her desk
> bernard w40 30 27 | three questions a quarter, written
> zhaoyu w30 14 12 | bring up a second designer
> fernanda w25 10 9 | course on running calls, the papers
> gwen w17 14 33 m2 | decide on a home for content
> sergio w21 7 6 | use his card in the portfolio review
< nadia w56 7 6 | talk with Chris P, a real one
< nadia w47 10 10 | who reviews instead of her
< nadia w33 7 12 m1 | goals for Amara
< nadia w22 5 4 | list of decisions she wants to own
< nadia w9 7 7 | one month without being asked, look back
< ruth w55 10 9 | case for the analyst with one number
< ruth w43 7 5 | close four of eleven
< ruth w29 7 14 m1 | talk to Beatriz about the evenings
< ruth w19 5 5 | ask first, speak last, twice
< ruth w7 10 6 | frame for refunds, one page
< lotte w54 14 12 | one step of the release process
< lotte w36 7 7 | two examples for Oskar
< lotte w21 10 17 m1 | three homes for content
< lotte w9 7 6 | count of old versions
< thandeka w52 14 13 | plan for nights in her team
< thandeka w8 7 6 | charter, first sentence first
< thandeka w20 5 x8 | essay about the cache
< thandeka w3 7 7 | trial of the Monday draw, told to all
< vikram w52 7 16 m1 | one afternoon without a phone
< vikram w30 5 5 | rewrite the feedback to Pilar
< vikram w13 10 24 m2 | names on the seven tasks
< hyunwoo w14 7 7 | shift with the phone agents, notes
< hyunwoo w3 7 5 | cases he decided, a number only
< mateo w22 10 12 | his sheet to the archive
< agnieszka w20 14 15 | desk refunds, three examples
< jorn w28 7 20 m1 | on-call page
< minseo w13 10 9 | facts from the piers
< beatriz w26 7 3 | voucher list
"""

GOOD_CALLS = """
w42 nadia quality | Fernanda and Jörn moved the load window between them, I read it in the calendar
w37 lotte launch_timing | held a release for a crash on old phones, told everyone, nobody argued
w32 ruth priorities | dropped the dynamic fee project after two weeks of bad numbers
w26 thandeka architecture | took the smaller queue, against Jörn's taste, with Jörn's help
w22 nadia success_criteria | ended a winning test early because it confused families
w18 lotte quality | big text setting in, two features out
w14 yara roadmap | turned down a carrier that would have cost more than it brings
w12 lotte launch_timing | first train without a call to me
w2 farid priorities | said no to three teams in the first draw and explained it
w1 hyunwoo ownership | 31 refund cases decided, not one seen by me
w6 zhaoyu quality | stopped a redesign a day before launch, Nadia backed it
w4 amara success_criteria | "the test failed", and the next one planned the same afternoon
w2 vikram priorities | moved Anton to the outage and told Mateo himself what slips
w1 solveig ownership | called the extra boat on a strike evening on her own account
"""
