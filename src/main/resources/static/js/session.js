// Warns before the session ends, and when it has ended keeps what was typed: the user signs in in
// another tab and goes on here, or signs in here and finds the forms filled in again.
const { user, session: address } = document.body.dataset;
const length = Number(document.body.dataset.sessionSeconds) * 1000;
const warning = Math.min(5 * 60_000, length / 4);
const ending = document.getElementById("session-ending");
const ended = document.getElementById("session-ended");
const tabs = new BroadcastChannel("diction-session");
let deadline = Date.now() + length;
let timer = 0;

// What was typed into the forms of a page, kept in this tab's storage while its user signs in again.
// Never passwords, files or hidden fields.
const KEY = "keptForms";
const HOUR_MS = 3_600_000;
const NEVER = ["password", "file", "hidden", "submit", "button", "reset", "image"];

const isSecret = (field) =>
  NEVER.includes(field.type) || /password|one-time-code/.test(field.autocomplete ?? "");

const isChanged = (field) => {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  }
  return ["checkbox", "radio"].includes(field.type)
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
};

const changedFields = (form) =>
  [...form.elements].filter((field) => field.name && !isSecret(field) && isChanged(field));

const pathOf = (form) => new URL(form.action, location.href).pathname;
const isToggle = (field) => ["checkbox", "radio"].includes(field.type);

const kept = {
  read() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY));
      return found && Date.now() - found.at < HOUR_MS ? found : null;
    } catch {
      return null;
    }
  },
  write(what) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(what));
    } catch {
      // Storage is switched off or full: nothing is kept.
    }
  },
  forget() {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // Storage is switched off: there is nothing to forget.
    }
  },
};

// why: "sent" with a form whose answer may be the sign-in page, "ended" when the session has.
function keep(user, why) {
  const forms = [...document.forms]
    .filter((form) => form.method === "post" && changedFields(form).length > 0)
    .map((form) => ({
      action: pathOf(form),
      dialog: form.closest("#dialogs") ? (document.getElementById("dialogs").dataset.from ?? null) : null,
      fields: changedFields(form).map((field) => [field.name, isToggle(field) ? field.checked : field.value, field.value]),
    }));
  if (forms.length > 0) kept.write({ at: Date.now(), user, why, path: location.pathname, forms });
}

function fill(form, fields) {
  for (const [name, value, option] of fields) {
    const field = [...form.elements].find(
      (one) => one.name === name && !isSecret(one) && (!isToggle(one) || one.value === option),
    );
    if (!field) continue;
    if (isToggle(field)) field.checked = value;
    else field.value = value;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}

// Fills in again what the same user had typed on this page before signing in; told tells of it.
function restore(user, told) {
  let what = kept.read();
  if (!what) return;
  if (!user) {
    // The sign-in page came instead of an answer.
    kept.write({ ...what, why: "ended" });
    return;
  }
  if (what.why !== "ended" || what.user !== user) {
    kept.forget();
    return;
  }
  if (what.path !== location.pathname) return;
  const opened = new Set();
  const fillIn = () => {
    const left = what.forms.filter((one) => {
      const form = [...document.forms].find((other) => other.method === "post" && pathOf(other) === one.action);
      if (form) fill(form, one.fields);
      return !form;
    });
    if (left.length < what.forms.length) told();
    what = { ...what, forms: left };
    if (left.length === 0) kept.forget();
    for (const { dialog } of left) {
      if (!dialog || opened.has(dialog)) continue;
      opened.add(dialog);
      document.getElementById("dialogs").dataset.from = dialog;
      window.htmx.ajax("GET", dialog, { target: "#dialogs", swap: "innerHTML" });
    }
  };
  document.addEventListener("htmx:load", () => what.forms.length > 0 && fillIn());
  fillIn();
}

const meta = (name) => document.querySelector(`meta[name="csrf-${name}"]`);

function toast(kind, text) {
  if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { kind, text: encodeURIComponent(text) } }));
}

// The state of the session; null once it has ended, undefined when the server cannot be reached.
async function ask(method) {
  const headers = { "HX-Request": "true" };
  if (method === "GET") headers["Diction-Background"] = "true";
  else headers[meta("header").content] = meta("token").content;
  try {
    const answer = await fetch(address, { method, headers, redirect: "manual" });
    if (answer.ok) return await answer.json();
    if (method === "POST" && answer.status === 403) return await ask("GET");
    return answer.status === 401 ? null : undefined;
  } catch {
    return undefined;
  }
}

// Forms of a page from before signing in again carry a token that is not valid any more.
function renew(token) {
  meta("token").content = token;
  for (const field of document.querySelectorAll("input[name=_csrf]")) field.value = token;
  for (const form of document.querySelectorAll("form[action*='_csrf=']")) {
    const action = new URL(form.action);
    action.searchParams.set("_csrf", token);
    form.setAttribute("action", action.pathname + action.search);
  }
}

function used(seconds) {
  deadline = Date.now() + seconds * 1000;
  if (ending.open) ending.close();
  plan();
}

function plan() {
  clearTimeout(timer);
  const left = deadline - Date.now();
  timer = setTimeout(check, ending.open ? 1000 : Math.min(Math.max(left - warning, 0), 2 ** 31 - 1));
}

function showLeft() {
  const seconds = Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  ending.querySelector("[data-session-left]").textContent = text;
}

async function check() {
  if (ended.open) return;
  const left = deadline - Date.now();
  if (ending.open && left > 0) {
    showLeft();
    plan();
    return;
  }
  // Another tab or browser may have used the session meanwhile.
  const state = await ask("GET");
  if (state === null) {
    end();
    return;
  }
  if (state === undefined) {
    clearTimeout(timer);
    timer = setTimeout(check, 10_000);
    return;
  }
  deadline = Date.now() + state.seconds * 1000;
  if (deadline - Date.now() > warning + 1000) {
    if (ending.open) ending.close();
  } else if (!ending.open) {
    showLeft();
    ending.showModal();
  }
  plan();
}

async function stay() {
  const state = await ask("POST");
  if (state === null) end();
  else if (state) {
    renew(state.token);
    used(state.seconds);
    tabs.postMessage({ user });
  }
}

function end() {
  clearTimeout(timer);
  if (ending.open) ending.close();
  keep(user, "ended");
  if (ended.open) return;
  const here = ended.querySelector("[data-session-here]");
  const then = encodeURIComponent(location.pathname + location.search);
  here.href = `${here.pathname}?then=${then}`;
  ended.showModal();
}

// Somebody has signed in in another tab.
async function goOn() {
  const state = await ask("GET");
  if (!state) return;
  if (state.user !== user) {
    location.reload();
    return;
  }
  renew(state.token);
  kept.forget();
  ended.close();
  used(state.seconds);
  toast("success", document.body.dataset.sessionAgain);
}

// What a request's answer says about the session.
function look(status, code) {
  if (status === 401) end();
  else if (code === "form_expired") {
    ask("GET").then((state) => {
      if (state === null) end();
      else if (state?.user !== user) location.reload();
      else renew(state.token);
    });
  }
}

if (user) {
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    const next = xhr.getResponseHeader("HX-Redirect") ?? "";
    if (xhr.status !== 401 || next.includes("/sign-in/")) return;
    // htmx would go to the sign-in page, and what was typed would be lost.
    event.preventDefault();
    end();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!xhr?.status || xhr.status === 401) return;
    look(xhr.status, xhr.getResponseHeader("Diction-Error"));
    if (requestConfig.headers["Diction-Background"] || ended.open) return;
    used(length / 1000);
    tabs.postMessage({ user });
  });
  // Of requests that are not made by htmx.
  document.addEventListener("answered", (event) => look(event.detail.status, event.detail.code));
  tabs.addEventListener("message", (event) => {
    if (ended.open) goOn();
    else if (event.data.user === user) used(length / 1000);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    if (ended.open) goOn();
    else plan();
  });
  ending.querySelector("[data-session-stay]").addEventListener("click", stay);
  ending.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  // A form that leads to another page takes what was typed with it, should that be the sign-in page.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || changedFields(form).length === 0) return;
    if (Date.now() >= deadline) {
      event.preventDefault();
      check();
    } else keep(user, "sent");
  }, true);
  tabs.postMessage({ user });
  plan();
}

restore(user, () => toast("success", document.body.dataset.sessionKept));
