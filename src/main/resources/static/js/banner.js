// Remembers for each model whether its status banner is open, until its status changes.
const key = (banner) => `modelBanner:${banner.dataset.banner}`;

const read = (banner) => {
  try {
    return JSON.parse(localStorage.getItem(key(banner)));
  } catch {
    return null;
  }
};

const apply = () => {
  for (const banner of document.querySelectorAll("[data-banner]")) {
    const kept = read(banner);
    if (kept?.state === banner.dataset.bannerState) banner.open = kept.open;
  }
};

document.addEventListener("click", (event) => {
  const banner = event.target.closest?.("[data-banner] > summary")?.parentElement;
  if (!banner) return;
  // The click has not toggled it yet.
  const kept = { state: banner.dataset.bannerState, open: !banner.open };
  try {
    localStorage.setItem(key(banner), JSON.stringify(kept));
  } catch {
    // Storage is switched off or full: the banner opens as its status says.
  }
});

document.addEventListener("htmx:load", apply);
apply();
