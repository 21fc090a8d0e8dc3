"""Decisions and precise feedback of the sample.

`nadia w3 decision & | text`: decided in the meeting of that week, `&` when it may be shared.
`ruth w2 feedback better | situation / behaviour / next time`: feedback, with what it says of how somebody develops;
one part alone is the behaviour. An indented line goes on with the one above.
"""

from __future__ import annotations

SAID = """
nadia w2 decision & | the hold stays at 10 minutes until the numbers of both teams are in
nadia w6 decision & | Zhaoyu signs off screens, nobody above her
nadia w11 decision | no second team before the spring plan
ruth w1 decision & | refunds to 400 euros are decided in Care, Ruth's team only hears of them
ruth w7 decision & | four of eleven projects stop this month
lotte w2 decision & | the pilot ends on one number: share of trips that opened the page offline
lotte w8 decision | Oskar is not ready to lead, asked again in spring
thandeka w1 decision & | the Monday draw is tried for four weeks, all teams told
thandeka w8 decision & | Insight's charter begins with what it does not do
vikram w9 decision & | Anton leaves the connector, date to be set with the app
hyunwoo w3 decision & | he decides refund cases to 400 euros alone and says only the number
denise w5 decision | headcount stays flat, proposal again in March
nadia w2 feedback better | portfolio review, Denise pushed for a date / asked which decision the date was needed
  for, and named two / begin with that question next time, before the slides
nadia w9 feedback same | sprint review / answered for Amara twice / count to five before you answer what was asked
  of somebody else
ruth w3 feedback better | fee test with bad numbers / stopped it herself and wrote why to everybody
ruth w12 feedback worse | hand-over to Care / sent the frame by mail at seven in the evening / walk through it with
  Hyun-woo before it is sent
lotte w1 feedback better | argument with Nadia's team on the train / drew both plans on one page and let them choose
  / do the same with Vikram and the old interface
lotte w15 feedback same | staff meeting / left the question about late merges to the end
thandeka w4 feedback better | first Monday draw / said no to three teams in the room, with the rule she used / let
  Farid run the fourth one
vikram w16 feedback worse | outage on the island line / joined the call and gave orders over Yara's / stay silent
  for ten minutes, then ask her what she needs
hyunwoo w1 feedback better | strike shift / let Solveig call the extra boat and backed her when it was asked about /
  tell the other leads how he decided to stay out
"""
