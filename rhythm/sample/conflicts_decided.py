"""Conflicts of the sample that the director has answered: fixing, in effect, held, tension, closed."""

from __future__ import annotations

from rhythm.sample.scripts import ConflictScript, FixScript, rows

FIXING = (
    ConflictScript(
        "partner_keys",
        "API keys for partners",
        rows("""
    w31 @thandeka in:1:1 foundations/commercial #ownership =coached cause:ownership_unclear moment:none
    Commercial hands out test keys by mail
    w26 @mateo in:phone commercial/foundations =decided moment:none ~10m
    credentials for a trade fair demo, needed by tomorrow
    w14 @sergio in:sync foundations/commercial #quality =decided cause:ownership_unclear moment:none ~20m
    A reseller's key sat in a public repository, Sergio revoked it, Mateo's phone rang
    w11 @mateo in:1:1 commercial/foundations #priorities =coached cause:service_desk moment:none ~15m
    three weeks for a partner key! MV wants his own people to issue them
    w8 @saoirse in:slack carriers/commercial/foundations =coached cause:service_desk
    carriers asked for credentials too, same queue, same wait
    w5 @thandeka in:1:1 foundations/commercial #ownership =coached cause:service_desk moment:none ~25m
    her team is a key vending machine. 22 tickets for access last month
    w5 @mateo in:portfolio commercial/foundations #launch_timing =coached cause:service_desk moment:none
    Agency launch slipped as no key came in time
    w2 @sergio in:slack foundations/commercial =delegated
    self service keys: draft of the rules is with Mateo since a week
            """),
        state="fixing",
        why="Third time the queue was the story: keys become self-service, Foundations writes the rules only.",
        decided="w4.tue",
        fix=FixScript(
            "interface",
            "Partners make their own keys within limits that Foundations sets; Commercial approves the partner.",
            "thandeka",
            "decided",
            "w4.tue",
        ),
    ),
    ConflictScript(
        "insight_queue",
        "Everybody's question first in the Insight queue",
        rows("""
    w38 @farid in:1:1 insight/commercial #priorities =coached cause:service_desk moment:none ~15m
    Farid gets 'just one quick number' from four people a day
    w30 @nadia in:1:1 booking/insight #priorities =coached cause:service_desk ~10m
    analyst time for the basket test promised, then gone
    w27 @farid in:slack insight =coached
    F asks for a rule: who may ask, and how often
    w20 @thandeka in:1:1 insight/commercial/booking #priorities =decided cause:service_desk moment:none ~20m
    insight backlog: Mateo's board slide jumped ahead of the price experiment
    w18 @ruth in:sync insight/fares #priorities =coached cause:service_desk moment:none ~15m
    Ruth waits 3 weeks for an elasticity cut, commercial waits 3 days for a chart
    w17 @imani in:slack insight/booking =coached cause:service_desk ~5m
    Imani has two "most urgent" tickets, one from Nadia, one from Mateo
    w12 @amara in:staff insight/booking #priorities =overrode cause:service_desk moment:none ~15m
    analyst pulled off our funnel test for a pitch deck, without a word
    w9 @thandeka in:1:1 insight/commercial #priorities =coached cause:service_desk moment:none ~20m
    T. asks me to be the traffic light for analysts. no
    w6 @mateo in:phone commercial/insight #staffing =decided cause:service_desk moment:none ~15m
    MV would rather hire his own analyst than queue. told him no, then told him maybe
            """),
        state="fixing",
        why="Insight is run as a service desk. It gets a charter and a weekly intake instead of me as dispatcher.",
        decided="w3.thu",
        fix=FixScript(
            "charter",
            "Insight owns its order of work: two standing questions a team, one open slot a week, drawn on Mondays.",
            "thandeka",
            "decided",
            "w3.thu",
        ),
    ),
)

IN_EFFECT = (
    ConflictScript(
        "release_train",
        "App release train vs Booking changes",
        rows("""
    w46 @nadia in:1:1 booking/app #launch_timing =coached ~10m
    basket rewrite waits for the app store slot
    w38 @fernanda in:slack booking/app =delegated ~5m
    Fernanda merged on cutoff day, fine by her clock, late by Android's
    w30 @lotte in:sync app/booking #launch_timing =coached cause:interface moment:none ~15m
    Booking asked for a ride after the cutoff. Lotte said no, Nadia came to me
    w28 @nadia in:1:1 booking/app #launch_timing =decided cause:interface moment:none ~20m
    release train full, checkout fix left on the platform
    w26 @lotte in:1:1 app/booking #quality =coached cause:interface moment:none ~15m
    late merge by Chris P broke the iOS build the evening before submission
    w24 @minseo in:slack app/booking =coached cause:interface
    Min-seo doesn't want to babysit booking's flags any more
    w22 @nadia in:sync booking/app #ownership =decided cause:interface moment:none ~25m
    who may hold the train? Today: whoever shouts
    w19 @oskar in:slack app/booking #quality =coached moment:none ~10m
    android went out without the payment screen, both thought the other had tested
    w18 @nadia in:1:1 booking/app #launch_timing =coached cause:interface moment:none ~15m
    N wants to ship checkout without waiting two weeks for the app, web view or whatever
            """),
        state="in_effect",
        why="Three in five weeks, always the cutoff. The handoff is the problem, not the people.",
        decided="w17.thu",
        fix=FixScript(
            "interface",
            "Booking ships checkout as a server-driven screen; the train has one cutoff, Lotte alone may move it.",
            "lotte",
            "in_effect",
            "w17.thu",
            "w13.mon",
        ),
    ),
    ConflictScript(
        "station_codes",
        "Station codes: whose mapping",
        rows("""
    w44 @haruto in:slack fares/carriers #architecture =coached ~5m
    three codes for one harbour
    w32 @pilar in:slack carriers =coached
    a harbour that is also a bus stop, one id or two
    w25 @ruth in:1:1 fares/carriers #ownership =coached cause:ownership_unclear moment:none ~15m
    prices loaded on the wrong pier since Carriers renamed it
    w22 @yara in:sync carriers/fares #architecture =coached cause:interface moment:none ~20m
    mapping table lives in two places; yara edits one, Haruto the other
    w20 @kofi in:slack carriers/fares #quality =decided cause:interface moment:none ~15m
    Sold tickets to a stop that closed, 60 refunds
    w17 @vikram in:1:1 carriers/fares #ownership =coached cause:ownership_unclear moment:none ~20m
    Vikram: I deliver what carriers send. Ruth: then nobody cleans it
    w12 @haruto in:sync fares/carriers #ownership =decided cause:ownership_unclear moment:none ~15m
    location ids, third cleanup by hand this year
    w10 @ruth in:1:1 fares/carriers #architecture =deferred cause:ownership_unclear moment:none ~25m
    Ruth wants one list of stations with one name on it, any name but hers
    w4 @yara in:slack carriers/fares =delegated cause:interface ~10m
    duplicate stop for the new coach line, found by Yara herself, fixed same day, but it got to me
            """),
        state="in_effect",
        why="One table, one owner. Everything else was tried.",
        decided="w9.wed",
        fix=FixScript(
            "charter",
            "Carrier Links owns the station list and its quality; Fares reads it and reports, never edits.",
            "vikram",
            "in_effect",
            "w9.wed",
            "w7.mon",
        ),
    ),
    ConflictScript(
        "split_refunds",
        "Refund rules for split tickets",
        rows("""
    w40 @solveig in:slack care/fares =decided ~10m
    ferry cancelled, train fine: refund half or all?
    w33 @agnieszka in:1:1 care/fares #quality =decided moment:none ~15m
    Ops desk refunds the train leg too when only the boat is off, asks if that's still the policy
    w28 @solveig in:slack care/fares =coached cause:decision_right ~10m
    compensation for combined trips: phone says yes, mail says no
    w21 @ruth in:1:1 fares/care #ownership =coached cause:decision_right moment:none ~15m
    agents give full money back on combined tickets, Ruth carries the loss
    w18 @solveig in:staff care/fares #ownership =decided cause:decision_right moment:none ~20m
    split ticket policy: Solveig's version vs. Ioana's version, both on the intranet
    w14 @hyunwoo in:1:1 care/fares #quality =coached cause:decision_right moment:none ~20m
    new man, first week of strikes: which compensation rule may his people use without asking pricing
    w11 @ioana in:sync fares/care #success_criteria =coached cause:decision_right moment:none ~15m
    Refund rate is in Ioana's goals but the buttons are Care's
    w8 @hyunwoo in:1:1 care/fares #ownership =coached cause:decision_right moment:none ~25m
    14 cases parked until fares answers on two-leg journeys
    w6 @ruth in:sync fares/care #ownership =decided cause:decision_right moment:none ~20m
    half or full refund, I decided a single case again, for 230 euros
            """),
        state="in_effect",
        why="I was deciding refunds of 230 euros. That is a decision right that nobody had.",
        decided="w5.thu",
        fix=FixScript(
            "decision_right",
            "Care decides refunds up to 400 euros within Fares' yearly frame; Fares sets the frame once a quarter.",
            "hyunwoo",
            "in_effect",
            "w5.thu",
            "w3.mon",
        ),
    ),
)

HELD = (
    ConflictScript(
        "load_tests",
        "Load tests before sale days",
        rows("""
    w60 @jorn in:sync foundations/booking #priorities =coached ~10m
    performance run moved twice for booking, J. asks what it's for then
    w58 @thandeka in:1:1 foundations/booking #quality =coached cause:interface moment:none ~15m
    load test in the middle of Booking's demo, staging dead for a day
    w56 @nadia in:sync booking/foundations #priorities =coached cause:interface moment:none ~20m
    staging fight. infra needs it empty, Nadia needs it full
    w54 @jorn in:slack foundations/booking #quality =decided cause:misalignment moment:none ~20m
    Jörn says we have never tested with more than a third of sale traffic
    w51 @nadia in:1:1 booking/foundations #launch_timing =coached cause:misalignment moment:none ~15m
    Booking would skip the stress run, nothing changed since last time (everything changed)
    w49 @thandeka in:staff foundations/booking #quality =decided cause:interface moment:quality_bar ~30m
    sale day: 40 minutes down. Each had asked the other for a window
    w40 @fernanda in:slack booking/foundations =delegated
    test window overlaps with a release, sorted between them but Fernanda wanted me to know
            """),
        state="held",
        why="Every sale day the same question. It wants a rule, not me.",
        decided="w32.tue",
        fix=FixScript(
            "process_map",
            "A fixed window ten days before each sale; Foundations runs it, Booking freezes for it, no sale without.",
            "thandeka",
            "held",
            "w47.wed",
            "w46.mon",
            "w32.tue",
        ),
    ),
    ConflictScript(
        "design_signoff",
        "Design sign-off on checkout changes",
        rows("""
    w55 @gwen in:hallway app/booking =coached ~5m
    gwen found three wordings for 'pay now'
    w53 @zhaoyu in:slack booking/app #quality =coached moment:quality_bar ~10m
    checkout and app use different buttons, Zhaoyu was never asked
    w50 @lotte in:1:1 app/booking #quality =coached cause:overlapping_surfaces moment:quality_bar ~15m
    Gwen rewrote Booking's error texts and shipped them
    w47 @nadia in:1:1 booking/app #ownership =decided cause:overlapping_surfaces moment:none ~20m
    design veto by the app on a web page, Nadia wants to know since when
    w45 @zhaoyu in:sync booking/app #ownership =coached cause:overlapping_surfaces moment:none ~15m
    sign-off takes two designers, both on leave
    w44 @nadia in:staff booking/app #quality =decided cause:overlapping_surfaces moment:quality_bar ~25m
    Who says a screen is good enough? 25 minutes, eleven people
            """),
        state="held",
        why="Designers in three teams, and nobody with the last word.",
        decided="w28.thu",
        fix=FixScript(
            "decision_right",
            "Zhaoyu signs off everything between basket and ticket on all devices; Gwen signs off the words.",
            "nadia",
            "held",
            "w43.thu",
            "w42.mon",
            "w28.thu",
        ),
    ),
    ConflictScript(
        "conversion",
        "Two definitions of conversion",
        rows("""
    w57 @farid in:slack insight/commercial #success_criteria =coached ~5m
    Sales divides by visitors, we divide by searches
    w49 @mateo in:phone commercial/insight =coached ~10m
    MV doesn't trust our funnel numbers since the cookie thing
    w47 @nadia in:portfolio booking/insight/commercial #success_criteria =joint cause:misalignment moment:none ~20m
    conversion 3.1 or 4.4? depends on whose slide it is
    w45 @denise in:1:1 insight/commercial #success_criteria =coached cause:misalignment moment:executive ~20m
    Denise read two different numbers to the board, was not amused
    w42 @farid in:1:1 insight/booking/commercial #success_criteria =coached cause:misalignment moment:none ~15m
    Farid: pick one metric and I will delete the other
    w39 @mateo in:1:1 commercial/insight #ownership =decided cause:misalignment moment:none ~20m
    Mateo keeps his own sheet because the dashboard 'is for engineers'
    w36 @amara in:sync booking/insight #success_criteria =coached cause:misalignment moment:none ~15m
    experiment won by one definition and lost by the other
            """),
        state="held",
        why="We argue about the number instead of about the product.",
        decided="w19.wed",
        fix=FixScript(
            "escalation_rule",
            "Insight publishes one definition list; a number outside of it is not shown in the portfolio review.",
            "thandeka",
            "held",
            "w35.thu",
            "w33.mon",
            "w19.wed",
        ),
    ),
)

TENSION = (
    ConflictScript(
        "new_lines",
        "New lines fast vs connectors that last",
        rows("""
    w39 @vikram in:planning carriers/foundations #priorities =coached moment:none ~15m
    island line live in 3 weeks or done properly in 8
    w33 @saoirse in:slack carriers =coached moment:none ~10m
    Saoirse told a coach company 'two weeks', infra reads it in the minutes
    w28 @thandeka in:1:1 foundations/carriers #quality =coached moment:none ~15m
    feed monitoring for new carriers: before go-live or when there is time
    w25 @jorn in:sync carriers/foundations #architecture =joint moment:none ~20m
    Jörn vs Vikram about the adapter for coaches: copy the old one or write the third properly
    w19 @vikram in:1:1 carriers/foundations #roadmap =joint moment:ambiguity ~20m
    how many carriers before we build the generic connector
    w14 @jorn in:hallway foundations/carriers #architecture =coached ~10m
    J calls the last two integrations "held by tape"
    w11 @vikram in:sync carriers/foundations #priorities =joint moment:none ~25m
    speed against quality of the feeds, third time, both had good numbers
    w9 @thandeka in:1:1 foundations/carriers #quality =coached moment:none ~15m
    Thandeka would stop new lines for one quarter. Vikram would stop sleeping
    w5 @vikram in:sync carriers/foundations =joint ~15m
    Next line: they came with one proposal and two footnotes. good
            """),
        state="tension",
        why="Same assumptions, same goals, different weights. That is the argument I want them to have.",
        decided="w8.thu",
        until_days=84,
    ),
    ConflictScript(
        "margin",
        "Margin or conversion on the night routes",
        rows("""
    w54 @ruth in:1:1 fares/booking #success_criteria =joint moment:none ~15m
    whose target wins on the overnight cabins
    w38 @ruth in:portfolio fares/booking #success_criteria =joint moment:none ~20m
    Night route: 2 euros more margin or 1 point more conversion
    w30 @ruth in:1:1 fares/booking #success_criteria =coached moment:none ~15m
    R. would take the cheap seats off the first page, Nadia would rather take off her own head
    w21 @amara in:1:1 booking/fares #success_criteria =coached cause:misalignment moment:none ~15m
    fee shown early (Amara) or late (Ioana)
    w17 @ruth in:portfolio fares/booking #success_criteria =joint moment:none ~25m
    yield vs bookings, the yearly classic
    w12 @nadia in:1:1 booking/fares #success_criteria =coached moment:none ~15m
    price test on the basket page costs Booking its target, earns Ruth hers
    w10 @ioana in:sync fares/booking =joint moment:none ~20m
    Ioana and Amara each brought a chart, both right
    w6 @ruth in:portfolio fares/booking #success_criteria =agreed moment:none ~10m
    cabin prices: agreed between them, I nodded
            """),
        state="tension",
        why="One wants yield, one wants volume, and the company needs both to be argued for.",
        decided="w9.tue",
        until_days=84,
    ),
    ConflictScript(
        "offline_tickets",
        "Offline tickets: now or signed",
        rows("""
    w37 @leila in:planning app/foundations #roadmap =joint moment:ambiguity ~15m
    tickets without network: app has a prototype, security has a headache
    w22 @lotte in:sync app/foundations #launch_timing =coached moment:none ~20m
    Lotte: people stand on a pier without signal. Sergio: and with a screenshot
    w20 @sergio in:slack app/foundations #quality =joint moment:quality_bar ~15m
    unsigned barcodes on the phone, S says not with his name on it
    w14 @lotte in:1:1 app/foundations #launch_timing =joint moment:ambiguity ~20m
    launch on two small lines first? Risk is 4k a month, if that
    w12 @thandeka in:1:1 foundations/app #quality =joint moment:quality_bar ~20m
    thandeka wants fraud numbers of the pilot before line three
    w7 @lotte in:sync app/foundations =agreed ~10m
    offline pilot +2 harbours, both signed the note
            """),
        state="tension",
        why="Fast and safe pull, and every round made the plan better. I keep out until the pilot ends.",
        decided="w11.thu",
        until_days=84,
    ),
)

CLOSED = (
    ConflictScript(
        "loyalty",
        "Loyalty points in the basket",
        rows("""
    w57 @mateo in:1:1 commercial/booking #roadmap =coached moment:none ~20m
    points at checkout promised for the shareholders' day, not in Booking's plan
    w55 @nadia in:1:1 booking/commercial #priorities =coached cause:misalignment moment:none ~15m
    Nadia has it at place nine, Mateo at place one
    w54 @amara in:slack booking/commercial #roadmap =deferred
    bonus points: sales deck shows a screen that Zhaoyu never drew
    w52 @mateo in:portfolio commercial/booking #roadmap =decided moment:executive ~30m
    Loyalty: who pays the points? asked late
    w50 @fernanda in:slack booking/commercial #architecture =delegated
    points need a wallet, wallet needs a ledger, ledger needs a team
    w46 @denise in:1:1 commercial/booking #budget =joint moment:executive ~25m
    denise asks what the bonus programme costs in a bad year. nobody knew
            """),
        state="closed",
        why="The programme was stopped.",
        decided="w42.wed",
    ),
    ConflictScript(
        "porto",
        "Porto engineers: Booking or App",
        rows("""
    w60 @nadia in:1:1 booking/app #staffing =coached moment:org_design ~20m
    the four in Porto report to Booking and work for App
    w59 @lotte in:staff app/booking #staffing =coached moment:org_design ~15m
    Porto again: goals from one, praise from the other
    w56 @rafael in:hallway app #staffing =coached moment:org_design
    Rafael asks me who his boss is, smiling, not joking
    w53 @nadia in:1:1 booking/app #staffing =decided cause:scope moment:org_design ~30m
    moving two engineers over, Nadia wants a replacement first
            """),
        state="closed",
        why="They report to Lotte now; nothing left to decide.",
        decided="w49.mon",
    ),
)

DECIDED = FIXING + IN_EFFECT + HELD + TENSION + CLOSED
