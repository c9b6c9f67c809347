// Shows the event "toast" {kind, text}, which the server sends in HX-Trigger; the text is
// percent-encoded, as headers carry ASCII alone. Good news leaves by itself, bad news waits.
const region = document.getElementById("toasts");
const STAYS_MS = 7000;

const icon = (kind) =>
  document.getElementById("toast-icons").content.querySelector(`[data-icon^="${kind}"]`).cloneNode(true);
const ICONS = { success: "check", warning: "exclamation", error: "x-circle", close: "x-lg" };

function prepare(toast) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", document.body.dataset.dismiss);
  close.append(icon(ICONS.close));
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  if (toast.dataset.toast !== "success") return;
  let timer = setTimeout(() => toast.remove(), STAYS_MS);
  for (const kind of ["mouseenter", "focusin"]) toast.addEventListener(kind, () => clearTimeout(timer));
  for (const kind of ["mouseleave", "focusout"]) {
    toast.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(() => toast.remove(), STAYS_MS);
    });
  }
}

document.addEventListener("toast", (event) => {
  const { kind, text } = event.detail;
  const toast = document.createElement("div");
  toast.className = `toast-card toast-${kind}`;
  toast.dataset.toast = kind;
  const sentence = document.createElement("p");
  sentence.textContent = decodeURIComponent(text);
  toast.append(icon(ICONS[kind] ?? ICONS.success), sentence);
  prepare(toast);
  // What is outside of a modal dialog can neither be seen nor pressed.
  const dialogs = document.querySelectorAll("dialog:modal");
  (dialogs[dialogs.length - 1] ?? document.body).append(region);
  region.append(toast);
});

document.addEventListener(
  "close",
  (event) => {
    if (event.target.contains(region)) document.body.append(region);
  },
  true,
);
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.contains?.(region) && event.detail.target !== document.body) {
    document.body.append(region);
  }
});

region.querySelectorAll("[data-toast]").forEach(prepare);
