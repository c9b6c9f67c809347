// Menus are popovers, which open and close without script. This adds arrow keys, and closes a menu
// once something in it was chosen.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu-list") ?? openedBy(event.target);
  if (!menu || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const items = [...menu.querySelectorAll("a, button")].filter((item) => item.checkVisibility());
  const at = items.indexOf(document.activeElement);
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = at < 0 && step < 0 ? items.length - 1 : (at + step + items.length) % items.length;
  items[next]?.focus();
  event.preventDefault();
});

function openedBy(element) {
  const menu = document.getElementById(element.getAttribute?.("popovertarget"));
  return menu?.matches(".menu-list:popover-open") ? menu : null;
}

document.addEventListener("click", (event) => {
  const item = event.target.closest?.(".menu-item");
  if (item) item.closest("[popover]")?.hidePopover();
});
