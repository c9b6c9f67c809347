// What every form has: no second submit while one is under way, buttons that wait for the required
// fields (data-complete), and a question before unsaved changes are lost (data-unsaved).
const changed = new Set();

const submitters = (form) => form.querySelectorAll("button[type=submit], button:not([type])");

// Buttons switched off here; one that the server sent switched off stays so.
const ours = new WeakSet();

const setEnabled = (button, enabled) => {
  if (enabled && ours.delete(button)) {
    button.disabled = false;
  } else if (!enabled && !button.disabled) {
    button.disabled = true;
    ours.add(button);
  }
};

const setBusy = (form, busy) => {
  for (const button of submitters(form)) {
    if (!busy) {
      button.removeAttribute("aria-busy");
      setEnabled(button, !("complete" in form.dataset) || form.checkValidity());
    } else if (!button.disabled) {
      button.setAttribute("aria-busy", "true");
      setEnabled(button, false);
    }
  }
};

const check = (form) => {
  if (form.querySelector("[aria-busy=true]")) return;
  for (const button of submitters(form)) setEnabled(button, form.checkValidity());
};

const checkAll = () => document.querySelectorAll("form[data-complete]").forEach(check);

// A field may ask the server something of its own; only what sends the form makes it busy.
const formOf = (event) => {
  const sender = event.detail.elt;
  const form = sender?.matches?.("form, form button") ? sender.closest("form") : null;
  return form && form.method === "post" ? form : null;
};

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (!form) return;
    if ("complete" in form.dataset) check(form);
    if ("unsaved" in form.dataset) changed.add(form);
  });
}

document.addEventListener("reset", (event) => {
  changed.delete(event.target);
  setTimeout(checkAll);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  changed.delete(form);
  if (event.defaultPrevented || form.method !== "post") return;
  // After the browser has read which button was pressed.
  setTimeout(() => setBusy(form, true));
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (form) setBusy(form, true);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (form) setTimeout(() => setBusy(form, false));
});

// The page came back as it was left, its buttons still disabled.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => setBusy(form, false));
});

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

document.addEventListener(
  "cancel",
  (event) => {
    const lost = [...changed].some((form) => event.target.contains(form));
    if (lost && !confirm(document.body.dataset.leave)) event.preventDefault();
  },
  true,
);

document.addEventListener("htmx:load", checkAll);
checkAll();
