"""A quarter's report as one HTML page that needs nothing else: no script, no network, no font, no picture."""

from __future__ import annotations

from collections.abc import Iterator

from rhythm.domain.report import Chart, Line, Report, Section
from rhythm.interop import svg
from rhythm.interop.svg import shown

MARK = '<meta name="generator" content="rhythm report">'
"""By this an earlier report is known from a file of somebody else's."""

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 Georgia, 'Times New Roman', serif; color: #1a1a1a; background: #fff; margin: 2rem auto;
  max-width: 42rem; padding: 0 1rem; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #999; break-after: avoid; }
ul { margin: 0; padding: 0; list-style: none; }
li { margin: .35rem 0; overflow-wrap: anywhere; break-inside: avoid; }
.line { white-space: pre-wrap; padding-left: 1rem; text-indent: -1rem; }
.detail { color: #444; font-size: .9rem; padding-left: 1rem; }
.answer { border-left: 3px solid #1f4e79; padding-left: .8rem; }
.answer .line { padding-left: 0; text-indent: 0; }
.words { columns: 18rem; column-gap: 2rem; color: #444; font-size: .9rem; }
.words li { margin: 0 0 .2rem; }
figure { margin: .5rem 0; break-inside: avoid; }
figcaption { color: #444; font-size: .9rem; }
svg { max-width: 100%; height: auto; font-family: inherit; fill: #1a1a1a; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } svg { max-height: 21cm; } @page { margin: 2cm; } }
"""

CAPTIONS = {
    Chart.WEEKS: "Full: escalations. Empty: the conflicts they belong to. Dashed frame: nothing was logged.",
    Chart.COUNTS: "Full bars: this quarter. Empty bars: the quarter before.",
    Chart.SHARES: "Full bars: share of attention. Empty bars: importance, out of 5.",
}


def report_html(report: Report) -> str:
    """The page. Whatever people typed stays text and can't become markup."""
    body = "\n".join(part for section in report.sections for part in _section(section))
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"{MARK}\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(report.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{shown(report.title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{shown(section.title)}</h2>"
    if section.chart is not None:
        yield f"<figure>{_chart(section, section.chart)}<figcaption>{CAPTIONS[section.chart]}</figcaption></figure>"
    # What a chart shows stands below it in words too, for whoever can't see it: small, so that it is not read twice.
    yield "<ul>" if section.chart is None else '<ul class="words">'
    yield from map(_line, section.lines)
    yield "</ul>\n</section>"


def _line(line: Line) -> str:
    kind = ' class="answer"' if line.key.startswith(("answer:", "later:")) else ""
    detail = "".join(f'<div class="detail">{shown(sentence)}</div>' for sentence in line.detail)
    return f'<li{kind}><div class="line">{shown(line.text)}</div>{detail}</li>'


def _chart(section: Section, chart: Chart) -> str:
    drawn = [line.drawn for line in section.lines if line.drawn is not None]
    if chart is Chart.WEEKS:
        return svg.weeks(drawn)
    if chart is Chart.COUNTS:
        return svg.bars(drawn)
    return svg.bars(drawn, (100, 5), (" %", " of 5"))
