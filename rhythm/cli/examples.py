"""An example of every command below a command, for its help and for what is said when something is missing."""

from __future__ import annotations

_EXAMPLES = """
rhythm conflict show 12
rhythm conflict rename 12 'Release date'
rhythm conflict merge 31 12
rhythm conflict split 12 --rows 40 --rows 41
rhythm conflict link 40 12
rhythm conflict same
rhythm conflict not-same 12 31
rhythm conflict test 12
rhythm conflict verdict 12 tension --why 'productive' --until 'in 8 weeks'
rhythm words list
rhythm words add vendor supplier
rhythm words remove 3
rhythm fix list
rhythm fix add 12
rhythm fix edit 7
rhythm fix effect 7 --on mon
rhythm fix verdict 7 held
rhythm review week --print
rhythm review quarter
rhythm review compare 'Q2 2026' 'Q3 2026'
rhythm review answers 3
rhythm people list
rhythm people show dana
rhythm people add 'Dana Okoye' --team Platform
rhythm people edit dana --team Growth
rhythm people move dana --to ilya
rhythm people leave dana
rhythm people archive dana
rhythm skip-levels told dana
rhythm skip-levels group dana noor chris --on thu
rhythm skip-levels routes
rhythm skip-levels route topic 12 manager
rhythm skip-levels finding noor 'on call load'
rhythm skip-levels findings dana
rhythm team list
rhythm team show platform
rhythm team add Payments
rhythm team edit platform
rhythm team charter platform --owns search
rhythm team checklist platform charter yes
rhythm team health dana role_clarity no
rhythm team interface platform growth 'events by Monday'
rhythm team pattern product_line --team platform
rhythm team overlaps
rhythm team questions
rhythm team archive platform
rhythm team restore platform
rhythm team merge platform growth
rhythm right list
rhythm right show platform roadmap
rhythm right set platform 'launch timing' --decider dana --level 6
rhythm right questions platform roadmap
rhythm right preset ai platform
rhythm right standard 'review checklist'
rhythm right free 'sprint length'
rhythm bench list
rhythm bench depth
rhythm bench show noor
rhythm bench add noor
rhythm bench edit noor
rhythm bench spot noor 'two teams ask her first'
rhythm bench test noor cross_team 'leads the billing move'
rhythm bench finish noor 'shipped on the day'
rhythm bench drop noor 'the project ended'
rhythm bench coach noor 'ask before you answer'
rhythm bench calibrate noor 'Ilya sees the same'
rhythm bench seen noor 'led the incident'
rhythm bench ready noor
rhythm bench role noor authority y
rhythm bench back noor
rhythm bench on noor
rhythm bench strike noor 4
rhythm bench leave noor
rhythm bench round noor 'all agreed'
rhythm clock list
rhythm clock set me '1 oct'
rhythm clock show ilya
rhythm clock tick ilya 2
rhythm clock untick ilya 2
rhythm clock add ilya assess 'meet the sales lead'
rhythm clock drop ilya 3
rhythm bet list
rhythm bet show search
rhythm bet add Search --bucket growth --importance 4
rhythm bet edit search
rhythm bet judge search 3 --why 'two launches'
rhythm bet decide search pause --review 'in 8 weeks'
rhythm bet link search meeting 12
rhythm evidence list
rhythm evidence add 'two teams merged' --area scale
rhythm evidence edit 4
rhythm evidence strike 4
rhythm story list
rhythm story sources
rhythm story add org_design --fix 7
rhythm story edit 2
rhythm story drop 2
rhythm growth show
rhythm growth card mateo --values 'margin'
rhythm growth check promotions y
rhythm growth read
rhythm calendar list
rhythm calendar confirm 3 dana
rhythm calendar ignore 3
rhythm calendar held dana
rhythm calendar missed dana
rhythm ritual list
rhythm ritual add 'Portfolio review'
rhythm ritual edit sync
rhythm ritual held sync --answered y
rhythm ritual keep sync
rhythm ritual stop sync
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
rhythm export person dana dana.md
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
