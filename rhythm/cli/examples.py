"""An example of every command below a command, for its help and for what is said when something is missing.

They speak of the sample organisation, so that each does something there: `rhythm --demo ...`. Numbers of promises and
of rows differ from day to day there; the lists name them.
"""

from __future__ import annotations

_EXAMPLES = """
rhythm conflict show 11
rhythm conflict rename 11 'The senior seat'
rhythm conflict merge 11 3
rhythm conflict split 11 --rows 40 --rows 41
rhythm conflict link 40 11
rhythm conflict same
rhythm conflict not-same 3 11
rhythm conflict test 3
rhythm conflict verdict 3 tension --why 'productive' --until 'in 8 weeks'
rhythm words list
rhythm words add vendor supplier
rhythm words remove 2
rhythm fix list
rhythm fix add 3
rhythm fix edit 3 --set goals='one list by May'
rhythm fix effect 3 --on mon
rhythm fix verdict 4 held
rhythm review week --print
rhythm review quarter
rhythm review compare 'Q2 2026' 'Q3 2026'
rhythm review answers structure
rhythm people list
rhythm people show nadia
rhythm people add 'Dana Okoye' --team Insight
rhythm people edit leila --reports-to nadia
rhythm people move ruth --to nadia
rhythm people leave leila
rhythm people archive mateo
rhythm skip-levels told nadia
rhythm skip-levels group lotte leila oskar --on thu
rhythm skip-levels routes
rhythm skip-levels route promise 12 manager
rhythm skip-levels finding leila 'on call load'
rhythm skip-levels findings lotte
rhythm team list
rhythm team show booking
rhythm team add Payments
rhythm team edit booking --alias Basket
rhythm team charter booking --owns search
rhythm team checklist booking charter yes
rhythm team health nadia role_clarity no
rhythm team interface booking fares 'prices by Monday'
rhythm team pattern product_line --team booking
rhythm team overlaps
rhythm team questions
rhythm team archive commercial
rhythm team restore commercial
rhythm team merge insight foundations
rhythm right list
rhythm right show booking roadmap
rhythm right set booking 'launch timing' --decider nadia --level 6
rhythm right questions booking roadmap
rhythm right preset ai booking
rhythm right standard 'review checklist'
rhythm right free 'where notes are kept'
rhythm bench list
rhythm bench depth
rhythm bench show leila
rhythm bench add yara
rhythm bench edit leila --sponsor mateo
rhythm bench spot yara 'two teams ask her first'
rhythm bench test min-seo cross_team 'leads the app review'
rhythm bench finish saoirse 'they answer the forms now'
rhythm bench drop saoirse 'the project ended'
rhythm bench coach leila 'ask before you answer'
rhythm bench calibrate amara 'Ruth sees the same'
rhythm bench seen leila 'led the incident'
rhythm bench ready amara
rhythm bench role leila authority y
rhythm bench back leila
rhythm bench on leila
rhythm bench strike amara 26
rhythm bench leave min-seo
rhythm bench round nadia 'all agreed'
rhythm clock list
rhythm clock set me '1 oct'
rhythm clock show hyun-woo
rhythm clock tick hyun-woo 4
rhythm clock untick hyun-woo 2
rhythm clock add hyun-woo assess 'meet the sales lead'
rhythm clock drop hyun-woo 16
rhythm bet list
rhythm bet show checkout
rhythm bet add Search --bucket growth --importance 4
rhythm bet edit checkout --importance 4
rhythm bet judge checkout 3 --why 'two launches'
rhythm bet decide barcode pause --review 'in 8 weeks'
rhythm bet link checkout meeting 12
rhythm evidence list
rhythm evidence add 'two teams merged' --area scale
rhythm evidence edit 4 --skill aligning_teams
rhythm evidence strike 4
rhythm story list
rhythm story sources
rhythm story add org_design --fix 7
rhythm story edit 2 --decide 'one owner, and a day'
rhythm story drop 2
rhythm growth show
rhythm growth card mateo --values 'margin'
rhythm growth check promotions y
rhythm growth read
rhythm calendar list
rhythm calendar confirm 2 mwangi
rhythm calendar ignore 3
rhythm calendar held vikram
rhythm calendar missed vikram
rhythm ritual list
rhythm ritual add 'Post-launch review'
rhythm ritual edit sync --every 2w
rhythm ritual held sync --answered y
rhythm ritual keep showcase
rhythm ritual stop showcase
rhythm import people team.csv --me me@acme.example
rhythm import escalations log.csv --dry-run
rhythm import inbox ~/notes/inbox.txt
rhythm import calendar work.ics --dry-run
rhythm import json ~/rhythm-json
rhythm import bench bench.csv
rhythm import bets bets.csv
rhythm import evidence evidence.csv
rhythm import teams teams.csv
rhythm export calendar rhythm.ics
rhythm export csv ~/rhythm-csv
rhythm export json ~/rhythm-json
rhythm export markdown ~/rhythm-notes
rhythm export escalations escalations.jsonl
rhythm export person nadia nadia.md
rhythm export html quarter.html
rhythm export teams teams.csv
rhythm export bench bench.csv
rhythm export bets bets.csv
rhythm export evidence evidence.csv
rhythm settings show
rhythm settings check
rhythm settings schema
"""


def example_of(prog: str) -> str:
    """The example of a command by its words, `rhythm people add`; nothing where there is none."""
    return next((line for line in _EXAMPLES.splitlines() if line == prog or line.startswith(f"{prog} ")), "")


def verbs_named(verb: str) -> tuple[str, ...]:
    """The commands below which there is one of that name, `people` and `team` for `edit`."""
    words = (line.split() for line in _EXAMPLES.split("\n") if line)
    return tuple(command for _, command, below, *_ in words if below == verb)
