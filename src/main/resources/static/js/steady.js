// Parts of the page that ask again by themselves leave people alone: an open menu, or a field that
// has the focus, holds the new part back; and how far a part is scrolled, what in it has the focus,
// is unfolded or typed outlives its replacement.
const AGAIN_MS = 1000;
const TYPED = "textarea, input:is(:not([type]), [type=text], [type=search], [type=email], [type=url], [type=number])";
const NAMES = ["popovertarget", "href", "formaction", "name"];

const isAsker = (elt) => /^load |from:body/.test(elt.getAttribute?.("hx-trigger") ?? "");

const isHeld = (part) =>
  Boolean(part?.querySelector(":popover-open")) ||
  (part?.contains(document.activeElement) && document.activeElement.matches(`${TYPED}, select`));

const askLater = (elt) =>
  setTimeout(() => {
    if (elt.isConnected) window.htmx.ajax("GET", elt.getAttribute("hx-get"), { source: elt });
  }, AGAIN_MS);

document.addEventListener("htmx:confirm", (event) => {
  const { elt, target } = event.detail;
  if (event.defaultPrevented || !isAsker(elt) || !isHeld(target)) return;
  event.preventDefault();
  askLater(elt);
});

// Where an element stands: in the nearest one with an id, or the row of a link; from there by position.
function placeOf(element, part) {
  const steps = [];
  for (let node = element; node !== part; node = node.parentElement) {
    const link = node.matches("tr") && node.querySelector("a[href]");
    const root = node.id ? `#${CSS.escape(node.id)}` : link && `tr:has(a[href="${CSS.escape(link.getAttribute("href"))}"])`;
    if (root) return { root, steps, tag: element.tagName };
    steps.unshift([...node.parentElement.children].indexOf(node));
  }
  return { root: null, steps, tag: element.tagName };
}

function elementAt({ root, steps, tag, name }, part) {
  const start = root ? part.querySelector(root) : part;
  const found = steps.reduce((node, step) => node?.children[step], start);
  if (found?.tagName === tag && (!name || found.getAttribute(name.key) === name.value)) return found;
  return name ? [...part.querySelectorAll(tag)].find((one) => one.getAttribute(name.key) === name.value) : null;
}

const all = (part, selector) => [...part.querySelectorAll(selector)];

function stateOf(part) {
  const focused = part !== document.activeElement && part.contains(document.activeElement) ? document.activeElement : null;
  const key = focused && NAMES.find((name) => focused.hasAttribute(name));
  return {
    scrolled: all(part, ".grid-scroll").map((one) => [placeOf(one, part), one.scrollTop, one.scrollLeft]),
    unfolded: all(part, "details:not([data-banner])").map((one) => [placeOf(one, part), one.open]),
    typed: all(part, TYPED)
      .filter((one) => one.value !== one.defaultValue)
      .map((one) => [placeOf(one, part), one.value]),
    focused: focused && { ...placeOf(focused, part), name: key && { key, value: focused.getAttribute(key) } },
  };
}

function restore({ scrolled, unfolded, typed, focused }, part) {
  for (const [place, open] of unfolded) {
    const one = elementAt(place, part);
    if (one) one.open = open;
  }
  for (const [place, value] of typed) {
    const field = elementAt(place, part);
    if (!field || field.disabled) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const [place, top, left] of scrolled) elementAt(place, part)?.scrollTo({ top, left, behavior: "instant" });
  if (focused && !part.contains(document.activeElement)) elementAt(focused, part)?.focus({ preventScroll: true });
}

// By request: who asked, and what was there before the answer.
const askers = new WeakMap();
const kept = new WeakMap();

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (isAsker(elt)) askers.set(xhr, elt);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, shouldSwap } = event.detail;
  const asker = askers.get(xhr);
  if (!shouldSwap || !asker) return;
  if (isHeld(target)) {
    event.detail.shouldSwap = false;
    askLater(asker);
  } else {
    kept.set(xhr, { id: target.id, state: stateOf(target) });
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const before = kept.get(event.detail.xhr);
  if (!before?.id || event.target.id !== before.id) return;
  kept.delete(event.detail.xhr);
  restore(before.state, event.target);
});
