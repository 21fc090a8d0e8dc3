"""Conflicts of the sample that are not settled: at the threshold, put off, come back, amber, watching.

The weeks are chosen with care: only the first three have three occasions within 90 days, and the ones
under "amber" and "watching" never had.
"""

from __future__ import annotations

from rhythm.sample.scripts import ConflictScript, FixScript, rows

AT_THRESHOLD = (
    ConflictScript(
        "hold",
        "Seat hold time: Booking vs Fares",
        rows("""
    w57 @ruth in:hallway fares/booking =coached ~5m
    somebody doubled the basket timer for the sale and never put it back
    w41 @ruth in:sync booking/fares #ownership =decided cause:ownership_unclear moment:none ~15m
    Booking keeps seats blocked 20 min, Ruth says that's inventory she could have sold
    w26 @nadia in:1:1 booking/fares =coached cause:decision_right moment:none ~10m
    nadia wants a longer hold for families typing in six passports
    w10 @nadia in:1:1 booking/fares #ownership =coached cause:decision_right moment:none ~20m
    hold is down to 5 minutes in production and Nadia found out from support tickets
    w8 @ruth in:sync #ownership =coached cause:decision_right moment:none ~15m
    Who sets the seat hold, Booking or Fares? same argument, new numbers
    w8 in:sync booking/fares
    inventory timeout: ruth offers 8 min, nadia won't go under 12
    w5 @amara in:slack booking/fares #success_criteria =decided cause:decision_right moment:none ~25m
    Amara: abandoned baskets up 9%, blames the short reservation. Fares sees fill rate up 2
    w2 @nadia in:1:1 booking/fares #ownership cause:decision_right
    Kofi changed the hold config on a Friday evening again. N. furious
            """),
    ),
    ConflictScript(
        "sunset",
        "Switch-off of the old carrier API",
        rows("""
    w43 @yara in:slack carriers/app #roadmap =coached ~5m
    yara asks if anyone still needs the XML interface. app does, apparently
    w24 @vikram in:planning carriers/app #roadmap =deferred cause:misalignment ~10m
    v1 connectors: Vikram wants a date, Lotte wants to hear about it next year
    w9 @vikram in:1:1 carriers/app #launch_timing =coached cause:misalignment moment:none ~20m
    two API versions cost me one engineer, says Vikram. The app won't move off v1
    w9 @lotte in:1:1 app/carriers #launch_timing =coached moment:none ~15m
    11% of travellers on app versions that only speak to the old interface, Lotte wants six more months
    w6 @saoirse in:slack carriers/app =deferred cause:decision_right
    Saoirse announced the v1 shutdown in the carrier newsletter. nobody had told App
    w4 @lotte in:sync carriers/app #launch_timing =decided cause:decision_right moment:none ~30m
    end of v1, round four: date moved by me, nobody happy
    w1 @vikram in:portfolio carriers/app #roadmap cause:decision_right ~20m
    Connectors can't staff the new island lines while they keep the legacy endpoints alive for phones
            """),
    ),
    ConflictScript(
        "pager",
        "Night pager for shared services",
        rows("""
    w44 @thandeka in:1:1 foundations/booking #staffing =agreed cause:scope moment:none ~15m
    Thandeka: four people can't carry nights for everybody
    w27 @aroha foundations/carriers #staffing =coached cause:ownership_unclear
    Aroha got called at 3 for a carrier feed that isn't ours
    w11 @thandeka in:1:1 foundations/booking/carriers #staffing =coached cause:scope moment:none ~25m
    who is on call for the message queue at night - infra says whoever fills it
    w6 @nadia in:sync booking/foundations/carriers #staffing =coached cause:ownership_unclear moment:none ~20m
    rota again. Booking would join if Carrier Links does, Vikram says over his dead body
    w6 @vikram in:sync foundations/carriers #staffing
    and the standby money: carriers' people don't get any, FND's do
    w3 @thandeka in:1:1 foundations/booking #staffing =deferred cause:scope moment:org_design ~30m
    Two resignation hints because of the nights. T wants all teams in one on-call pool
            """),
    ),
)

CAME_BACK = (
    ConflictScript(
        "promo",
        "Promo codes: who sets the rules",
        rows("""
    w58 @beatriz in:hallway commercial/fares =coached ~5m
    influencer code, 30% off everything, incl. the routes we lose money on
    w46 @beatriz in:slack #success_criteria
    Beatriz counts 41 live codes, marketing plan says 12
    w43 @mateo in:phone commercial/fares #ownership =decided moment:none ~20m
    Mateo promised a code to three agencies before Ruth had seen it
    w28 @ruth in:1:1 commercial/fares #ownership =coached cause:decision_right moment:none ~15m
    Sales stacked two vouchers, we paid people to travel
    w24 @ruth in:staff fares/commercial =coached cause:decision_right moment:none ~10m
    discount stacking again, margin on the night ferry gone for a week
    w21 @mateo in:1:1 commercial/fares #launch_timing =decided cause:decision_right moment:none ~25m
    campaign goes out Thursday with or without pricing, says MV
    w18 @ioana in:slack commercial/fares #ownership =overrode cause:decision_right moment:none ~15m
    Ioana switched a partner code off mid-campaign. I switched it on again
    w7 @ruth in:1:1 fares/commercial #ownership =coached cause:decision_right moment:none ~20m
    a voucher without an end date, made by Comm in the admin tool, not through Fares as agreed
    w3 @mateo in:1:1 commercial/fares #ownership cause:decision_right ~20m
    Mateo: the two-day check by Fares kills every flash sale, his people went round it
            """),
        state="came_back",
        why="Every code comes to me because nobody holds the rule.",
        decided="w3.fri",
        fix=FixScript(
            "decision_right",
            "Fares decides the rules of every code, Commercial is consulted; answer within two working days.",
            "ruth",
            "came_back",
            "w14.tue",
            "w12.mon",
            "w3.fri",
        ),
    ),
)

PUT_OFF = (
    ConflictScript(
        "banner",
        "Words of the disruption banner",
        rows("""
    w53 @solveig in:slack care/app #ownership =coached ~10m
    solveig can't change the red bar in the app without a release
    w42 @lotte in:1:1 app/care =coached moment:none ~10m
    alert text had a typo for nine hours, nobody in app may edit it, nobody in Care was awake
    w30 @gwen in:slack app/care #quality =coached moment:quality_bar
    Gwen vs Care: "Your trip has changed" or "Your ferry is cancelled"
    w10 @lotte in:1:1 app/care #ownership =coached cause:overlapping_surfaces moment:none ~15m
    Care pushes banner text live at night, app's content review never sees it
    w7 @hyunwoo in:1:1 care/app #quality =coached cause:overlapping_surfaces moment:none ~20m
    HW: on a strike day he can't wait for a copy review, people stand in the harbour
    w4 @gwen in:hallway app/care =deferred ~5m
    banner said 'minor delay', boat was gone for good. Gwen wants the last word
    w2 @hyunwoo in:sync care/app #ownership =deferred cause:overlapping_surfaces moment:none ~15m
    two people edited the cancellation notice at once, travellers saw both
            """),
        state="later",
        why="Hyun-woo and Lotte try a shared word list first; I look again when the next strike is over.",
        decided="w1.wed",
        until_days=14,
    ),
    ConflictScript(
        "deletions",
        "Passenger deletion requests",
        rows("""
    w31 @agnieszka in:phone foundations/care =decided cause:ownership_unclear ~15m
    a passenger's lawyer asks for proof that his data is gone
    w12 @sergio in:slack foundations/care #ownership =delegated cause:ownership_unclear ~10m
    'delete my data' mails: Care forwards them, Sergio forwards them back
    w9 @thandeka in:1:1 foundations/insight/care #ownership =coached cause:ownership_unclear ~15m
    erasure queue at 140, legal limit is a month, nobody's job
    w6 @solveig in:staff care/foundations =deferred cause:service_desk moment:none ~20m
    Care says wiping a passenger is an infra task, FND says it's a service task
    w2 @klara foundations/insight #architecture =deferred cause:interface
    Klára can't purge people from the old dashboards without breaking the year comparison
            """),
        state="later",
        why="Second time. Legal answers on the retention of tickets next week; without it any owner is a guess.",
        decided="w1.thu",
        until_days=14,
    ),
)

AMBER = (
    ConflictScript(
        "refund_button",
        "Refund button in the app",
        rows("""
    w40 @leila in:planning app/care #roadmap =decided ~10m
    should the app let people refund themselves? Leila yes, Care afraid of the wave
    w23 @lotte in:1:1 app/care #priorities =coached cause:misalignment moment:none ~15m
    one-tap refund sits in review with Care since five weeks
    w7 @leila in:sync app/care #launch_timing =coached cause:misalignment moment:none ~15m
    Where to put the money-back button: first screen (App) or behind a chat (Care)
    w2 @hyunwoo in:1:1 care/app #success_criteria ~15m
    Care measured on fewer refunds, app on happy travellers. Button stays hidden until I say something
            """),
    ),
    ConflictScript(
        "kiosk",
        "Harbour kiosks: who supports them",
        rows("""
    w37 @agnieszka in:phone care/carriers #ownership =delegated cause:ownership_unclear ~10m
    Ticket machines at the island piers: printer down, ops calls everyone
    w25 @agnieszka in:1:1 care/carriers #ownership =coached cause:ownership_unclear moment:none ~15m
    kiosk software belongs to whom, asks A. for the second time this year
    w9 @padraig in:slack care #ownership =coached
    Pádraig spent 2 days on a pier with a screwdriver. is this what we pay him for
    w3 @agnieszka in:1:1 carriers/care #budget =deferred cause:ownership_unclear moment:none ~20m
    terminals: Ops will pay the hardware if one of my teams takes the support line
            """),
    ),
    ConflictScript(
        "test_systems",
        "Carriers' test systems",
        rows("""
    w45 @kofi in:slack fares/carriers #quality =coached ~5m
    Fares books real seats on the test line since there is only one
    w31 @vikram in:1:1 carriers/fares #priorities =coached cause:interface moment:none
    both teams on one carrier sandbox, Vikram's nightly run kills Kofi's day
    w10 @yara in:sync fares/carriers =delegated cause:interface moment:none ~10m
    sandbox fight: Yara has it booked till Friday, pricing tests wait
    w5 @kofi in:hallway carriers/fares #quality cause:interface ~5m
    Somebody at Connectors reset the test harbour in the middle of our price check
            """),
    ),
    ConflictScript(
        "translation",
        "Translations late for launches",
        rows("""
    w28 @lotte in:sync app/commercial #launch_timing =coached moment:none
    Polish and Greek missing on the day, commercial owns the agency, app gets the stars
    w8 @gwen in:slack app/commercial #launch_timing =coached cause:interface ~10m
    strings frozen Monday, agency delivers Thursday, release is Tuesday. every time
    w4 @lotte in:1:1 app/commercial #ownership =coached cause:ownership_unclear moment:none ~15m
    L wants to pick the translators herself, the budget is Mateo's
            """),
    ),
    ConflictScript(
        "senior_seat",
        "The open senior seat",
        rows("""
    w35 @vikram in:1:1 carriers/foundations #staffing =decided moment:org_design ~20m
    one backend headcount, Vikram and Thandeka each think it is theirs
    w21 @thandeka in:1:1 foundations/carriers #staffing =decided moment:org_design ~15m
    Thandeka interviewed Vikram's candidate for her own team
    w6 @vikram in:planning carriers/foundations #budget =deferred cause:scope moment:org_design ~15m
    seat is free again after the refusal and both have put it into their plan
    w1 @thandeka in:1:1 foundations/carriers #staffing moment:org_design ~10m
    T: without the senior no second on-call shift. V: without, no island lines
            """),
    ),
)

WATCHING = (
    ConflictScript(
        "cache",
        "Timetable cache out of date",
        rows("""
    w47 @vikram in:sync foundations/carriers #architecture =decided cause:interface moment:none ~15m
    Departure times six hours old on a storm day, infra caches, carriers corrects
    w32 @jorn in:slack foundations/carriers #architecture =coached cause:interface
    Jörn won't shorten the cache, the bill; Vikram won't push updates, the load
    w17 @yara in:1:1 carriers/foundations =coached ~10m
    stale timetable again on the island lines
    w1 @vikram in:1:1 carriers/foundations #architecture cause:interface
    cache of departures: V wants it gone, T wants a number for how fresh is fresh enough
            """),
    ),
    ConflictScript(
        "timetable_screen",
        "Timetable screen: App or Booking",
        rows("""
    w45 @leila in:planning app/booking #ownership =decided cause:overlapping_surfaces moment:none ~20m
    two departure boards, one in the app, one in the booking flow, they sort differently
    w24 @nadia in:1:1 booking/app #roadmap =coached cause:overlapping_surfaces moment:none
    App builds a timetable page that looks a lot like ours
    w5 @zhaoyu in:slack booking/app =coached ~5m
    Zhaoyu designed a connection view, Lotte's people had one in the drawer
            """),
    ),
    ConflictScript(
        "seat_map",
        "Seat map licence",
        rows("""
    w39 @fernanda in:sync booking/carriers #budget =decided ~10m
    Seat maps of the night trains: buy the drawing or draw it ourselves
    w19 @nadia in:1:1 booking/carriers #budget =delegated moment:none ~10m
    who pays for the map of cabins, Vikram's contract but Nadia's screen
    w3 @saoirse in:slack carriers/booking =delegated
    vendor raises the price of cabin plans by a third, S asks who cares
            """),
    ),
    ConflictScript(
        "consent",
        "Consent banner against the dashboards",
        rows("""
    w33 @farid in:portfolio insight/app #success_criteria =joint cause:misalignment moment:ambiguity ~20m
    a third of the traffic invisible since the new consent question, Farid wants the old wording
    w11 @farid in:slack insight/app #success_criteria =coached ~10m
    tracking: app asks politely, insight sees nothing
            """),
    ),
    ConflictScript(
        "sms",
        "SMS bill after disruptions",
        rows("""
    w52 @thandeka in:1:1 foundations/care #budget =decided moment:none ~10m
    text messages for one storm weekend: 38k, on infra's cost centre
    w36 @solveig in:slack care/foundations #budget =agreed
    Care wants to text everyone twice, Thandeka sees the invoice
    w9 @hyunwoo in:1:1 care/foundations #budget =coached cause:scope moment:none ~10m
    message budget used up in month two; push first, says T, nobody has push on a ferry, says HW
            """),
    ),
    ConflictScript(
        "accessibility",
        "Accessibility bugs before the audit",
        rows("""
    w59 @jelle in:slack booking/app #quality =decided moment:quality_bar ~10m
    screen reader stuck on the passenger form, each side says it's the other's component
    w42 @nadia in:1:1 booking/app #quality =coached moment:quality_bar ~15m
    contrast fixes wait behind features, audit in ten weeks
    w23 @lotte in:sync app/booking #priorities =coached moment:quality_bar
    Audit list: 31 findings, who takes the shared ones
    w6 @jelle in:slack booking/app #quality =delegated
    date picker still can't be used by keyboard
            """),
    ),
)

UNDECIDED = AT_THRESHOLD + CAME_BACK + PUT_OFF + AMBER + WATCHING
