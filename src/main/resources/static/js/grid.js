// Keys of a grid: / goes to its filter, arrows go from row to row; Enter opens, as on every link.
const TYPING = "input, textarea, select, [contenteditable]";

const rowLinks = () =>
  [...document.querySelectorAll("[data-grid] tbody th a")].filter((link) => link.checkVisibility());

function toFilter() {
  const opener = document.querySelector("[data-grid] .grid-tools [popovertarget]");
  const popover = opener && document.getElementById(opener.getAttribute("popovertarget"));
  if (popover && !popover.matches(":popover-open")) opener.click();
  const field = (popover ?? document.querySelector("[data-grid]"))?.querySelector("input[type=search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

function toRow(key) {
  const links = rowLinks();
  if (links.length === 0) return false;
  const row = document.activeElement?.closest("[data-grid] tbody tr");
  const at = row ? links.findIndex((link) => row.contains(link)) : -1;
  if (at < 0 && (key === "Home" || key === "End")) return false;
  const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? links.length - 1 : at - 1, Home: 0, End: links.length - 1 }[key];
  links[Math.min(links.length - 1, Math.max(0, next))].focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  const free = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!free || event.target.closest?.(TYPING) || event.target.closest?.("[popover]")) return;
  if (document.querySelector("dialog:modal") || event.target.closest?.(".grid-scroll:focus")) return;
  const done =
    event.key === "/"
      ? toFilter()
      : ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) && toRow(event.key);
  if (done) event.preventDefault();
});
