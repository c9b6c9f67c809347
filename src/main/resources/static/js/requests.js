// Requests by htmx carry the token against forged requests; one that fails without an answer says so.
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

document.addEventListener("htmx:configRequest", (event) => {
  const header = meta("csrf-header");
  if (header && event.detail.verb !== "get") event.detail.headers[header] = meta("csrf-token");
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const text = encodeURIComponent(document.body.dataset.connectionFailed);
    document.dispatchEvent(new CustomEvent("toast", { detail: { kind: "error", text } }));
  });
}
