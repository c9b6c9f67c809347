// Shows data-tooltip (without script the title with the same text) at once, on hover and on focus, above everything.
const bubble = document.createElement("div");
bubble.className = "tooltip-bubble";
bubble.popover = "manual";
bubble.setAttribute("aria-hidden", "true");
let shown = null;

function show(element) {
  if (shown === element) return;
  hide();
  if (element.title) {
    // Kept for assistive technology, without the browser showing it a second time.
    element.setAttribute("aria-description", element.title);
    element.removeAttribute("title");
  }
  (element.closest("dialog:modal") ?? document.body).append(bubble);
  bubble.textContent = element.dataset.tooltip;
  shown = element;
  // A frame later: the focus may have come here while another popover was being shown.
  requestAnimationFrame(() => {
    if (shown === element && element.isConnected) place(element);
  });
}

function place(element) {
  bubble.showPopover();
  const box = element.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.left), innerWidth - bubble.offsetWidth - 8);
  const below = box.bottom + 6;
  const top = below + bubble.offsetHeight > innerHeight ? box.top - bubble.offsetHeight - 6 : below;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${top}px`;
}

function hide() {
  if (shown) bubble.remove();
  shown = null;
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const element = event.target.closest?.("[data-tooltip]");
    if (element) show(element);
    else hide();
  });
}
document.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
