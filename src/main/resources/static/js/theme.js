// Runs before anything is painted, so that a page does not flash in the other scheme. Who is signed
// in has a theme of the own account (data-user-theme); this browser keeps it for the pages before.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is switched off
    }
  };
  const store = (choice) => {
    try {
      if (choice === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", choice);
    } catch {
      root.dataset.chosenTheme = choice;
    }
  };
  const chosen = () => root.dataset.userTheme ?? root.dataset.chosenTheme ?? stored() ?? "system";
  const apply = () => {
    const choice = chosen();
    const theme = choice === "light" || choice === "dark" ? choice : system.matches ? "dark" : "light";
    root.dataset.bsTheme = theme;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  const keep = (choice) => {
    const header = document.querySelector("meta[name=csrf-header]")?.content;
    const token = document.querySelector("meta[name=csrf-token]")?.content;
    fetch(root.dataset.themePlace, {
      method: "POST",
      headers: { [header]: token },
      body: new URLSearchParams({ theme: choice.toUpperCase() }),
      keepalive: true,
    }).catch(() => {}); // this page has it already; the next one asks the server
  };
  if (root.dataset.userTheme) store(root.dataset.userTheme);
  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll("[data-theme-switch]")) place.hidden = false;
    apply();
  });
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-theme-choice]")?.dataset.themeChoice;
    if (!choice) return;
    store(choice);
    if (root.dataset.userTheme) {
      root.dataset.userTheme = choice;
      keep(choice);
    }
    apply();
  });
}
