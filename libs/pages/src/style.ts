import { PRINT } from './style-print';

/** Colours of both schemes. Text has a contrast of 4.5 or more against its ground (WCAG 2.2 AA). */
const COLOURS = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--fill:#f3f5f7;--link:#0550ae;--bar:#0969da;--range:#1b1f24;--node:#f6f8fa;--edge:#57606a;--good:#116329;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--paper:#0f1318;--ink:#e6e9ed;--soft:#a3adb8;--line:#3a434d;--fill:#191f26;--link:#79b8ff;--bar:#3b82d6;--range:#e6e9ed;--node:#1a2129;--edge:#a3adb8;--good:#5fd38a;--bad:#ff8f85}}
`;

const TEXT = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:84rem;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex="0"]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
main:focus{outline:0}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem;z-index:2}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .6rem;overflow-wrap:anywhere}
h2{font-size:1.45rem;line-height:1.25;margin:0 0 .75rem}
h3{font-size:1.1rem;line-height:1.35;margin:1.8rem 0 .5rem}
nav h2{font-size:1rem;margin:0 0 .4rem}
nav ol{margin:0;padding-left:2rem;font-size:.95rem}
nav li{padding:.1rem 0}
.facts{display:flex;flex-wrap:wrap;gap:.2rem 2rem;margin:0 0 1.5rem;color:var(--soft);font-size:.95rem;max-width:none}
.facts div{display:flex;gap:.5rem}
.facts dd{margin:0;color:var(--ink);overflow-wrap:anywhere}
section{border-top:1px solid var(--line);margin-top:2rem;padding-top:1.5rem}
p,ul,ol,dl{max-width:48rem}
.bars,.answer{max-width:none}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
pre{background:var(--fill);border:1px solid var(--line);border-radius:6px;padding:.75rem;overflow-x:auto;max-width:100%}
pre code{overflow-wrap:normal;white-space:pre}
.check{list-style:none;padding-left:0}
.check li::before{content:"\\2610";display:inline-block;width:1.6rem}
.steps dl{margin:.5rem 0 0}
.steps dt{font-weight:600;margin-top:.75rem}
.steps dd{margin:0 0 0 .25rem;padding-left:1rem;border-left:3px solid var(--line)}
.steps p{margin:.25rem 0}
summary{cursor:pointer;color:var(--link)}
.folded{margin:1rem 0}
.folded>summary{font-weight:600;padding:.35rem 0}
.answer{font-size:1.15rem;font-weight:600;border-left:5px solid var(--soft);background:var(--fill);padding:.7rem 1rem;margin:0 0 1.25rem}
.answer.good{border-color:var(--good)}
.answer.bad{border-color:var(--bad)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:0 0 1.25rem;max-width:none}
.figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end;border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}
.figures dd{margin:0;font-size:1.55rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
.figures dt{color:var(--soft);font-size:.88rem;line-height:1.35}
.figures .good dd{color:var(--good)}
.figures .bad dd{color:var(--bad)}
`;

const TABLES = `
.scroll{overflow-x:auto;margin:1rem 0;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}
caption{text-align:left;padding:.5rem .6rem;font-weight:600}
caption span{display:inline-block;position:sticky;left:.6rem;max-width:min(48rem,calc(100vw - 3.4rem))}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid var(--line);min-width:5rem}
thead th{background:var(--fill);white-space:nowrap}
tbody th{font-weight:400;overflow-wrap:break-word;min-width:8.5rem;max-width:20rem}
tfoot th,tfoot td{font-weight:650;border-top:2px solid var(--line)}
table code{white-space:nowrap;overflow-wrap:normal}
tbody th code{white-space:normal;overflow-wrap:break-word}
.number,.amount{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;min-width:0}
.amount{position:sticky;right:0;background:var(--paper)}
thead .amount{background:var(--fill)}
.words{min-width:14rem;width:32%}
.sentences{min-width:13rem}
.note{color:var(--soft);font-size:.9em}
td details ul,th details ul{margin:.25rem 0;padding-left:1.1rem}
td details,th details{white-space:normal}
`;

const PICTURES = `
figure{margin:1rem 0}
figcaption{font-weight:600;margin-bottom:.5rem}
.bars{list-style:none;padding:0}
.bars li{display:grid;grid-template-columns:1fr auto;gap:0 1rem;margin-bottom:.5rem}
.bars .sum{font-variant-numeric:tabular-nums}
.bar{grid-column:1/-1;width:100%;height:.6rem}
.bar rect{fill:var(--bar)}
.bar .range{fill:var(--range)}
.picture svg{display:block;height:auto;max-width:100%}
.wide{display:none}
.node rect{fill:var(--node);stroke:var(--edge);stroke-width:1.2}
.node .name{font-weight:600}
.node text,.edge text{fill:var(--ink);font-size:13px;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
.node .detail{fill:var(--soft);font-size:11.5px}
.edge path{fill:none;stroke:var(--edge);stroke-width:1.4}
.edge .tip{fill:var(--edge);stroke:none}
.edge text{font-size:11.5px}
.edge .back{fill:var(--paper)}
`;

/**
 * Narrow: the amounts stay in view while the rest of a table is scrolled. Wide: the contents stay beside the text. Pictures from left to
 * right only where they have the room: at 1024 px, beside the contents, their labels were 6 px high.
 */
const WIDTHS = `
@media (max-width:47.99rem){
h1{font-size:1.55rem}
h2{font-size:1.3rem}
.figures{grid-template-columns:repeat(auto-fit,minmax(8rem,1fr))}
.figures dd{font-size:1.3rem}
table{font-size:.88rem}
th,td{min-width:4.5rem;padding:.4rem .5rem}
tbody th{max-width:13rem}
.words{min-width:13rem}
.amount{border-left:1px solid var(--line);white-space:normal}
}
@media (min-width:62rem){
body{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:0 2.5rem;padding:1.5rem}
header{grid-column:1/-1}
nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}
main>section:first-child{border-top:0;margin-top:0;padding-top:0}
}
@media (min-width:80rem){
.wide{display:block}
.tall{display:none}
}
`;

/** The style of every page: readable from 390 px to A4, light and dark. */
export const STYLE = [COLOURS, TEXT, TABLES, PICTURES, WIDTHS, PRINT].join('');
