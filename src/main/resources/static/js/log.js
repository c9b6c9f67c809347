// A log that grows shows its end, until somebody scrolls up or switches Follow off.
const NEAR = 24;
const button = document.querySelector("[data-follow]");
const log = document.querySelector("[data-log]");
let ours = false;

const follows = () => button?.getAttribute("aria-pressed") === "true";
const toEnd = () => {
  ours = true;
  log.scrollTop = log.scrollHeight;
};

function follow(wanted) {
  button.setAttribute("aria-pressed", String(wanted));
  if (wanted) toEnd();
}

if (button && log) {
  button.hidden = false;
  button.addEventListener("click", () => follow(!follows()));
  log.addEventListener("scroll", () => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    // Lines that come in between move the end away; only a person scrolls up.
    if (!ours) follow(atEnd);
    ours = false;
  });
  new MutationObserver(() => follows() && toEnd()).observe(log, { childList: true, subtree: true });
  log.closest("details").addEventListener("toggle", () => follows() && toEnd());
  toEnd();
}
