// What every form has: no second submit while one is under way, buttons that wait for the required
// fields (data-complete), and a question before unsaved changes are lost (data-unsaved).
const changed = new Set();

// Typed text is asked about in any form, a choice only where it is saved by a button (data-unsaved).
const isTyped = (field) =>
  field.matches("textarea, input:not([type]), input:is([type=text], [type=email], [type=search], [type=number], [type=url])");

const isLost = (form) => form.isConnected && form.method === "post";
const ask = () => confirm(document.body.dataset.leave);

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
    if ("unsaved" in form.dataset || (isTyped(event.target))) changed.add(form);
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
  // Whose session has ended leaves to sign in, and what was typed is kept.
  if (document.getElementById("session-ended")?.open) return;
  if ([...changed].some(isLost)) event.preventDefault();
});

document.addEventListener(
  "cancel",
  (event) => {
    const lost = [...changed].filter((form) => isLost(form) && event.target.contains(form));
    if (lost.length > 0 && !ask()) event.preventDefault();
    else lost.forEach((form) => changed.delete(form));
  },
  true,
);

// A part of the page is about to be replaced, with a form in it that somebody is filling in.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target, requestConfig } = event.detail;
  if (requestConfig.headers["Diction-Background"]) return;
  const lost = [...changed].filter((form) => isLost(form) && target?.contains(form) && !form.contains(elt) && form !== elt);
  if (lost.length > 0 && !ask()) event.preventDefault();
  else lost.forEach((form) => changed.delete(form));
});

// What came back with a mistake is not saved either.
const markRefused = () => {
  for (const field of document.querySelectorAll("form [aria-invalid=true]")) changed.add(field.form);
};
document.addEventListener("htmx:load", markRefused);
markRefused();
if (document.activeElement === document.body) document.querySelector("main form [aria-invalid=true]")?.focus();

document.addEventListener("htmx:load", checkAll);
checkAll();
