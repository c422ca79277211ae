/** Paper: A4, black on white, with numbers on the sheets. What is folded away prints as its summary. */
export const PRINT = `
@page{size:A4;margin:12mm 13mm 14mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#333}}
@media print{
:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--line:#999;--fill:#f3f3f3;--link:#000;--bar:#999;--range:#000;--node:#fff;--edge:#333;--good:#000;--bad:#000}
body{display:block;max-width:none;padding:0;font-size:9.5pt;line-height:1.4}
h1{font-size:17pt}
h2{font-size:13pt;break-after:avoid}
h3{font-size:10.5pt;margin-top:10pt;break-after:avoid}
nav{position:static;max-height:none;overflow:visible;break-inside:avoid}
nav ol{columns:2}
nav a,summary{text-decoration:none}
.skip{display:none}
section{border:0;margin:14pt 0 0;padding:0}
.long section{break-before:page;margin:0}
.facts{font-size:9pt;margin-bottom:10pt}
.scroll{overflow:visible;border:0;margin:6pt 0}
table{font-size:8pt;line-height:1.3}
caption{padding:2pt 3pt}
th,td,.words,.sentences,tbody th{min-width:0;padding:2pt 3pt}
tbody th{max-width:58mm}
.amount{position:static;border-left:0;background:none}
caption span{position:static;max-width:none}
table code{white-space:normal;overflow-wrap:anywhere}
tr,figure,pre,.bars li,.figures,.answer{break-inside:avoid}
thead{display:table-header-group;break-after:avoid}
caption{break-after:avoid}
tbody tr:first-child{break-before:avoid}
tfoot{display:table-row-group}
details>summary{list-style:none;color:var(--soft)}
details>summary::-webkit-details-marker{display:none}
.folded{margin:6pt 0}
.figures{grid-template-columns:repeat(4,1fr);gap:6pt}
.figures dd{font-size:13pt}
.figures dt{font-size:8pt}
.answer{font-size:11pt}
.bars{columns:2;max-width:none}
section p,section li{font-size:8.5pt;margin:2pt 0}
pre{padding:4pt}
pre code{white-space:pre-wrap;overflow-wrap:anywhere}
.tall{display:block}
.wide{display:none}
.tall svg{max-height:24cm}
#signature{break-inside:avoid}
#signature tbody th,#signature tbody td{height:13mm}
}
`;
