// Requests by htmx carry the token against forged requests; one that fails without an answer says so.
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

// A request that no event of a person began: the page asks by itself, which keeps no session alive.
const isBackground = ({ triggeringEvent, elt }) => {
  const trigger = elt.getAttribute("hx-trigger") ?? "";
  return trigger.endsWith("from:body") || (!triggeringEvent && /\b(every|load)\b/.test(trigger));
};

document.addEventListener("htmx:configRequest", (event) => {
  if (isBackground(event.detail)) event.detail.headers["Diction-Background"] = "true";
  const header = meta("csrf-header");
  if (header && event.detail.verb !== "get") event.detail.headers[header] = meta("csrf-token");
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const text = encodeURIComponent(document.body.dataset.connectionFailed);
    document.dispatchEvent(new CustomEvent("toast", { detail: { kind: "error", text } }));
  });
}

// What asks again by itself rests while nobody can see it, and asks at once when somebody can.
const resting = new Map();

document.addEventListener("htmx:confirm", (event) => {
  const asker = event.detail.elt;
  if (!document.hidden || !asker.getAttribute("hx-trigger")?.startsWith("load")) return;
  event.preventDefault();
  resting.set(asker, event.detail.issueRequest);
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  for (const [asker, ask] of resting) if (asker.isConnected) ask();
  resting.clear();
});
