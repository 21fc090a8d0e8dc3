"""What the director wrote after other meetings, oldest first, and the appreciation noted in between.

A line that is indented continues the note before it.
"""

from __future__ import annotations

DENISE = """
Wants fewer slides and earlier bad news. Can do the second at once.
Board asks why sale day went down. She took it on herself. I gave her the five causes on half a page.
Told her that conversion has two numbers and that I will end it. "Before the next board, please."
Loyalty is off. She said it in one sentence; it took us five months to get there.
Headcount flat. She left the split to me, so I had better split it well.
She asked which of my managers could do my job. Had one name and a half. She wants two.
Talked about me: I explain too long. Start with the ask.
Started with the ask. She decided in four minutes and we had coffee.
She is nervous about the carriers' contracts, two end at once. Wants to hear from Vikram directly. Fine, and I sit out.
Asked for a simple view of what still lands on my desk. Showed her the counts per area. She photographed it.
New competitor on the northern routes. No panic, but offline tickets matter more now.
Hyun-woo: she likes the pace. Reminded her, and me, that month four is not month fourteen.
Pager money: she will sign if the pool is one pool.
"""

MATEO = """
He sells before we build, I build before he sells. We wrote down one rule for each of us.
Lunch. His people think that my people say no for sport. Showed him what we said yes to.
Conversion sheet goes. He gave it up with a sigh and asked for a nicer chart in return. Fair.
Wants his own analyst. I'd rather fix the queue. He gives me until the quarter's end.
He apologised for the flash sale, unasked. The rule is too slow for him all the same.
Partner keys: he would approve partners himself, with a list, no committee. Matches what Thandeka wants.
Talked about Ruth. He respects her and is a bit afraid of her. I think they should meet without us.
Codes: two came past the agreed check. He says the check is the problem. I think we are both right, which is worse.
"""

AGNIESZKA = """
Kiosks. She has 40 of them, no owner, and patience for about one more storm.
Her shift leads want one number to call in a storm. So do mine.
Compared notes on new managers; hers take a year as well.
Agreed to run one storm drill together, half a day, both teams. Date is with her.
Ops refunds differ from ours at the desk. She will take our sheet, as soon as ours is one sheet.
She told me that Care answers faster since Hyun-woo. First outside proof.
Hardware money for the terminals is there if we take the support line. I need a team for it, not a hero.
"""

BERNARD = """
Told him about the sale day. He asked who had learned what, not who did what.
"You are still the best engineer in the meetings. Stop winning them."
He ran a group of ten teams on three questions, and wrote the answers down each quarter. Stole that.
Complained about Mateo for twenty minutes. He asked what Mateo would say about me. Ugh.
On Thandeka: don't decide for her that she doesn't want it. Ask again in half a year.
Talked about when to go. Not now.
Showed him the list of what comes back to me. He pointed at the coached ones: "that's you, being kind."
"""

SKIP_NOTES = {
    "chris_p": """
Knows he is sharp in reviews, now reads them again after lunch before he sends. Likes that Nadia told him straight.
Would like to lead the payment change. Asked what he'd hand over for it.
""",
    "amara": """
Loves the product, unsure who decides on fees. Says she learns most from Ioana.
Funnel test is hers. Nervous about the portfolio room, we talked about the first two sentences.
""",
    "tobias": """
Estimates feel like promises to him. Told him what I use them for.
Had an idea for the passenger form; sent him back to Nadia with it, he had already told her.
""",
    "zhaoyu": """
Two teams, one pen, finally. Says sign-off took three meetings a week and now takes none.
Wants a second designer before wanting a title. Noted.
""",
    "fernanda": """
Led the incident, slept badly, would do it again. Asked for a short course on running calls.
""",
    "jelle": """
Nobody reads test reports. He made them one line long and now they do.
Proud of the double-charge catch, prouder that Nadia told everyone.
""",
    "ioana": """
Runs the weekly price call. First one was terrible, she says, second one was short.
Ready for people. What would she do in the first week? Listen, she said. Fine answer.
""",
    "kofi": """
Thinks the hold is a number and not a question of faith. Would like to run both for two weeks and look.
Ruth asks him first now. He noticed.
""",
    "malik": """
Left pricing for inventory, same team, other work, much happier.
""",
    "beatriz": """
Goes home at six. Says that somebody must have said something.
Has a list of codes that nobody ends. It is a very good list.
""",
    "haruto": """
Cleaned station codes by hand three times. Hopes never to type "pier" again.
""",
    "chris_m": """
Good engineer, no idea what is expected of him. No goals written. Told him I'd make sure, through Vikram.
""",
    "saoirse": """
Carriers call her, not the hotline. She likes it and it will break her.
Newsletter slip: she thought that the date was settled. It was, in one of two rooms.
""",
    "anton": """
Bored, polite about it. Would build the generic connector for free.
""",
    "yara": """
Roadmap goes out under her name. She checks on Mondays whether it has changed. It hasn't.
Took the station list because nobody loved it. I like how she works.
""",
    "pilar": """
Came from ferries, knows why departure times lie. Should tell the app people.
""",
    "minseo": """
Stood on piers for two days with four phones and counted bars. Best research of the year.
Would rather not be asked about booking's flags ever again, with a smile.
""",
    "oskar": """
Knows what is missing for lead, can say it in his own words. That was not so last time.
""",
    "leila": """
One page with Lotte on who decides what. She carries it in her phone case.
Worried that the refund button gets lost between two goals. It is.
""",
    "rafael": """
Knows who his boss is now. Build meeting is his and he prepares for it.
""",
    "gwen": """
Does content for three teams and belongs to one. Three homes on paper, she doesn't mind which, only when.
""",
    "solveig": """
Runs the strike room. Calm. Should train the others.
Didn't get the job, stayed, says why: he asked for her view in the first week and used it.
""",
    "mustafa": """
Handover notes were late because he writes them for himself. We looked at one together.
""",
    "padraig": """
Kiosk days. He fixed 6 printers and a fence. Wants to know whether that counts.
""",
    "jorn": """
Writes things down now, under protest. The on-call page is the best we have.
Nights are fair since the rota, money isn't. He says it without heat.
""",
    "aroha": """
Was woken for a feed that isn't ours and fixed it anyway. Wants the course, gets the course.
""",
    "sergio": """
A yes has three conditions, he has them on a card. People come earlier since the card.
""",
    "farid": """
Would rather be the person who chooses the questions than "lead".
Counts who asks him and how often: 41 requests in a month, most of them from four people.
""",
    "klara": """
Back after six weeks. Said thank you for the quiet. The team had kept her queue empty.
""",
    "imani": """
Wants to know for whom she works: the team that asks, or the one she sits in.
Wrote the first sentence of the charter without knowing that it would be the first sentence.
""",
}

OTHER_NOTES = {"denise": DENISE, "mateo": MATEO, "agnieszka": AGNIESZKA, "bernard": BERNARD, **SKIP_NOTES}

PRAISE = """
47 thandeka | Read out her own three causes first in the sale day review. It changed the room.
49 fernanda | Wrote the customer letter after the outage in plain words. Support used it unchanged.
46 kofi | Explained the price engine to twelve new people without one acronym.
43 zhaoyu | Gave a junior's sketch the credit in front of Denise.
17 lotte | Said no to both teams, with reasons, and stayed for the questions.
39 aroha | Evened out the rota with a spreadsheet and a lot of patience.
38 jelle | Found the double charge before a single passenger paid it.
36 farid | Deleted his own favourite metric so that we have one.
17 nadia | Stayed off the incident call. I know what it cost.
31 beatriz | Voucher list that ended a two-week argument in four minutes.
28 saoirse | Drove to the harbour office and came back with the missing feed.
12 thandeka | "I don't know, Friday." In front of the whole board table.
23 solveig | Ran the strike room for eleven hours and sent everyone home on time but herself.
24 ruth | Asked Kofi first and spoke last.
3 yara | Took the list that nobody wanted and made it right in three weeks.
17 oskar | Reviewed eighty screens for the big text setting, unasked.
14 minseo | Two days on piers, four phones, one page of facts.
4 imani | The first sentence of the charter.
30 vikram | Clear no to Mateo, in writing, with another way that worked.
8 hyunwoo | Told the team what he didn't know. They told him.
7 jorn | On-call page that a tired person can follow at three at night.
5 amara | Said "the test failed" on slide one.
2 nadia | Thanked Lotte for the new checkout before anybody thanked her.
1 ebony | Rolled back in four minutes and wrote down why.
"""
