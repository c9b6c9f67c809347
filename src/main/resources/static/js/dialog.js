// Links with data-dialog show the dialog of the page they lead to as a modal over this page.
const host = () => document.getElementById("dialogs");

const plain = (event) =>
  event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (link && plain(event)) {
    event.preventDefault();
    link.closest("[popover]")?.hidePopover();
    host().dataset.from = link.href;
    window.htmx.ajax("GET", link.href, { source: link, target: "#dialogs", swap: "innerHTML" });
    return;
  }
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
  const closer = event.target.closest?.("[data-dialog-close]");
  const dialog = closer?.closest("dialog");
  if (dialog?.matches(":modal")) {
    event.preventDefault();
    dialog.requestClose();
  }
});

// Where a person goes on: at what was refused, at what the dialog names, else at its first field.
const STARTS = ["[aria-invalid=true]", "[autofocus]", ".dialog-body :is(input, select, textarea):not([type=hidden])"];

function begin(dialog) {
  const start = STARTS.map((place) => dialog.querySelector(place)).find((found) => found);
  start?.focus();
}

document.addEventListener("htmx:load", () => {
  for (const dialog of host()?.querySelectorAll("dialog:not(:modal)") ?? []) {
    dialog.open = false;
    dialog.showModal();
    begin(dialog);
  }
});

// A dialog that was fetched is gone when closed; one that stands in the page stays.
document.addEventListener(
  "close",
  (event) => {
    if (host()?.contains(event.target)) event.target.remove();
  },
  true,
);

// Sent by the server in HX-Trigger when the work of a dialog is done.
document.addEventListener("dialog-close", () => {
  for (const dialog of host()?.querySelectorAll("dialog:modal") ?? []) dialog.close();
});
