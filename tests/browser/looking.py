"""Looking at a page as a guard does: axe, sideways scrolling, targets for a thumb."""

from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

from tests.browser.visiting import NARROW, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # off unless named, though it is of WCAG 2.2 AA
    "resultTypes": ["violations"],
}
_VIOLATIONS = """async options => (await axe.run(document, options)).violations.flatMap(
  found => found.nodes.map(node => `${found.id} at ${node.target.join(' ')}: ${node.html}`))"""
_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
_SMALL = """least => {
  const targets = 'a[href], button, select, textarea, summary, input:not([type=hidden])';
  const inText = one => one.matches('a') && getComputedStyle(one).display === 'inline';
  const rects = one => [one, ...(one.labels ?? [])].map(part => part.getBoundingClientRect());
  const isSeen = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && !one.closest('.unseen, .skip, [inert], dialog:not([open])') && rects(one).some(r => r.width > 1);
  const reach = one => {
    const all = rects(one).filter(rect => rect.width > 1);
    const box = [Math.min(...all.map(r => r.left)), Math.min(...all.map(r => r.top)),
                 Math.max(...all.map(r => r.right)), Math.max(...all.map(r => r.bottom))];
    return [box[2] - box[0], box[3] - box[1]].map(Math.round);
  };
  return [...document.querySelectorAll(targets)].filter(isSeen).filter(one => !inText(one))
    .filter(one => Math.min(...reach(one)) < least)
    .map(one => `${reach(one).join('x')} ${one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120)}`);
}"""
_COLORS_READ_ONCE = """(() => {
  const {Color} = axe.commons.color, read = Color.prototype.parseString, known = new Map();
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  };
})()"""
"""axe reads the same dozen colors a thousand times a page; half of a look was spent on that."""
THUMB = 44


@dataclass
class Look:
    """What was found on one page, as one person, in one language and light."""

    name: str
    violations: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)


def prepare(context: BrowserContext) -> None:
    """Let each page that a window opens bring axe along: handing it over anew takes longer."""
    context.add_init_script(AXE_SCRIPT + _COLORS_READ_ONCE)


def look(page: Page, name: str) -> Look:
    """Look at the page that is open in a prepared window; it is as wide as a phone afterwards."""
    return Look(name, violations(page), too_wide(page), too_small(page))


def violations(page: Page) -> list[str]:
    """Return what axe finds, with every rule of its tags and nothing left out."""
    return list(page.evaluate(_VIOLATIONS, _OPTIONS))


def too_wide(page: Page) -> list[str]:
    """Return what makes the page scroll sideways at 320 px."""
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    wide = page.evaluate(_WIDE) or ["something"] if scrolls else []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return list(wide)


def too_small(page: Page) -> list[str]:
    """Return targets a thumb might miss. A link within a sentence is as high as its line."""
    return list(page.evaluate(_SMALL, THUMB))
