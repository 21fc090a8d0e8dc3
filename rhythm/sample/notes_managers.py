"""What the director wrote after one-to-ones with managers, oldest first; each note is used once.

A line that is indented continues the note before it.
"""

from __future__ import annotations

NADIA = """
Took over the basket rewrite herself "for two weeks". Asked her which of her people learns nothing that way.
Hiring for quality: three candidates, she likes the loudest. Wants me in the last round, I said I trust her with it.
She wants the Porto question closed before goals are set. So do I.
Walked me through the checkout numbers, clear and short. Best she has done so far.
Tired. Sale day took the weekend. Will take Monday off if Fernanda covers.
Amara and Tobias don't talk about estimates, they trade them. She will sit in once and say nothing.
Asked for my opinion on the payment provider. Turned it round: what would you need to know to decide it?
  She knew all of it already.
Design sign-off: she gave up the veto without being asked to. Zhaoyu has the pen now.
Long talk about Chris P: strong, blunt, reviews like a surgeon. She has told him in passing, never sat down for it.
Feedback to Chris given. Wrote it down first, read it out, he took it. She was shaking, she says. Proud of her.
Roadmap review went round in circles as nobody said what we drop. In the next one she starts with the cut list.
One-to-one in the car park, literally. Her train was cancelled, the irony was not lost on us.
Quality: Jelle found the double charge before anybody paid twice. She wants to tell the whole floor, good.
Says she is the bottleneck for reviews and knows it. Two of hers start approving each other from Monday.
Next step for her? A second team some day. Told her honestly: when Booking runs a month without her.
Goal talk. She rates herself lower than I do on planning and higher on delegation. I showed her the
  five calls that came to me although they were hers.
Planning poker with levels: she said consult, I said agree. We were one apart and it still took half an hour.
Fernanda led the incident call. Nadia stayed off it, with effort.
First month in which nobody from Booking came to me past her. She noticed before I did.
Team health answers are in: fairness up, clarity down. She asked the team why, not me.
Server-driven checkout works. She thanked Lotte in front of everyone.
Talked about her mother, moved the rest to Thursday.
Amara may present the funnel test herself in the portfolio review. Nadia sits in the second row.
Seat hold, again. She brings me the argument instead of Ruth. Asked her when she and Ruth last ate lunch together.
Busy, short one. Wants a straight answer on the hold by next week, mine or theirs, she no longer minds which.
"""

RUTH = """
Price engine freeze holds. She decided it alone and told me after, as it should be.
Ruth wants the analyst seat back. Her case is thin: two slides, no number. Asked for one number.
She came with the number. It is a good number.
Her people like her; Kofi told me so unasked. What they miss is a decision on a bad day.
Malik wants to leave pricing. She took it personally for ten minutes and then made a plan.
Argued with Nadia in the corridor, loud enough for two floors. Both came to me, separately. Sent both back.
Prepared the yearly price frame, asked for half an hour with Denise without me. Yes.
Denise says Ruth was the clearest voice in the room. Passed it on word for word.
She holds eleven projects open. We closed four with a pencil. She kept the pencil.
Beatriz works till nine. Ruth didn't know, or didn't look. She looks now.
Cabin fares: wrong for two days on one route, she found it, called the carrier herself, wrote it up the same evening.
Vouchers. I would like her to fight this one with Mateo instead of through me. She would like that less.
Coaching: in the next pricing review, ask Kofi first and speak last.
She asked Kofi first. The meeting took 20 minutes less and one idea was his.
Her notes for the calibration are sharp, with dates. I will copy the form.
Ioana is ready for more, she says. I asked what Ruth would stop doing to make room. No answer yet.
Gave Ioana the weekly price call. No net.
She misses being close to the numbers. So do I, told her. It doesn't go away.
Half of the time on promo codes. She says two working days are fair, Mateo says two hours. Nobody counted how long
  it really takes. She will count.
Worried that Care gives money away. I asked what amount she'd be fine not knowing about. Long silence. "400."
The count: median four hours, worst nine days. The nine days are the whole fight.
Would like to speak at a conference. Why not, what is the story? "How we stopped selling the same seat twice."
Station list handed to Carrier Links. She grumbled for one meeting and then never again.
Refund frame for the quarter set with Hyun-woo in one hour, without me. She sent a picture of the whiteboard.
The hold again. Her fill rate is real and so are Nadia's families. She will bring a proposal, not a complaint.
"""

LOTTE = """
First weeks done. Knows every name, has opinions on the build. Told her to keep the opinions warm for a month.
Wants to replace the release process in one go. Agreed: one step, then look.
Rafael doubts her, she feels it. We practised how she asks him for help instead of showing that she needs none.
Rafael now runs the build meeting. Smart.
She reads my messages at midnight. I stopped writing at midnight.
Porto people are hers now. Went there for three days, came back with a list and a cheese.
Leila and Lotte: who says what goes in? They wrote it on one page and signed it, half as a joke. It works.
App rating up to 4.4. She showed me the reviews that hurt, too.
She cried, briefly, about the reorg mail that went out with the wrong team name. My mail, my fault, said so.
She says yes too fast. Example: the kiosk screens. Asked her to answer the next three requests with "by Thursday".
Two of three answered "by Thursday". The third was from Denise.
Oskar wants to be lead. She told him what is missing, with two examples. He thanked her. This is new.
Content design has no home between App and Booking. Gwen asks for one. Lotte will write down three ways to do it.
Three ways on paper, she prefers the one that costs her Gwen. Respect.
Her plan for the offline pilot fits on a page: what we learn, what it costs, when we stop.
She wants numbers on how often people lose their network on piers. Insight has no time. She sent Min-seo with a phone.
Year one done. Said out loud what I see: she builds people. She looked at the floor.
Train cutoff: she stood in front of both teams and said no, with reasons. It held.
Peer review by Nadia: "I know where I am with her." Can't say it better.
Translations are a running sore. She asks me to take the budget from Mateo. First she should ask Mateo.
Since then nobody asked me about the train. She hasn't mentioned it, it is just how things are.
Has asked Mateo. He said maybe. It is a start.
Hyun-woo shadows her planning. She explains and he writes, both enjoy it.
Old interface: her data says eleven percent, Vikram's says six. Both true, different weeks. Farid counts.
Word list for strikes made with Hyun-woo. They disagree on one word, "delay". Let them.
"""

THANDEKA = """
Two teams, one calendar. We moved Insight's planning to the day after Foundations' so that she can be in both.
Jörn refuses to write things down. She has started writing them down badly on purpose; he corrects every line.
Told her that Insight feels like the second child. She knows. Half a day a week there from now on.
Hired Ebony against my advice. I was wrong. It is noted.
Sale day review: no blame, five causes, three with her name on. She read those out first.
Farid wants a title. She wants to give him a job. Good distinction, told her to tell him exactly so.
Security review: Sergio says no well and yes rarely. She will ask him for the conditions of a yes.
Nights. She shows me the pager counts per person. Aroha 14, Jörn 2. She hadn't looked before either.
Rota evened out. Jörn took it better than all of us thought.
Her budget is right to within one percent. Asked her to show the others how.
She asked me to decide cache or push. I asked who would have to live with it. "Vikram and I." Well then.
She would make a good director and I think she doesn't want it. Asked. She wants to think until the next plan stands.
Klára's father is ill. Thandeka had already sent her home and told the team, before any form.
She skipped the staff meeting to fix a deploy. I named it: it was Ebony's deploy.
Load windows run without her. She found out that one had happened from the calendar.
Wants to send Aroha to the site reliability course. Yes. Also wants to go herself. Also yes.
In front of Denise she said "I don't know, Friday". Denise told me that was the best moment of the review.
Keys for partners: she is tired of being a counter with a window. Drew the self-service on a napkin, kept it.
Argued with Vikram for an hour about the adapter and both came out laughing. I want more of exactly this.
Insight charter, first draft: a list of what they refuse. Asked for what they are for.
Second draft is good. One sentence at the top that Imani wrote.
Pager, and it is about money and sleep now. Two people hinted at leaving. I owe her an answer, not sympathy.
Farid will draw the order of the analysts' work on Mondays, a trial. She told the other managers before I could.
First trial draw at Insight. Mateo came in person, lost, and bought coffee.
Wants one pool for all nights. I asked for the version with five teams and the one with three. She has both already.
"""

VIKRAM = """
Carrier number thirty live. He forgot to tell anyone, Saoirse told me in the lift.
Does everything himself when it burns, and it burns a lot. Asked what Anton would do if he were on a plane.
He tried the plane: phone off for one afternoon. Anton fixed it, differently, fine.
Yara wants to own the carrier roadmap. He says she does. She says he rewrites it on Sundays. Both true.
Stopped the Sundays. Yara sent the roadmap out under her own name.
Feedback was vague ("be more proactive"). We rewrote it: "when a carrier is silent for two days, call them".
Chris M hasn't had a talk about his goals since he joined. V. knows. By when? "Soon" is not a date.
He said a clear no to Mateo, in writing, with an alternative. First time I have seen it.
Argues well with Thandeka, badly with Lotte. The difference: he has seen Thandeka's incident calls.
Asked him to spend a morning with the app people. He went. Came back with less certainty and two friends.
Anton bored, V. hadn't noticed. The generic connector could be his, if V. lets go of it.
Seven direct tasks on his list, six of them somebody else's. We crossed names.
Station list is theirs now. He doesn't love it. Yara does, so Yara has it.
Cancelled again by a carrier outage; we spoke ten minutes standing. He looks worn out.
Wants the date for the old interface from me. I want his and Lotte's, on one page. Ended cooler than I'd like.
"""

HYUNWOO = """
Day three. Has already sat with the phone agents for a full shift. Asked what I expect of him: wrote down
  five lines each, we compared, four matched.
He fixes tickets at night. Told him the team watches what he does more than what he says.
Solveig applied for his job and didn't get it. He spoke to her first, alone, in the first week. Good instinct.
First strike. Messy and fine. He asked for pricing's permission eleven times; nobody had told him he needn't.
His first hard talk: Mustafa and the missed handovers. We rehearsed it. He used a real example and stopped talking.
Reads the refund rule as "ask Ruth". Asked what he'd do if Ruth were on leave. His answer was right.
Month three, the dip. Misses building things. Told him it took me over a year.
The 400 euro rule is his now. He has decided 31 cases and told nobody. Exactly.
Month four: planned the team's quarter on one page, with Lotte's help. He leaves out what he doesn't know yet,
  next time write that down too.
"""

MANAGER_NOTES = {
    "nadia": NADIA,
    "ruth": RUTH,
    "lotte": LOTTE,
    "thandeka": THANDEKA,
    "vikram": VIKRAM,
    "hyunwoo": HYUNWOO,
}
